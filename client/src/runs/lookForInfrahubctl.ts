import { posix, win32 } from 'node:path';

/** Who says how infrahubctl is started. */
type ToolSource = 'setting' | 'uv' | 'poetry' | 'interpreter' | 'environment' | 'path';

/** How infrahubctl is started: the command, and what stands before its own arguments. */
export interface Infrahubctl {
  readonly command: string;
  readonly args: readonly string[];
  /** What runs is decided by files of the workspace, not by the person or the machine. */
  readonly isOfWorkspace: boolean;
}

interface FoundInfrahubctl extends Infrahubctl {
  readonly source: ToolSource;
}

/** Where to look, and how. */
export interface Surroundings {
  readonly isWindows: boolean;
  /** The folder of the repository. */
  readonly folder: string;
  /** The folder of the workspace that it is in, or is. */
  readonly workspace: string | undefined;
  /** The setting `infrahubCascade.infrahubctlPath`: a command with its arguments. */
  readonly setting: unknown;
  /** The Python that was chosen in VS Code: its executable, or the folder of its environment. */
  readonly interpreter: string | undefined;
  /** The variable `PATH`. */
  readonly path: string;
  /** True for a file that can be run. */
  readonly isExecutable: (path: string) => Promise<boolean>;
  /** The text of a file; undefined without one. */
  readonly read: (path: string) => Promise<string | undefined>;
}

/**
 * Looks for infrahubctl: as the setting says, by `uv` or `poetry` where their lock file (the nearest one) has the SDK, beside the chosen
 * Python, in the virtual environment of the repository, on the path. Undefined when it is nowhere.
 */
export async function lookForInfrahubctl(around: Surroundings): Promise<FoundInfrahubctl | undefined> {
  const set = fromSetting(around);
  if (set) return set;
  const { join, dirname } = around.isWindows ? win32 : posix;
  const { folder, interpreter } = around;
  for (const [at, tool] of upwards(around).flatMap((each) => [[each, 'uv'] as const, [each, 'poetry'] as const])) {
    const lock = await around.read(join(at, `${tool}.lock`));
    if (!lock || !/^name = "infrahub-sdk"/m.test(lock)) continue;
    const command = await firstIn(onPath(around), tool, around);
    if (command !== undefined) return { command, args: ['run', 'infrahubctl'], source: tool, isOfWorkspace: true };
  }
  const scripts = around.isWindows ? 'Scripts' : 'bin';
  const beside = interpreter === undefined ? [] : [dirname(interpreter), join(interpreter, scripts)];
  const places: readonly (readonly [ToolSource, readonly string[]])[] = [
    // On Windows python.exe of an installation is above its scripts.
    ['interpreter', around.isWindows ? beside.flatMap((at) => [at, join(at, scripts)]) : beside],
    ['environment', ['.venv', 'venv'].map((name) => join(folder, name, scripts))],
    ['path', onPath(around)],
  ];
  for (const [source, folders] of places) {
    const command = await firstIn(folders, 'infrahubctl', around);
    if (command !== undefined) return { command, args: [], source, isOfWorkspace: isOfWorkspace(command, around) };
  }
  return undefined;
}

function fromSetting(around: Surroundings): FoundInfrahubctl | undefined {
  const given: unknown[] = Array.isArray(around.setting) ? around.setting : [];
  const [command, ...args] = given.filter((each): each is string => typeof each === 'string' && each !== '');
  if (command === undefined) return undefined;
  // Both run what the environment of the project has.
  const isProject = /(^|[/\\])(uv|poetry)(\.exe)?$/.test(command) && args[0] === 'run';
  return { command, args, source: 'setting', isOfWorkspace: isProject || isOfWorkspace(command, around) };
}

/** A name alone is looked up on the path; any other relative one in the repository. */
function isOfWorkspace(command: string, { isWindows, folder, workspace = folder }: Surroundings): boolean {
  const { isAbsolute } = isWindows ? win32 : posix;
  if (!isAbsolute(command)) return /[/\\]/.test(command);
  return [folder, workspace].some((each) => isInside(command, each, isWindows));
}

/** The folder of the repository and those above it, up to that of the workspace: there `uv` and `poetry` look too. */
function upwards({ folder, workspace, isWindows }: Surroundings): string[] {
  const { dirname } = isWindows ? win32 : posix;
  if (workspace === undefined || !isInside(folder, workspace, isWindows)) return [folder];
  const folders = [folder];
  for (let at = dirname(folder); isInside(at, workspace, isWindows); at = dirname(at)) {
    folders.push(at);
    if (dirname(at) === at) break;
  }
  return folders;
}

function isInside(path: string, folder: string, isWindows: boolean): boolean {
  const { isAbsolute, relative } = isWindows ? win32 : posix;
  const way = relative(folder, path);
  return !isAbsolute(way) && !/^\.\.([/\\]|$)/.test(way);
}

/** Relative entries would be looked up in the workspace. */
function onPath({ path, isWindows }: Surroundings): string[] {
  const { delimiter, isAbsolute } = isWindows ? win32 : posix;
  return path.split(delimiter).filter((entry) => isAbsolute(entry));
}

async function firstIn(
  folders: readonly string[],
  name: string,
  { isWindows, isExecutable }: Surroundings,
): Promise<string | undefined> {
  const { join } = isWindows ? win32 : posix;
  for (const folder of folders) {
    // Without a shell Windows runs nothing but programs.
    const command = join(folder, isWindows ? `${name}.exe` : name);
    if (await isExecutable(command)) return command;
  }
  return undefined;
}

import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** How infrahubctl is started: the command, and what stands before its own arguments. */
export interface Infrahubctl {
  readonly command: string;
  readonly args: readonly string[];
}

const isWindows = process.platform === 'win32';
const fileName = isWindows ? 'infrahubctl.exe' : 'infrahubctl';

/** Looks for infrahubctl: in the virtual environment of a repository, then on the path. Undefined when there is none. */
export async function findInfrahubctl(folder: string): Promise<Infrahubctl | undefined> {
  const inEnvironment = ['.venv', 'venv'].map((name) => join(folder, name, isWindows ? 'Scripts' : 'bin'));
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  for (const place of [...inEnvironment, ...onPath]) {
    const command = join(place, fileName);
    if (await isExecutable(command)) return { command, args: [] };
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

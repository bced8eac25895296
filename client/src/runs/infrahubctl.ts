import { access, constants, readFile, stat } from 'node:fs/promises';
import { extensions, Uri, workspace } from 'vscode';
import { lookForInfrahubctl, type Infrahubctl } from './lookForInfrahubctl';

/** A lock file that is larger is not looked into. */
const maxLockBytes = 20_000_000;

/** Looks for infrahubctl for the repository in a folder; undefined when there is none. Never rejects. */
export async function findInfrahubctl(folder: string): Promise<Infrahubctl | undefined> {
  return lookForInfrahubctl({
    isWindows: process.platform === 'win32',
    folder,
    workspace: workspace.getWorkspaceFolder(Uri.file(folder))?.uri.fsPath,
    setting: workspace.getConfiguration('infrahubCascade').get<unknown>('infrahubctlPath'),
    interpreter: chosenPython(folder),
    path: process.env['PATH'] ?? '',
    isExecutable: (path) => canRun(path),
    read: readLock,
  });
}

/** What is used of the extension `ms-python.python`. */
interface PythonExtension {
  readonly environments?: { getActiveEnvironmentPath(resource?: Uri): { readonly path?: string } | undefined };
}

/** The Python that was chosen for a folder; only while that extension runs anyway. */
function chosenPython(folder: string): string | undefined {
  try {
    const python = extensions.getExtension<PythonExtension>('ms-python.python');
    if (!python?.isActive) return undefined;
    const path = python.exports.environments?.getActiveEnvironmentPath(Uri.file(folder))?.path;
    return typeof path === 'string' && path !== '' ? path : undefined;
  } catch {
    return undefined;
  }
}

async function canRun(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    async () => (await stat(path)).isFile(),
    () => false,
  );
}

async function readLock(path: string): Promise<string | undefined> {
  try {
    return (await stat(path)).size > maxLockBytes ? undefined : await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

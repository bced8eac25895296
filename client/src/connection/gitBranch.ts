import { Disposable, type Event, EventEmitter, extensions, RelativePattern, Uri, workspace } from 'vscode';
import { joinedHeads, readGitHead, type CheckedOut, type GitHead } from './gitHead';

/** The branch of git that the repository of the workspace has checked out. */
export interface GitBranch extends Disposable {
  read(): Promise<CheckedOut>;
  readonly onDidChange: Event<void>;
}

/** What is used of the extension `vscode.git`, which comes with VS Code. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}
interface GitApi {
  readonly repositories: readonly GitRepository[];
  getRepository(uri: Uri): GitRepository | null;
  readonly onDidOpenRepository: Event<GitRepository>;
  readonly onDidCloseRepository: Event<GitRepository>;
}
interface GitRepository {
  readonly state: { readonly HEAD: { readonly name?: string } | undefined; readonly onDidChange: Event<void> };
}

const configFiles = '**/.infrahub.{yml,yaml}';

/** Asks VS Code's git, and reads `.git/HEAD` where it does not know the folder. */
export function createGitBranch(): GitBranch {
  const changed = new EventEmitter<void>();
  const watched = new Map<string, Disposable>();
  const configs = workspace.createFileSystemWatcher(configFiles, false, true);
  /** Searched for once: views ask again and again. */
  let folders: Promise<readonly Uri[]> | undefined;
  /** What was read last. */
  let last: CheckedOut = joinedHeads([]);
  const look = async (): Promise<void> => {
    const before = last;
    const now = await read();
    if (now.branch !== before.branch || now.isGit !== before.isGit) changed.fire();
  };
  // A repository tells every change of its files: only another branch matters.
  const moved = (): void => void look().catch(() => undefined);
  const search = (): void => {
    folders = undefined;
    moved();
  };
  const listeners: Disposable[] = [
    changed,
    configs,
    configs.onDidCreate(search),
    configs.onDidDelete(search),
    workspace.onDidChangeWorkspaceFolders(search),
  ];
  let api: Promise<GitApi | undefined> | undefined;

  const follow = ({ state }: GitRepository): void => {
    listeners.push(state.onDidChange(moved));
  };

  async function start(): Promise<GitApi | undefined> {
    const git = extensions.getExtension<GitExtension>('vscode.git');
    const exported = await Promise.resolve(git?.activate()).catch(() => undefined);
    if (!exported?.enabled) return undefined;
    try {
      const found = exported.getAPI(1);
      found.repositories.forEach(follow);
      listeners.push(
        found.onDidOpenRepository((repository) => {
          follow(repository);
          moved();
        }),
        found.onDidCloseRepository(moved),
      );
      return found;
    } catch {
      return undefined;
    }
  }

  function watch(file: string): void {
    if (watched.has(file)) return;
    const uri = Uri.file(file);
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, '..'), 'HEAD'));
    watched.set(file, Disposable.from(watcher, watcher.onDidChange(moved), watcher.onDidCreate(moved)));
  }

  async function headOf(folder: Uri): Promise<Pick<GitHead, 'branch'> | undefined> {
    const known = (await (api ??= start()))?.getRepository(folder)?.state.HEAD?.name;
    if (known !== undefined) return { branch: known };
    const head = await readGitHead(folder.fsPath);
    if (head) watch(head.file);
    return head;
  }

  async function read(): Promise<CheckedOut> {
    last = joinedHeads(await Promise.all((await (folders ??= repositoryFolders())).map(headOf)));
    return last;
  }

  return {
    read,
    onDidChange: changed.event,
    dispose: () => void Disposable.from(...listeners, ...watched.values()).dispose(),
  };
}

/** Folders that hold a repository of Infrahub, else those of the workspace. */
async function repositoryFolders(): Promise<readonly Uri[]> {
  const files = await workspace.findFiles(configFiles, '**/node_modules/**', 20);
  if (files.length > 0) return files.map((file) => Uri.joinPath(file, '..'));
  return (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
}

import { Disposable, type Event, EventEmitter, extensions, RelativePattern, Uri, workspace } from 'vscode';
import { readGitHead } from './gitHead';

/** The branch of git that the repository of the workspace has checked out. */
export interface GitBranch extends Disposable {
  /** Undefined without git, for a commit without a branch, and when repositories differ. */
  read(): Promise<string | undefined>;
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

/** Asks VS Code's git, and reads `.git/HEAD` where it does not know the folder. */
export function createGitBranch(): GitBranch {
  const changed = new EventEmitter<void>();
  const watched = new Map<string, Disposable>();
  const listeners: Disposable[] = [changed];
  let api: Promise<GitApi | undefined> | undefined;

  const follow = ({ state }: GitRepository): void => {
    listeners.push(state.onDidChange(() => changed.fire()));
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
          changed.fire();
        }),
        found.onDidCloseRepository(() => changed.fire()),
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
    const fire = (): void => changed.fire();
    watched.set(file, Disposable.from(watcher, watcher.onDidChange(fire), watcher.onDidCreate(fire)));
  }

  async function branchOf(folder: Uri): Promise<string | undefined> {
    const known = (await (api ??= start()))?.getRepository(folder)?.state.HEAD?.name;
    if (known !== undefined) return known;
    const head = await readGitHead(folder.fsPath);
    if (head) watch(head.file);
    return head?.branch;
  }

  return {
    async read() {
      const found = new Set(await Promise.all((await repositoryFolders()).map(branchOf)));
      return found.size === 1 ? [...found][0] : undefined;
    },
    onDidChange: changed.event,
    dispose: () => void Disposable.from(...listeners, ...watched.values()).dispose(),
  };
}

/** Folders that hold a repository of Infrahub, else those of the workspace. */
async function repositoryFolders(): Promise<Uri[]> {
  const files = await workspace.findFiles('**/.infrahub.{yml,yaml}', '**/node_modules/**', 20);
  if (files.length > 0) return files.map((file) => Uri.joinPath(file, '..'));
  return (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
}

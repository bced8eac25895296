import type { FileContent, Workspace } from '../../server/src/model/project/workspace';
import { memoryWorkspace } from './memoryWorkspace';

/** Files in memory whose reads can be held back; some may be ignored by git, excluded by the user or not listed whole. */
export interface GatedWorkspace extends Workspace {
  readonly files: Map<string, string | FileContent>;
  /** Addresses whose reads wait for `release`, each with what was on disk when the read began. */
  readonly held: Set<string>;
  readonly ignored: Set<string>;
  readonly excluded: Set<string>;
  /** Folders that may not be looked into. */
  readonly closed: Set<string>;
  unread: string[];
  /** Resolves as soon as a read of the address waits. */
  reading(uri: string): Promise<void>;
  /** Lets waiting reads of the address end. */
  release(uri: string): void;
}

export function gatedWorkspace(contents: Readonly<Record<string, string>>, root = 'file:///repo'): GatedWorkspace {
  const files = new Map<string, string | FileContent>(
    Object.entries(contents).map(([path, text]) => [`${root}/${path}`, text]),
  );
  const inner = memoryWorkspace(files);
  const waiting = new Map<string, (() => void)[]>();
  const watchers = new Map<string, () => void>();
  const isIn = (set: ReadonlySet<string>, uri: string): boolean =>
    [...set].some((folder) => uri === folder || uri.startsWith(`${folder}/`));
  const workspace: GatedWorkspace = {
    ...inner,
    files,
    held: new Set(),
    ignored: new Set(),
    excluded: new Set(),
    closed: new Set(),
    unread: [],
    includes: (uri, named) => !isIn(workspace.excluded, uri) && (named !== undefined || !isIn(workspace.ignored, uri)),
    list: async (folder) => ({
      files: (await inner.list(folder)).files.filter((uri) => workspace.includes(uri) && !isIn(workspace.closed, uri)),
      unread: [...workspace.unread, ...workspace.closed],
    }),
    listIgnored: async (folder) => ({
      files: (await inner.list(folder)).files.filter((uri) => workspace.includes(uri, 'named')),
      unread: [],
    }),
    stat: async (uri) => (isIn(workspace.closed, uri) && !workspace.closed.has(uri) ? 'unreadable' : inner.stat(uri)),
    async read(uri) {
      const content = await inner.read(uri);
      if (!workspace.held.has(uri)) return content;
      await new Promise<void>((resolve) => {
        waiting.set(uri, [...(waiting.get(uri) ?? []), resolve]);
        watchers.get(uri)?.();
      });
      return content;
    },
    reading: (uri) =>
      waiting.has(uri) ? Promise.resolve() : new Promise((resolve) => void watchers.set(uri, resolve)),
    release(uri) {
      workspace.held.delete(uri);
      const all = waiting.get(uri) ?? [];
      waiting.delete(uri);
      for (const resolve of all) resolve();
    },
  };
  return workspace;
}

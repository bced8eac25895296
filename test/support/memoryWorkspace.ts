import { isBelow } from '../../server/src/base/uris';
import type { FileContent, Workspace } from '../../server/src/model/project/workspace';

/** Files in memory, by address; change the map and tell the service as a watcher would. */
export function memoryWorkspace(files: Map<string, string | FileContent>): Workspace {
  const list: Workspace['list'] = async (folder) => ({
    files: [...files.keys()].filter((uri) => isBelow(folder, uri)),
    unread: [],
  });
  return {
    list,
    // Nothing is ignored here.
    listIgnored: list,
    includes: () => true,
    maxFileSize: () => 2_097_152,
    read: async (uri) => {
      const found = files.get(uri);
      if (found === undefined) return { kind: 'unreadable', reason: 'ENOENT' };
      return typeof found === 'string' ? { kind: 'text', text: found } : found;
    },
    stat: async (uri) => {
      if (files.has(uri)) return 'file';
      return [...files.keys()].some((file) => isBelow(uri, file)) ? 'folder' : undefined;
    },
  };
}

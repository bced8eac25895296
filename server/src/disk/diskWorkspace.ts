import { readFile, stat } from 'node:fs/promises';
import { URI } from 'vscode-uri';
import type { FileContent, FileListing, Workspace } from '../model/project/workspace';
import { walk } from './walk';

export interface DiskOptions {
  /** Asked at each use, since settings change. Bytes. */
  readonly maxFileSize: () => number;
  /** Globs of the user, relative to each folder. */
  readonly exclude: () => readonly string[];
}

/** More files than this below one folder are not listed. */
const listingLimit = 200_000;

/** Files as they are on disk. One walker serves the language server and the command line. */
export function createDiskWorkspace({ maxFileSize, exclude }: DiskOptions): Workspace {
  return {
    async list(folder): Promise<FileListing> {
      const uri = URI.parse(folder);
      if (uri.scheme !== 'file') return { files: [], truncated: false };
      const { files, truncated } = await walk(uri.fsPath, { exclude: exclude(), limit: listingLimit });
      return { files: files.map((file) => URI.file(file).toString()), truncated };
    },
    async read(address): Promise<FileContent> {
      const uri = URI.parse(address);
      if (uri.scheme !== 'file') return { kind: 'unreadable', reason: 'ENOENT' };
      try {
        const info = await stat(uri.fsPath);
        if (!info.isFile()) return { kind: 'unreadable', reason: info.isDirectory() ? 'EISDIR' : 'not a file' };
        if (info.size > maxFileSize()) return { kind: 'tooLarge', size: info.size };
        const bytes = await readFile(uri.fsPath);
        return bytes.includes(0) ? { kind: 'binary' } : { kind: 'text', text: bytes.toString('utf8') };
      } catch (error) {
        return { kind: 'unreadable', reason: (error as NodeJS.ErrnoException).code ?? 'unknown' };
      }
    },
    async stat(address) {
      const info = await stat(URI.parse(address).fsPath).catch(() => undefined);
      return info?.isDirectory() ? 'folder' : info?.isFile() ? 'file' : undefined;
    },
  };
}

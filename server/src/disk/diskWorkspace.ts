import { isUtf8 } from 'node:buffer';
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { URI } from 'vscode-uri';
import { createYielder, neverCancelled } from '../base/cancellation';
import type { FileContent, FileListing, Workspace } from '../model/project/workspace';
import { createIgnoreRules, type IgnoreRules } from './ignoreRules';
import { walk, type WalkOptions } from './walk';

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
  const rulesByFolder = new Map<string, IgnoreRules>();
  const rulesAround = (path: string): [string, IgnoreRules][] =>
    [...rulesByFolder].filter(
      ([folder]) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep),
    );
  const list = async (folder: string, rules: WalkOptions['rules']): Promise<FileListing> => {
    const { files, unread, excluded } = await walk(folder, { rules, limit: listingLimit });
    return {
      files: await addresses(files),
      unread: await addresses(unread),
      ...(excluded.length > 0 && { excluded: await addresses(excluded) }),
    };
  };
  return {
    async list(folder): Promise<FileListing> {
      const uri = URI.parse(folder);
      if (uri.scheme !== 'file') return { files: [], unread: [folder] };
      const around = rulesAround(uri.fsPath).find(([other]) => other !== uri.fsPath);
      const rules = around?.[1] ?? createIgnoreRules(uri.fsPath, exclude());
      if (!around) rulesByFolder.set(uri.fsPath, rules);
      return list(uri.fsPath, rules);
    },
    async listIgnored(folder): Promise<FileListing> {
      const path = URI.parse(folder).fsPath;
      const [root, rules] = rulesAround(path).find(([, each]) => each.includesNamed(path)) ?? [];
      if (root === undefined || !rules) return { files: [], unread: [folder] };
      const { isToolFolder, isExcluded } = rules;
      const isSkippedFolder = (at: string): boolean => isToolFolder(at) || isExcluded(at);
      const real = await pathWithoutLinks(root, path);
      return {
        ...(await list(path, { isSkippedFolder, isSkippedFile: isExcluded, isExcluded })),
        ...(real !== path && { real: URI.file(real).toString() }),
      };
    },
    includes(address, named): boolean {
      const uri = URI.parse(address);
      if (uri.scheme !== 'file') return false;
      const around = rulesAround(uri.fsPath);
      const isIncluded = ([, rules]: [string, IgnoreRules]): boolean =>
        named ? rules.includesNamed(uri.fsPath) : rules.includes(uri.fsPath);
      return around.length === 0 || around.some(isIncluded);
    },
    maxFileSize,
    async read(address): Promise<FileContent> {
      const uri = URI.parse(address);
      if (uri.scheme !== 'file') return { kind: 'unreadable', reason: 'ENOENT' };
      try {
        const info = await stat(uri.fsPath);
        if (!info.isFile()) return { kind: 'unreadable', reason: info.isDirectory() ? 'EISDIR' : 'not a file' };
        if (info.size > maxFileSize()) return { kind: 'tooLarge', size: info.size };
        const bytes = await readFile(uri.fsPath);
        return bytes.includes(0) || !isUtf8(bytes)
          ? { kind: 'binary' }
          : { kind: 'text', text: withoutMark(bytes.toString('utf8')) };
      } catch (error) {
        const { code = 'unknown' } = error as NodeJS.ErrnoException;
        // Below what is a file by now there is nothing either.
        return { kind: 'unreadable', reason: code === 'ENOTDIR' ? 'ENOENT' : code };
      }
    },
    async stat(address) {
      try {
        const info = await stat(URI.parse(address).fsPath);
        return info.isDirectory() ? 'folder' : info.isFile() ? 'file' : undefined;
      } catch (error) {
        const { code = '' } = error as NodeJS.ErrnoException;
        return ['EACCES', 'EPERM'].includes(code) ? 'unreadable' : undefined;
      }
    },
  };
}

/** Where a path below the root leads, links of the root itself left aside. */
async function pathWithoutLinks(root: string, path: string): Promise<string> {
  const [realRoot, real] = await Promise.all([root, path].map((each) => realpath(each).catch(() => each)));
  return join(root, relative(realRoot ?? root, real ?? path));
}

async function addresses(paths: readonly string[]): Promise<string[]> {
  const pause = createYielder(neverCancelled, () => performance.now());
  const found: string[] = [];
  for (const path of paths) {
    await pause();
    found.push(URI.file(path).toString());
  }
  return found;
}

/** Editors show a file without its byte order mark; so do we, or every offset of the first line would differ. */
function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

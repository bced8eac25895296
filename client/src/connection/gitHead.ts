import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** Where git keeps what a working tree has checked out. */
export interface GitHead {
  /** The file `HEAD`. */
  readonly file: string;
  /** Undefined for a commit that is checked out without a branch. */
  readonly branch: string | undefined;
}

/** What the folders of a workspace have checked out. */
export interface CheckedOut {
  /** False where none of them belongs to git. */
  readonly isGit: boolean;
  /** Undefined without git, for a commit without a branch, and where folders differ. */
  readonly branch: string | undefined;
}

/** Joins what each folder has checked out, undefined for one outside of git: no branch stands for another. */
export function joinedHeads(heads: readonly (Pick<GitHead, 'branch'> | undefined)[]): CheckedOut {
  const branches = new Set(heads.map((head) => head?.branch));
  return {
    isGit: heads.some((head) => head !== undefined),
    branch: branches.size === 1 ? [...branches][0] : undefined,
  };
}

/** Reads what is checked out in the working tree that holds a folder; undefined outside of one. Never rejects. */
export async function readGitHead(folder: string): Promise<GitHead | undefined> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const directory = await gitDirectory(join(at, '.git'));
    if (directory !== undefined) {
      const file = join(directory, 'HEAD');
      const text = await readFile(file, 'utf8').catch(() => undefined);
      return text === undefined ? undefined : { file, branch: branchOf(text) };
    }
    if (dirname(at) === at) return undefined;
  }
}

/** `.git` is a folder, or in further working trees and submodules a file that says where it is. */
async function gitDirectory(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return path;
  if (!found?.isFile() || found.size > 10_000) return undefined;
  const text = await readFile(path, 'utf8').catch(() => '');
  const named = /^gitdir: (.+)$/m.exec(text)?.[1];
  return named === undefined ? undefined : resolve(dirname(path), named.trim());
}

function branchOf(head: string): string | undefined {
  return /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1]?.trim();
}

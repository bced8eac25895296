import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from './usageError';

/** The top folder of the git work tree around a folder; undefined outside of one, or without git. */
export async function gitRoot(folder: string): Promise<string | undefined> {
  const top = await git(folder, ['rev-parse', '--show-toplevel']).catch(() => undefined);
  return top === undefined || !top.trim() ? undefined : realpath(top.trim()).catch(() => undefined);
}

/**
 * The files (system paths) that differ from a commit: committed since, changed or not yet tracked. Throws `UsageError`
 * when there is no work tree or no such commit.
 */
export async function changedSince(folder: string, ref: string): Promise<Set<string>> {
  const root = await gitRoot(folder);
  if (root === undefined) throw new UsageError(`--since needs a git work tree, and ${folder} is in none.`);
  const commit = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).catch(
    () => '',
  );
  if (!commit.trim()) throw new UsageError(`--since: git knows no commit '${ref}'.`);
  const changed = await git(root, ['diff', '--name-only', '-z', '--no-renames', commit.trim(), '--']);
  const untracked = await git(root, ['ls-files', '--others', '--exclude-standard', '-z']);
  return new Set([...changed.split('\0'), ...untracked.split('\0')].filter(Boolean).map((path) => join(root, path)));
}

function git(cwd: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('git', [...args], { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if (error) reject(error instanceof Error ? error : new Error('git failed'));
      else resolve(stdout);
    });
  });
}

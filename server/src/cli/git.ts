import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from './usageError';

/** The top folder of the git work tree around a folder; undefined outside of one, or without git. */
export async function gitRoot(folder: string): Promise<string | undefined> {
  const top = await git(folder, ['rev-parse', '--show-toplevel']).catch(() => undefined);
  return top === undefined ? undefined : realpath(withoutLineBreak(top)).catch(() => undefined);
}

/**
 * Tells of a file (system path) in the work tree around `folder` whether it differs from a commit: committed since,
 * changed, or not yet tracked. Throws `UsageError` when there is no work tree or no such commit.
 */
export async function changedSince(folder: string, ref: string): Promise<(path: string) => boolean> {
  const root = await gitRoot(folder);
  if (root === undefined) throw new UsageError(`--since needs git, and ${folder} is in no git work tree.`);
  const verify = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const commit = withoutLineBreak(await git(root, verify).catch(() => ''));
  if (!commit) throw new UsageError(`--since: git knows no commit '${ref}' in ${root}.`);
  const changed = await git(root, ['diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', commit, '--']);
  const untracked = await git(root, ['ls-files', '--others', '--exclude-standard', '-z']);
  const paths = [...changed.split('\0'), ...untracked.split('\0')].filter(Boolean);
  const differing = new Set(paths.map((path) => join(root, path.replace(/\/$/, ''))));
  return (path) => {
    // A repository inside of this one is known to git as a folder only.
    for (let at = path; at.length > root.length; at = dirname(at)) if (differing.has(at)) return true;
    return false;
  };
}

/** Only the last line break: a folder's name may end in space. */
function withoutLineBreak(text: string): string {
  return text.replace(/\r?\n$/, '');
}

function git(cwd: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('git', [...args], { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if (error) reject(error instanceof Error ? error : new Error('git failed'));
      else resolve(stdout);
    });
  });
}

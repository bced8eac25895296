import { execFile } from 'node:child_process';
import { relative } from 'node:path';
import type { LocalCode } from './preflight';

/** Runs git in a folder; rejects when it is missing or fails. */
export type Git = (folder: string, args: readonly string[], signal: AbortSignal) => Promise<string>;

export const runGit: Git = (folder, args, signal) =>
  new Promise((resolve, reject) => {
    // Looking must not write: no refreshed index, no question for a password.
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
    const options = { cwd: folder, env, signal, timeout: 10_000, maxBuffer: 4_000_000, windowsHide: true };
    execFile('git', [...args], options, (error, output) => (error ? reject(error) : resolve(output)));
  });

export interface LocalFiles {
  /** The folder of `.infrahub.yml`. */
  readonly root: string;
  /** Files that decide what a run does, as paths of this machine. */
  readonly files: readonly string[];
  /** The commit that the server runs; undefined when it has none. */
  readonly commit: string | undefined;
  /** Files of this machine whose last changes an editor has not saved: git does not see those. */
  readonly unsaved: readonly string[];
}

/** Holds the files at hand against the commit that a server runs. Never rejects. */
export async function compareLocalCode(
  { root, files, commit, ...editors }: LocalFiles,
  signal: AbortSignal,
  git: Git = runGit,
): Promise<LocalCode> {
  const own = new Set(files);
  const unsaved = editors.unsaved.filter((path) => own.has(path)).map((path) => withSlashes(relative(root, path)));
  if (files.length === 0) return { kind: 'unknown', why: 'noFile', unsaved };
  try {
    const status = await git(root, ['status', '--porcelain=v1', '-z', '--no-renames', '--', ...files], signal);
    const top = (await git(root, ['rev-parse', '--show-toplevel'], signal)).trimEnd();
    const uncommitted = status.split('\0').flatMap((entry) => (entry === '' ? [] : [entry.slice(3)]));
    const fromRoot = (path: string): string => withSlashes(relative(root, `${top}/${path}`)) || path;
    const local = { uncommitted: uncommitted.map(fromRoot), unsaved };
    if (commit === undefined) return { kind: 'compared', differing: [], ...local };
    // What a server says becomes an argument.
    const isKnown = /^[0-9a-f]{7,64}$/.test(commit) && (await has(git, root, commit, signal));
    if (!isKnown) return { kind: 'notFetched', ...local };
    const diff = await git(root, ['diff', '--name-only', '--no-renames', '-z', commit, 'HEAD', '--', ...files], signal);
    const differing = diff.split('\0').filter((path) => path !== '');
    return { kind: 'compared', differing: differing.map(fromRoot), ...local };
  } catch {
    return { kind: 'unknown', why: 'noGit', unsaved };
  }
}

function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

async function has(git: Git, root: string, commit: string, signal: AbortSignal): Promise<boolean> {
  return git(root, ['cat-file', '-e', `${commit}^{commit}`], signal).then(
    () => true,
    () => false,
  );
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { waitFor } from '../../../scripts/infrahub/waiting.mjs';
import { graphql, nodesOf } from './graphql';
import type { Files } from './namespace';
import { runningServer } from './server';
import { logOf, tasksOf } from './tasks';

/** A Git repository that the server has imported. */
export interface ServedRepository {
  readonly id: string;
  readonly folder: string;
}

interface RepositoryStatus {
  readonly commit: { readonly value: string | null };
  readonly sync_status: { readonly value: string };
}

/** Makes a Git repository of files, adds it to the server, and waits until it is imported. */
export async function addRepository(name: string, files: Files): Promise<ServedRepository> {
  const folder = join(runningServer().repositories, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch=main');
  const commit = commitFiles(folder, files);
  const document = `mutation ($name: String!, $location: String!) {
    CoreRepositoryCreate(data: { name: { value: $name }, location: { value: $location } }) { object { id } }
  }`;
  const variables = { name, location: folder };
  const data = await graphql<{ CoreRepositoryCreate: { object: { id: string } } }>(document, { variables });
  const { id } = data.CoreRepositoryCreate.object;
  await waitUntilImported(id, commit);
  return { id, folder };
}

/** Commits changed files and waits until the server has imported them; it looks once a minute. */
export async function updateRepository({ id, folder }: ServedRepository, files: Files): Promise<void> {
  await waitUntilImported(id, commitFiles(folder, files));
}

function commitFiles(folder: string, files: Files): string {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git(folder, 'add', '--all');
  git(folder, '-c', 'user.name=test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--message=Change');
  return git(folder, 'rev-parse', 'HEAD').trim();
}

async function waitUntilImported(id: string, commit: string): Promise<void> {
  const since = Date.now();
  const selection = 'commit { value } sync_status { value }';
  const isImported = async (): Promise<boolean> => {
    const [status] = await nodesOf<RepositoryStatus>('CoreRepository', selection, { filter: `ids: ["${id}"]` });
    if (status?.sync_status.value === 'error-import') failure = await importFailure(id, since);
    return status?.sync_status.value === 'in-sync' && status.commit.value === commit;
  };
  let failure: string | undefined;
  await waitFor(isImported, { seconds: 600, what: 'The import of the repository', every: 1000, giveUp: () => failure });
}

/** The status changes before the task has ended and its log is whole. */
async function importFailure(id: string, since: number): Promise<string> {
  const workflows = ['git-repository-add-read-write', 'sync-git-repo-with-origin', 'git-repository-import-objects'];
  const reason = async (): Promise<string> => {
    const tasks = await tasksOf(workflows, ['FAILED']);
    const failed = tasks.find(
      ({ createdAt, parameters }) => createdAt > since - 10_000 && JSON.stringify(parameters).includes(id),
    );
    const log = failed ? await logOf(failed.id) : '';
    return log.includes('Finished in state') ? log : '';
  };
  const log = await waitFor(reason, { seconds: 60, what: 'The log of the failed import', every: 1000 });
  return `The import failed:\n${log}`;
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
}

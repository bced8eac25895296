import { waitFor } from '../../../scripts/infrahub/waiting.mjs';
import { graphql, nodesOf } from './graphql';
import { rename, type Files, type Renamed } from './namespace';
import { addRepository, type ServedRepository } from './repositories';
import { waitUntilConfigured, waitUntilIdle } from './tasks';

/** A repository on the server, with kinds and names of its own, and a branch to work on. */
export interface Case extends Renamed {
  readonly tag: string;
  readonly branch: string;
  readonly repository: ServedRepository;
  /**
   * Removes rules and branch, so that nothing of this case fires in the next, or is looked after for each later schema.
   * The server may still be at it: the next case waits for that.
   */
  close(): Promise<void>;
}

/**
 * Puts a repository on the server: adds it, waits until no rule is being configured, its own or those of the case before,
 * and makes the branch last, because a branch keeps the commit that it began with (facts 1a).
 * @param tag lower-case letters and digits, one for each case
 */
export async function openCase(tag: string, files: Files): Promise<Case> {
  const renamed = rename(files, tag);
  const repository = await addRepository(tag, renamed.files);
  await waitUntilConfigured();
  await waitUntilIdle();
  const branch = `try-${tag}`;
  await createBranch(branch);
  return { ...renamed, tag, branch, repository, close: () => closeCase(tag, branch) };
}

/** Makes a branch that Git does not know. */
export async function createBranch(name: string): Promise<void> {
  const document = `mutation ($name: String!) {
    BranchCreate(data: { name: $name, sync_with_git: false }, wait_until_completion: true) { ok }
  }`;
  await graphql(document, { variables: { name } });
}

async function closeCase(tag: string, branch: string): Promise<void> {
  await removeRules(tag);
  await deleteBranch(branch);
}

/** Deletes a branch with everything on it. */
export async function deleteBranch(name: string): Promise<void> {
  await graphql('mutation ($name: String!) { BranchDelete(data: { name: $name }) { ok } }', { variables: { name } });
}

interface Named {
  readonly id: string;
  readonly name: { readonly value: string };
}

/** Their actions stay: without a rule they do nothing, and each that goes has all rules configured anew. */
async function removeRules(tag: string): Promise<void> {
  await waitUntilIdle();
  const all = await nodesOf<Named>('CoreNodeTriggerRule', 'id name { value }');
  for (const { id } of all.filter(({ name }) => name.value.endsWith(`-${tag}`))) {
    await graphql('mutation ($id: String!) { CoreNodeTriggerRuleDelete(data: { id: $id }) { ok } }', {
      variables: { id },
    });
  }
}

/** Waits for something on the server. */
export async function eventually(what: string, ask: () => Promise<boolean>, seconds = 300): Promise<void> {
  await waitFor(ask, { seconds, what, every: 1000 });
}

/** Brings a branch up to date with the default branch: the commit of its repositories too (facts 1a). */
export async function rebaseBranch(name: string): Promise<void> {
  const document = `mutation ($name: String!) {
    BranchRebase(data: { name: $name }, wait_until_completion: true) { ok }
  }`;
  await graphql(document, { variables: { name } });
}

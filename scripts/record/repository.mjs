// Puts examples/fabric on a server, as test/infrahub does with its cases, and takes its rules away again.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { places } from '../infrahub/places.mjs';
import { waitFor } from '../infrahub/waiting.mjs';
import { root } from '../setup.mjs';
import { nodesOf, waitUntilIdle } from './server.mjs';

/** Imports the example under a name, and waits until its rules are configured. */
export async function importExample(server, name) {
  const folder = join(places().repositories, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, 'examples', 'fabric'), folder, { recursive: true });
  const git = (...args) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('-c', 'user.name=record', '-c', 'user.email=record@example.org', 'commit', '--quiet', '--message=Example');
  const commit = git('rev-parse', 'HEAD').trim();
  const document = `mutation ($name: String!, $location: String!) {
    CoreRepositoryCreate(data: { name: { value: $name }, location: { value: $location } }) { object { id } }
  }`;
  const { id } = (await server.graphql(document, { name, location: folder })).CoreRepositoryCreate.object;
  const status = `query ($id: ID!) {
    CoreRepository(ids: [$id]) { edges { node { commit { value } sync_status { value } } } }
  }`;
  let failure;
  const isImported = async () => {
    const [node] = nodesOf((await server.graphql(status, { id })).CoreRepository);
    if (node?.sync_status.value === 'error-import') failure = 'The import of examples/fabric failed.';
    return node?.sync_status.value === 'in-sync' && node.commit.value === commit;
  };
  await waitFor(isImported, { seconds: 600, what: 'The import', every: 1000, giveUp: () => failure });
  await waitUntilIdle(server);
}

/** Rules first: an action that one of them uses cannot be deleted. */
export async function removeRules(server, names) {
  await waitUntilIdle(server);
  for (const kind of ['CoreNodeTriggerRule', 'CoreGeneratorAction']) {
    const all = nodesOf((await server.graphql(`{ ${kind} { edges { node { id name { value } } } } }`))[kind]);
    for (const { id } of all.filter(({ name }) => names.includes(name.value))) {
      await server.graphql(`mutation ($id: String!) { ${kind}Delete(data: { id: $id }) { ok } }`, { id });
    }
  }
  await waitUntilIdle(server);
}

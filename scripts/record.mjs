// `npm run record`: records on a real Infrahub what the generators of examples/fabric do, and the server's SDL, for the demo
// server (test/support/infrahub/recordings). Start an empty one before: `npm run infrahub -- up --fresh`.
//   --address URL --token TOKEN   another server that sees Git repositories of this machine
//   --loaded                      the example is there already
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ADMIN_TOKEN } from './infrahub/access.mjs';
import { places } from './infrahub/places.mjs';
import { readState } from './infrahub/state.mjs';
import { importExample, removeRules } from './record/repository.mjs';
import { recordScenario } from './record/scenario.mjs';
import { connect } from './record/server.mjs';
import { trimSdl } from './record/trimSdl.mjs';
import { root } from './setup.mjs';

const say = (text) => console.log(`[record] ${text}`);
const { values } = parseArgs({
  options: { address: { type: 'string' }, token: { type: 'string' }, loaded: { type: 'boolean' } },
});

function access() {
  if (values.address) return { address: values.address.replace(/\/+$/, ''), token: values.token ?? ADMIN_TOKEN };
  const state = readState(places().state);
  if (!state) throw new Error('No Infrahub runs: start it with `npm run infrahub -- up`, or name one by --address.');
  return { address: `http://127.0.0.1:${state.port}`, token: ADMIN_TOKEN };
}

/** Of the rules and actions of the example. */
function triggerNames() {
  const text = readFileSync(join(root, 'examples', 'fabric', 'objects', '90_triggers.yml'), 'utf8');
  return [...text.matchAll(/^ {4}- name: (\S+)$/gm)].map(([, name]) => name);
}

try {
  const server = connect(access());
  const { version } = await server.get('/api/info');
  const folder = join(root, 'test', 'support', 'infrahub', 'recordings');
  const name = `record-${Date.now()}`;
  if (!values.loaded) {
    say('importing examples/fabric');
    await importExample(server, name);
  }
  const create = `mutation ($name: String!) {
    BranchCreate(data: { name: $name, sync_with_git: false }, wait_until_completion: true) { ok }
  }`;
  await server.graphql(create, { name });
  const runs = await recordScenario(server, { branch: name, say });
  writeFileSync(join(folder, 'fabric.json'), JSON.stringify({ version, runs }, null, 2));
  const head = `# Of GET /schema.graphql, Infrahub ${version}: what does not follow from kinds (scripts/record/trimSdl.mjs).\n`;
  writeFileSync(join(folder, 'server.graphql'), head + trimSdl(await server.get('/schema.graphql')));
  execFileSync('oxfmt', [join(folder, 'fabric.json')], { stdio: 'ignore' });
  say(`${runs.length} runs are recorded`);
  if (!values.loaded) {
    await removeRules(server, triggerNames());
  }
} catch (error) {
  console.error(`[record] ${error.message}`);
  process.exitCode = 1;
}

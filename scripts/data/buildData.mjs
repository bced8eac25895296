// Writes server/src/data/{coreKinds,configModel}.json and test/server/data/digests.json from the version facts.
// Usage: node scripts/data/buildData.mjs [FACTS_DIR]   (default: CASCADE_FACTS, else ../shared/facts/versions)

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configFact, configShape } from './configFacts.mjs';
import { kindFact, kindShape } from './coreFacts.mjs';
import { canonicalJson, mergeList, mergeRecord, printRecords } from './mergeVersions.mjs';
import { shareMembers } from './shareMembers.mjs';

/** Server minor version and the SDK it bundles (facts/versions/infrahub-yml-diff.md). */
const pairs = [
  ['1.2', '1.12'],
  ['1.3', '1.13'],
  ['1.4', '1.14'],
  ['1.5', '1.15'],
  ['1.6', '1.17'],
  ['1.7', '1.18'],
  ['1.8', '1.19'],
  ['1.9', '1.20'],
  ['1.10', '1.22'],
  ['1.11', '1.23'],
];

const root = fileURLToPath(new URL('../../', import.meta.url));
const facts = process.argv[2] ?? process.env.CASCADE_FACTS ?? join(root, '../shared/facts/versions');
const files = readdirSync(facts);

/** The parsed facts file `<prefix><minor version>.<patch>.json`. */
function readFact(prefix, minor) {
  const found = files.filter((name) => name.startsWith(`${prefix}${minor}.`) && name.endsWith('.json'));
  if (found.length !== 1) throw new Error(`${facts}: expected one ${prefix}${minor}.*.json, found ${found.length}`);
  return JSON.parse(readFileSync(join(facts, found[0]), 'utf8'));
}

const digest = (value) => createHash('sha256').update(canonicalJson(value)).digest('hex');
const byVersion = (values) => Object.fromEntries(versions.map((version, index) => [version, digest(values[index])]));

function write(path, text) {
  writeFileSync(join(root, path), `${text}\n`);
  process.stdout.write(`${path}: ${text.length} characters\n`);
}

const versions = pairs.map(([server]) => server);
const core = pairs.map(([server]) => readFact('core-', server).kinds.map(kindFact));
const config = pairs.map(([, sdk]) => configFact(readFact('infrahub-yml-sdk-', sdk)));

const merged = mergeList({ perVersion: core, owner: core, versions, shape: kindShape });
const kinds = shareMembers({ kinds: merged, core });
const model = mergeRecord({ slots: config, owner: config, versions, shape: configShape });

write('server/src/data/coreKinds.json', printRecords({ kinds }, ['kinds', 'attributes', 'relationships']));
write('server/src/data/configModel.json', printRecords(model, ['rootKeys', 'keys', 'watchKeys']));
write(
  'test/server/data/digests.json',
  JSON.stringify({ coreKinds: byVersion(core), configModel: byVersion(config) }, null, 2),
);

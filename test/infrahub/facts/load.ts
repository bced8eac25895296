import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { nodesOf } from '../support/graphql';
import { runningServer } from '../support/server';
import { waitUntilConfigured } from '../support/tasks';
import { remove } from './plant';

interface Document {
  readonly kind: string;
  readonly data: readonly object[];
}

/** What `infrahubctl object load` prints for a file of some documents; its words are not wrapped. */
export async function load(...documents: readonly Document[]): Promise<string> {
  const { address, token, infrahubctl } = runningServer();
  const folder = mkdtempSync(join(tmpdir(), 'cascade-facts-'));
  const file = join(folder, 'objects.yml');
  const texts = documents.map((spec) => stringify({ apiVersion: 'infrahub.app/v1', kind: 'Object', spec }));
  writeFileSync(file, texts.map((text) => `---\n${text}`).join(''));
  const env = { ...process.env, INFRAHUB_ADDRESS: address, INFRAHUB_API_TOKEN: token, COLUMNS: '2000', NO_COLOR: '1' };
  try {
    return await new Promise((done) => {
      execFile(infrahubctl, ['object', 'load', file], { env, cwd: folder }, (_, stdout, stderr) => {
        done(`${stdout}${stderr}`.replaceAll(/\s+/g, ' '));
      });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Named {
  readonly id: string;
  readonly name: { readonly value: string };
}

/** A rule of the server with the number of its matches and what they are; undefined when there is none. */
export async function ruleNamed(
  name: string,
): Promise<{ id: string; active: boolean; matches: readonly string[] } | undefined> {
  interface Rule extends Named {
    readonly active: { readonly value: boolean };
    readonly matches: { readonly edges: readonly { readonly node: { readonly value?: { readonly value: string } } }[] };
  }
  const selection = `id name { value } active { value }
    matches { edges { node { id ... on CoreNodeTriggerAttributeMatch { value { value } } } } }`;
  const found = await nodesOf<Rule>('CoreNodeTriggerRule', selection, { filter: `name__value: "${name}"` });
  const [rule] = found;
  if (!rule) return undefined;
  return {
    id: rule.id,
    active: rule.active.value,
    matches: rule.matches.edges.map(({ node }) => node.value?.value ?? ''),
  };
}

/** Removes every rule, action and group of these experiments; their names begin with `fact-`. */
export async function clean(): Promise<void> {
  for (const kind of ['CoreTriggerRule', 'CoreAction', 'CoreStandardGroup']) {
    const nodes = await nodesOf<Named & { readonly __typename: string }>(kind, '__typename id name { value }');
    for (const { id, name, __typename } of nodes) if (name.value.startsWith('fact-')) await remove(__typename, id);
  }
  await waitUntilConfigured();
}

/** A group, and an action that puts what it is run for into that group. */
export function groupAction(name: string): readonly [Document, Document] {
  return [
    { kind: 'CoreStandardGroup', data: [{ name }] },
    { kind: 'CoreGroupAction', data: [{ name, group: name, member_action: 'add_member' }] },
  ];
}

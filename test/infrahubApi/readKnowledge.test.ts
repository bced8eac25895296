import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { coreKinds } from '../../server/src/data/coreKinds';
import { readAddress } from '../../server/src/infrahub/address';
import { groupNames } from '../../server/src/infrahub/operations/groupNames';
import { schemaKinds } from '../../server/src/infrahub/operations/schemaKinds';
import { createKnowledgeReader, type KnowledgeBranch } from '../../server/src/infrahub/readKnowledge';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../server/src/infrahub/transport';
import type { RemoteKind } from '../../server/src/remoteKnowledge';
import { serve } from './httpServer';
import { recordedData, recording } from './recordings';
import { sendJson } from './startServer';

const sdl = buildSchema(readFileSync(join(import.meta.dirname, 'recordings', 'schema.graphql'), 'utf8'));

function recordedKinds(): readonly RemoteKind[] {
  const read = schemaKinds.read(recording('api_schema').response);
  if (!read.ok) throw new Error(read.path);
  return read.value;
}

describe('the kinds of a recorded schema', () => {
  const kinds = new Map(recordedKinds().map((kind) => [kind.kind, kind]));
  const known = coreKinds('1.11').filter(({ kind }) => kinds.has(kind));

  it('has core kinds to compare', () => expect(known.length).toBeGreaterThan(15));

  it.each(known)('$kind is what the table of the version says', (core) => {
    const expected = { ...core, usedBy: undefined };
    const read = kinds.get(expected.kind);
    const byName = (members: readonly { readonly name: string }[] = []) =>
      members.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name }) => name);
    expect({ ...read, attributes: [], relationships: [] }).toEqual({ ...expected, attributes: [], relationships: [] });
    expect(byName(read?.attributes)).toEqual(byName(expected.attributes));
    expect(byName(read?.relationships)).toEqual(byName(expected.relationships));
    for (const { default: value, ...attribute } of expected.attributes) {
      expect(read?.attributes.find(({ name }) => name === attribute.name)).toMatchObject(attribute);
      expect(read?.attributes.find(({ name }) => name === attribute.name)?.default).toEqual(value);
    }
    for (const { direction, ...relationship } of expected.relationships) {
      const found = read?.relationships.find(({ name }) => name === relationship.name);
      expect(found).toMatchObject(relationship);
      expect(found?.direction).toBe(direction);
    }
  });

  it('and those of the repository', () => {
    const pod = kinds.get('NetworkPod');
    expect(pod).toMatchObject({ isGeneric: false, branch: 'aware', inheritFrom: ['GeneratorTarget'] });
    expect(pod?.attributes.find(({ name }) => name === 'checksum')).toEqual({
      name: 'checksum',
      kind: 'Text',
      optional: true,
      inherited: true,
      label: 'Checksum',
      branch: 'aware',
    });
    expect(pod?.attributes.find(({ name }) => name === 'role')).toMatchObject({
      default: 'compute',
      choices: [
        { name: 'storage', label: 'Storage' },
        { name: 'compute', label: 'Compute' },
      ],
    });
    expect(pod?.relationships.find(({ name }) => name === 'parent')).toMatchObject({
      peer: 'NetworkFabric',
      kind: 'Parent',
      cardinality: 'one',
      optional: false,
    });
    expect(kinds.get('GeneratorTarget')?.isGeneric).toBe(true);
  });

  it('gives no default that is a secret', () => {
    const account = { namespace: 'Core', name: 'Account', relationships: [] };
    const attributes = [{ name: 'password', kind: 'HashedPassword', default_value: 'hunter2' }];
    const read = schemaKinds.read({ nodes: [{ ...account, attributes }], generics: [] });
    expect(JSON.stringify(read)).not.toContain('hunter2');
    expect(read).toMatchObject({ value: [{ attributes: [{ hasDefault: true }] }] });
  });
});

test('the document for the groups of a kind is valid, and nothing but a kind gets into one', () => {
  const operation = groupNames('CoreStandardGroup');
  expect(validate(sdl, parse(operation?.document ?? ''))).toEqual([]);
  for (const wrong of ['coreGroup', 'Core Group', 'A { id } }', '', 'Ä']) expect(groupNames(wrong)).toBeUndefined();
});

/** Answers as they were recorded, by the name of the document; what `change` says comes first. */
async function connect(change: (asked: string, branch: string | undefined) => unknown = () => undefined) {
  const edges = (...names: readonly string[]) => ({
    count: names.length,
    edges: names.map((name) => ({ node: { id: name, name: { value: name } } })),
  });
  const actions = () => {
    const rules = recordedData('trigger_rules')['CoreTriggerRule'] as unknown as {
      readonly edges: readonly { readonly node: { readonly action: { readonly node: unknown } } }[];
    };
    const nodes = rules.edges.map(({ node }) => ({ node: node.action.node }));
    return { CoreAction: { count: nodes.length, edges: nodes } };
  };
  const answers: Readonly<Record<string, () => unknown>> = {
    '/api/info': () => recording('api_info').response,
    '/api/schema/summary': () => recording('api_schema_summary').response,
    '/api/schema': () => recording('api_schema').response,
    CascadeBranches: () => ({ data: recordedData('branches_list') }),
    CascadeGeneratorDefinitions: () => ({ data: recordedData('generator_definitions') }),
    CascadeTriggerRules: () => ({ data: recordedData('trigger_rules') }),
    CascadeTriggerActions: () => ({ data: actions() }),
    CascadeGroupNames: () => ({ data: { groups: edges('pods', 'racks') } }),
  };
  const { address, received } = await serve((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://host');
    const asked = /query (\w+)/.exec(request.body)?.[1] ?? pathname;
    const branch = searchParams.get('branch') ?? /^\/graphql\/(.+)$/.exec(pathname)?.[1];
    const changed = change(asked, branch);
    return sendJson(response, changed ?? answers[asked]?.() ?? { errors: [`unexpected: ${asked}`] });
  });
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  const transport = createTransport({
    address: read.address,
    token: 'secret-token',
    fetch: createFetch({}),
    pauses: [],
  });
  const reader = createKnowledgeReader();
  const asked = () => received.map(({ body, url }) => /query (\w+)/.exec(body)?.[1] ?? url);
  return {
    asked,
    address,
    read: (branch: KnowledgeBranch | undefined, lists = true, server = 'one') =>
      reader.read(transport, { server, branch, lists, signal: new AbortController().signal }),
  };
}

const main = { name: 'main', isDefault: true };

describe('what a server holds', () => {
  it('is read whole', async () => {
    const { read, address } = await connect();
    const knowledge = await read(main);
    expect(knowledge).toMatchObject({ version: '1.11.9', branch: 'main', defaultBranch: 'main' });
    expect(knowledge.kinds?.map(({ kind }) => kind)).toContain('NetworkPod');
    expect(knowledge.definitions?.map(({ name, targets }) => `${name} ${targets}`)).toContain(
      'generate-fabric fabrics',
    );
    expect(knowledge.groups).toContainEqual({ name: 'pods', kind: 'CoreStandardGroup' });
    expect(knowledge.groups?.map(({ kind }) => kind)).not.toContain('CoreGeneratorAwareGroup');
    expect(knowledge.rules?.map(({ name, matches }) => `${name} ${matches.length}`)).toContain(
      'trigger-pod-generator-checksum 1',
    );
    expect(knowledge.actions?.map(({ name }) => name)).toContain('run-pod-generator');
    expect(knowledge.onDefault).toBeUndefined();
    const text = JSON.stringify(knowledge);
    for (const hidden of ['secret-token', address, 'description":"Default Branch']) expect(text).not.toContain(hidden);
  });

  it('is read in pieces: the schema once per hash, lists when they are asked for or the schema changed', async () => {
    let hash = 'a';
    const { read, asked } = await connect((what) =>
      what === '/api/schema/summary' ? { main: hash, nodes: {} } : undefined,
    );
    const first = await read(main);
    const before = asked().length;
    const again = await read(main, false);
    expect(again).toEqual(first);
    expect(asked().slice(before)).toEqual(['/api/info', '/api/schema/summary?branch=main']);
    hash = 'b';
    await read(main, false);
    expect(asked().filter((each) => each.startsWith('/api/schema?'))).toHaveLength(2);
  });

  it('is not taken for what another server of the same address holds', async () => {
    const { read, asked } = await connect();
    await read(main);
    const { length } = asked();
    await read(main, false, 'other');
    expect(asked().slice(length)).toEqual(asked().slice(0, length));
  });

  it('of another branch comes with the names that the default branch has', async () => {
    const { read } = await connect((what, branch) =>
      what === 'CascadeGroupNames' && branch === undefined ? { data: { groups: { count: 0, edges: [] } } } : undefined,
    );
    const knowledge = await read({ name: 'work', isDefault: false });
    expect(knowledge).toMatchObject({ branch: 'work', defaultBranch: 'main' });
    expect(knowledge.groups).toHaveLength(4);
    expect(knowledge.onDefault?.groups).toEqual([]);
    expect(knowledge.onDefault?.definitions).toContain('generate-fabric');
    expect(knowledge.onDefault?.kinds).toContain('NetworkPod');
  });

  it('without a branch is what all branches share', async () => {
    const { read } = await connect();
    const knowledge = await read(undefined);
    expect(Object.keys(knowledge).toSorted()).toEqual(['actions', 'rules', 'version']);
  });

  it.each([
    ['CascadeTriggerRules', ['rules', 'actions']],
    ['CascadeGeneratorDefinitions', ['definitions']],
    ['CascadeGroupNames', ['groups']],
  ])('without what an older server refuses (%s) leaves that out', async (refused, lists) => {
    const { read } = await connect((what) =>
      what === refused ? { data: null, errors: [{ message: "Cannot query field 'X'" }] } : undefined,
    );
    const knowledge = await read(main);
    expect(Object.entries(knowledge).flatMap(([list, value]) => (value === undefined ? [list] : []))).toEqual(
      expect.arrayContaining(lists),
    );
    const whole = await connect(() => undefined);
    expect(knowledge.kinds).toEqual((await whole.read(main)).kinds);
    expect(knowledge.kinds?.length).toBeGreaterThan(0);
  });

  it('with something in it that is no name leaves that list out', async () => {
    const long = { id: '1', name: { value: 'x'.repeat(501) } };
    const { read } = await connect((what) =>
      what === 'CascadeGroupNames' ? { data: { groups: { count: 1, edges: [{ node: long }] } } } : undefined,
    );
    const knowledge = await read(main);
    expect(knowledge.groups).toBeUndefined();
    expect(knowledge.definitions).toHaveLength(4);
  });

  it('that cannot be reached rejects', async () => {
    const { read } = await connect((what) => (what === '/api/info' ? 'no object' : undefined));
    await expect(read(main)).rejects.toThrow('read the version');
  });
});

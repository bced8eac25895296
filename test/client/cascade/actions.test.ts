import { parse } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { rulesFiredByClearing } from '../../../client/src/views/cascade/clearing';
import { graphqlText, type QueryWish } from '../../../client/src/views/cascade/graphqlText';
import { readGuideNames } from '../../../client/src/views/cascade/guideNames';
import type { ServerRule } from '../../../server/src/infrahub/operations/triggerRules';
import { fakeTransport, recordedWorld } from './fakeServer';
import { fileLayer } from './files';

const signals = [{ kind: 'NetworkPod', attribute: 'checksum' }];
const layer = {
  signals,
  watched: [],
  file: fileLayer('generate-pod', { parents: [{ kind: 'NetworkPod', relationship: 'parent' }] }),
};
const pod = (id: string) => ({ target: { id, kind: 'NetworkPod', name: `Pod ${id}`, attributes: [] } });

/** A server with pods below fabrics, each called something else than it is shown as. */
function serverWith(parents: Readonly<Record<string, string>>, hasNames = true) {
  const named = (kind: string, id: string) => ({
    __typename: kind,
    id,
    display_label: `Shown ${id}`,
    ...(hasNames && { name: { value: `name of ${id}` } }),
  });
  const world = recordedWorld();
  const pods = Object.entries(parents).map(([id, parent]) => {
    return { ...named('NetworkPod', id), parent: named('NetworkFabric', parent) };
  });
  const fabrics = [...new Set(Object.values(parents))].map((id) => named('NetworkFabric', id));
  world.targets = { pods, fabrics };
  return { transport: fakeTransport(world).transport, call: {} };
}

const queryFor = async (server: ReturnType<typeof serverWith>, wish: QueryWish, samples: QueryWish['targets'] = []) =>
  graphqlText(wish, await readGuideNames(server, wish, samples));
const unknown = { kinds: new Set<string>(), parents: new Map() };

describe('the query of the guide', () => {
  it('asks for the pods of a fabric by its name', async () => {
    const text = await queryFor(serverWith({ p1: 'f1', p2: 'f1' }), { layer, targets: [pod('p1'), pod('p2')] });
    expect(text).toBe(`query {
  NetworkPod(parent__name__value: "name of f1") {
    edges {
      node {
        name { value }
        checksum { value }
      }
    }
  }
}
`);
    expect(() => parse(text ?? '')).not.toThrow();
  });

  it('asks for those of several fabrics', async () => {
    const server = serverWith({ p1: 'f1', p2: 'f"2' });
    const text = await queryFor(server, { layer, targets: [pod('p1'), pod('p2')] });
    expect(text).toContain('NetworkPod(parent__name__values: ["name of f1","name of f\\"2"]) {');
    expect(() => parse(text ?? '')).not.toThrow();
  });

  it('asks by id where parents are not known, or too many to ask', async () => {
    const server = serverWith({ p1: 'f1' });
    const alone = { ...layer, file: fileLayer('generate-pod') };
    expect(await queryFor(server, { layer: alone, targets: [pod('p1')] })).toMatch(
      /\(ids: \["p1"\]\)[^]* name \{ value/,
    );
    const many = Array.from({ length: 21 }, () => pod('p1'));
    expect(await queryFor(server, { layer, targets: many })).toContain('(ids: ["p1",');
    expect(await queryFor(server, { layer, targets: [pod('p1'), pod('gone')] })).toContain('(ids: ["p1","gone"])');
  });

  it('tells ids where kinds have no names', async () => {
    const server = serverWith({ p1: 'f1' }, false);
    expect(await queryFor(server, { layer, targets: [pod('p1')] })).toMatch(
      /\(ids: \["p1"\]\)[^]* id\n +display_label\n +checksum/,
    );
  });

  it('asks for all of a layer', async () => {
    const text = await queryFor(serverWith({ p1: 'f1' }), { layer, targets: [] }, [pod('p1')]);
    expect(text).toMatch(/ {2}NetworkPod \{\n[^]* name \{ value/);
  });

  it('is none where no kind is known, or none that may stand in a query', () => {
    expect(graphqlText({ layer: { signals: [], watched: [] }, targets: [] }, unknown)).toBeUndefined();
    const hostile = { signals: [{ kind: 'X { id } y: Z', attribute: 'checksum' }], watched: [] };
    expect(graphqlText({ layer: hostile, targets: [] }, unknown)).toBeUndefined();
  });
});

type Match = Readonly<Record<string, string>>;

function rule(name: string, matches: readonly Match[], fields: Readonly<Record<string, string>> = {}): ServerRule {
  return {
    id: name,
    kind: 'CoreNodeTriggerRule',
    name,
    ids: {},
    fields: {
      node_kind: 'NetworkPod',
      mutation_action: 'updated',
      branch_scope: 'all_branches',
      action: 'run',
      ...fields,
    },
    matches: matches.map(({ member = 'checksum', kind = 'CoreNodeTriggerAttributeMatch', ...values }, index) => ({
      id: `${name} ${index}`,
      kind,
      member,
      fields: values,
    })),
  };
}

test.each<[ServerRule, boolean]>([
  [rule('any value', [{ value_match: 'any' }]), true],
  [rule('no match', []), true],
  [rule('this value before', [{ value_match: 'value_previous', value_previous: 'abc' }]), true],
  [rule('another value before', [{ value_match: 'value_previous', value_previous: 'xyz' }]), false],
  [rule('a value', [{ value: 'abc' }]), false],
  [rule('both values', [{ value_match: 'value_full', value: 'x', value_previous: 'abc' }]), false],
  [rule('another attribute', [{ member: 'role', value_match: 'any' }]), false],
  [rule('another attribute too', [{ value_match: 'any' }, { member: 'role', value_match: 'any' }]), false],
  [rule('a relationship', [{ member: 'checksum', kind: 'CoreNodeTriggerRelationshipMatch' }]), false],
  [rule('another kind', [{ value_match: 'any' }], { node_kind: 'LocationRack' }), false],
  [rule('creation', [{ value_match: 'any' }], { mutation_action: 'created' }), false],
  [rule('inactive', [{ value_match: 'any' }], { active: 'false' }), false],
  [rule('other branches', [{ value_match: 'any' }], { branch_scope: 'other_branches' }), true],
  [rule('the default branch', [{ value_match: 'any' }], { branch_scope: 'default_branch' }), false],
])('clearing a signal starts a rule: $0.name', (each, fires) => {
  const clearing = { kind: 'NetworkPod', attribute: 'checksum', value: 'abc', branch: { name: 'b', isDefault: false } };
  expect(rulesFiredByClearing([each], clearing)).toEqual(fires ? [{ name: each.name, action: 'run' }] : []);
  // Nothing is no event when it is taken away.
  expect(rulesFiredByClearing([each], { ...clearing, value: undefined })).toEqual([]);
});

import { parse } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { rulesFiredByClearing } from '../../../client/src/views/cascade/clearing';
import { graphqlText } from '../../../client/src/views/cascade/graphqlText';
import type { ServerRule } from '../../../server/src/infrahub/operations/triggerRules';

const signals = [{ kind: 'NetworkPod', attribute: 'checksum' }];
const layer = { signals, watched: [] };
const pod = (id: string) => ({ target: { id, kind: 'NetworkPod', name: id, attributes: [] } });

describe('the query of the guide', () => {
  it('asks for the chosen targets', () => {
    const text = graphqlText({ layer, targets: [pod('p1'), pod('p"2')] });
    expect(text).toBe(`query {
  NetworkPod(ids: ["p1","p\\"2"]) {
    edges {
      node {
        id
        display_label
        checksum { value updated_at }
      }
    }
  }
}
`);
    expect(() => parse(text ?? '')).not.toThrow();
  });

  it('asks for all of a layer', () => {
    expect(graphqlText({ layer, targets: [] })).toContain('  NetworkPod {\n');
  });

  it('is none where no kind is known, or none that may stand in a query', () => {
    expect(graphqlText({ layer: { signals: [], watched: [] }, targets: [] })).toBeUndefined();
    const hostile = { signals: [{ kind: 'X { id } y: Z', attribute: 'checksum' }], watched: [] };
    expect(graphqlText({ layer: hostile, targets: [] })).toBeUndefined();
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

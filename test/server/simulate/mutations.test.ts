import { describe, expect, it, test } from 'vitest';
import type {
  ChangedAttribute,
  ChangedRelationship,
  EventValue,
  NodeEvent,
} from '../../../server/src/model/simulate/event';
import type {
  AttributeMatch,
  RelationshipMatch,
  RuleMatch,
  SimulatedRule,
} from '../../../server/src/model/simulate/simulatedRule';
import { simulate } from '../../../server/src/model/simulate/simulate';

const attribute = (name: string, valueMatch = 'any', value = '', valuePrevious = ''): AttributeMatch => ({
  type: 'attribute',
  attribute: name,
  valueMatch,
  value,
  valuePrevious,
});
const relationship = (name: string, modificationType: string): RelationshipMatch => ({
  type: 'relationship',
  relationship: name,
  modificationType,
  peer: undefined,
});

/** The rules of the experiment behind the table of facts 2, by a short name. */
const watching: Readonly<Record<string, [mutation: string, matches: RuleMatch[], scope?: string]>> = {
  created: ['created', []],
  'created role': ['created', [attribute('role')]],
  'created mode': ['created', [attribute('mode')]],
  'no match': ['updated', []],
  'value A': ['updated', [attribute('mode', 'value', 'A')]],
  any: ['updated', [attribute('mode')]],
  'other any': ['updated', [attribute('mode')], 'other_branches'],
  'default any': ['updated', [attribute('mode')], 'default_branch'],
  'previous empty': ['updated', [attribute('mode', 'value_previous')]],
  // NULL in a file is stored as null: the same as nothing.
  'previous A': ['updated', [attribute('mode', 'value_previous', '', 'A')]],
  'B from A': ['updated', [attribute('mode', 'value_full', 'B', 'A')]],
  'mode and role': ['updated', [attribute('mode'), attribute('role')]],
  'spines 3': ['updated', [attribute('amount_of_spines', 'value', '3')]],
  'devices added': ['updated', [relationship('devices', 'added')]],
  'devices removed': ['updated', [relationship('devices', 'removed')]],
  'devices updated': ['updated', [relationship('devices', 'updated')]],
  'racks added': ['updated', [relationship('racks', 'added')]],
  'mode and devices': ['updated', [attribute('mode'), relationship('devices', 'added')]],
};

const rules: SimulatedRule[] = Object.entries(watching).map(([name, [mutation, matches, branchScope]]) => ({
  type: 'node',
  name,
  active: true,
  branchScope: branchScope ?? 'all_branches',
  action: 'run',
  nodeKind: 'NetworkPod',
  mutation,
  matches,
}));

interface Mutation {
  readonly mutation?: NodeEvent['mutation'];
  readonly attributes?: readonly ChangedAttribute[];
  readonly relationships?: readonly ChangedRelationship[];
  readonly branch?: string;
}

const set = (name: string, value: EventValue, previous: EventValue = null): ChangedAttribute => ({
  name,
  value,
  previous,
});
const change = (name: string, how: 'added' | 'removed'): ChangedRelationship => ({ name, change: how, peers: ['x'] });

function eventOf({ mutation = 'updated', attributes = [], relationships = [], branch = 'exp4' }: Mutation): NodeEvent {
  const isDefaultBranch = branch === 'main';
  return { type: 'node', mutation, kind: 'NetworkPod', node: 'p9', attributes, relationships, branch, isDefaultBranch };
}

function runFor(mutation: Mutation): string[] {
  const { effects } = simulate(eventOf(mutation), {
    rules,
    actions: [{ type: 'generator', name: 'run', generator: 'generate-pod' }],
    generators: new Map([['generate-pod', 'pods']]),
    groups: new Set(['pods']),
    membership: { members: () => new Set(['p9']) },
  });
  return effects.map((effect) => effect.rule);
}

/** Facts 2: each row of the table. “B → B” makes no event and has nothing to simulate. */
const rows: readonly [row: string, Mutation, string[]][] = [
  ['created, mode unset', { mutation: 'created', attributes: [set('role', 'compute')] }, ['created', 'created role']],
  [
    'created with mode and role set',
    { mutation: 'created', attributes: [set('mode', 'A'), set('role', 'x')] },
    ['created', 'created role', 'created mode'],
  ],
  ['mode null → A', { attributes: [set('mode', 'A')] }, ['no match', 'value A', 'any', 'other any']],
  ['mode A → B', { attributes: [set('mode', 'B', 'A')] }, ['no match', 'any', 'other any', 'previous A', 'B from A']],
  ['mode B → null', { attributes: [set('mode', null, 'B')] }, ['no match', 'any', 'other any']],
  ['role changed only', { attributes: [set('role', 'storage', 'compute')] }, ['no match']],
  [
    'mode and role in one mutation',
    { attributes: [set('mode', 'C', 'B'), set('role', 'compute', 'storage')] },
    ['no match', 'any', 'other any', 'mode and role'],
  ],
  ['amount_of_spines 2 → 3', { attributes: [set('amount_of_spines', 3, 2)] }, ['no match', 'spines 3']],
  [
    'NetworkDevice created with pod=p9 (from the other side)',
    { relationships: [change('devices', 'added')] },
    ['no match', 'devices added', 'devices updated'],
  ],
  [
    'that device deleted',
    { relationships: [change('devices', 'removed')] },
    ['no match', 'devices removed', 'devices updated'],
  ],
  [
    'devices and mode in one NetworkPodUpdate',
    {
      attributes: [set('mode', 'D', 'C')],
      relationships: [change('devices', 'removed'), change('devices', 'added')],
    },
    ['no match', 'any', 'other any', 'devices added', 'devices removed', 'devices updated', 'mode and devices'],
  ],
  ['LocationRack created with pod=p9', { relationships: [change('racks', 'added')] }, ['no match', 'racks added']],
  [
    'main: mode null → A',
    { attributes: [set('mode', 'A')], branch: 'main' },
    ['no match', 'value A', 'any', 'default any'],
  ],
  [
    'main: mode A → null',
    { attributes: [set('mode', null, 'A')], branch: 'main' },
    ['no match', 'any', 'default any', 'previous A'],
  ],
];

describe('the mutations of the experiment start the rules that ran on the server', () => {
  it.each(rows)('%s', (_, mutation, expected) => expect(runFor(mutation)).toEqual(expected));
});

test('a deleted object starts no rule', () => {
  expect(runFor({ mutation: 'deleted', attributes: [set('mode', null, 'A')] })).toEqual([]);
});

test('of two matches of one attribute the last is kept', () => {
  const both = rules.map((rule) =>
    rule.type === 'node' && rule.name === 'value A'
      ? { ...rule, matches: [attribute('mode', 'value', 'A'), attribute('mode', 'value', 'B')] }
      : rule,
  );
  const [only] = simulate(eventOf({ attributes: [set('mode', 'B', 'A')] }), {
    rules: both.filter(({ name }) => name === 'value A'),
    actions: [{ type: 'generator', name: 'run', generator: 'generate-pod' }],
    generators: new Map([['generate-pod', 'pods']]),
    groups: new Set(['pods']),
    membership: { members: () => new Set(['p9']) },
  }).verdicts;
  expect(only?.reason).toBeUndefined();
});

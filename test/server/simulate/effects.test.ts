import { describe, expect, it, test } from 'vitest';
import { configureRules } from '../../../server/src/model/simulate/configure';
import type { MembershipEvent, NodeEvent } from '../../../server/src/model/simulate/event';
import { describeReason } from '../../../server/src/model/simulate/reason';
import type { RuleMatch, SimulatedAction, SimulatedRule } from '../../../server/src/model/simulate/simulatedRule';
import { simulate, type SimulationInput } from '../../../server/src/model/simulate/simulate';

const actions: SimulatedAction[] = [
  { type: 'generator', name: 'run-pod', generator: 'generate-pod' },
  { type: 'generator', name: 'run-gone', generator: 'gone' },
  { type: 'group', name: 'add-to-pods', group: 'pods', memberAction: 'add_member' },
  { type: 'group', name: 'take-from-pods', group: 'pods', memberAction: 'remove_member' },
  { type: 'group', name: 'add-to-late', group: 'late', memberAction: 'add_member' },
];

function nodeRule(name: string, action: string, rest: Partial<Extract<SimulatedRule, { type: 'node' }>> = {}) {
  const matches: RuleMatch[] = [];
  const base = { active: true, branchScope: 'other_branches', nodeKind: 'NetworkPod', mutation: 'updated', matches };
  return { type: 'node', name, action, ...base, ...rest } as const;
}

function groupRule(name: string, action: string, memberUpdate = 'added') {
  return {
    type: 'group',
    name,
    action,
    active: true,
    branchScope: 'all_branches',
    group: 'pods',
    memberUpdate,
  } as const;
}

const update: NodeEvent = {
  type: 'node',
  mutation: 'updated',
  kind: 'NetworkPod',
  node: 'p1',
  attributes: [{ name: 'checksum', value: 'x', previous: null }],
  relationships: [],
  branch: 'work',
  isDefaultBranch: false,
};
const joined: MembershipEvent = {
  type: 'membership',
  group: 'pods',
  change: 'added',
  members: ['p1', 'p2'],
  branch: 'work',
  isDefaultBranch: false,
};

function input(rules: readonly SimulatedRule[], pods: readonly string[] = ['p1', 'p2']): SimulationInput {
  const members = new Map([['pods', new Set(pods)]]);
  return {
    rules,
    actions,
    generators: new Map([['generate-pod', 'pods']]),
    groups: new Set(['pods', 'late']),
    membership: { members: (group) => members.get(group) },
  };
}

describe('what a rule starts', () => {
  it('a run, once for each rule', () => {
    const { effects } = simulate(update, input([nodeRule('one', 'run-pod'), nodeRule('two', 'run-pod')]));
    expect(effects).toEqual([
      { type: 'run', rule: 'one', action: 'run-pod', generator: 'generate-pod', node: 'p1' },
      { type: 'run', rule: 'two', action: 'run-pod', generator: 'generate-pod', node: 'p1' },
    ]);
  });

  it('a failed action when the node is no member of the target group', () => {
    const { effects } = simulate(update, input([nodeRule('one', 'run-pod')], ['p2']));
    expect(effects).toMatchObject([{ type: 'notTarget', group: 'pods', node: 'p1' }]);
  });

  it('a membership, and the group rules that watch it', () => {
    const rules = [
      nodeRule('join', 'add-to-pods'),
      groupRule('joined', 'run-pod'),
      groupRule('left', 'run-pod', 'removed'),
    ];
    const { effects } = simulate(update, input(rules, []));
    expect(effects).toMatchObject([
      {
        type: 'membership',
        event: { group: 'pods', change: 'added', members: ['p1'] },
        then: { effects: [{ type: 'run', rule: 'joined', node: 'p1' }] },
      },
    ]);
    expect(simulate(update, input(rules)).effects).toEqual([]);
  });

  it('a failed action when the branch does not have the group', () => {
    const { effects } = simulate(update, input([nodeRule('late', 'add-to-late')]));
    expect(effects).toMatchObject([{ type: 'noGroup', group: 'late' }]);
  });

  it('a run for each object that joined', () => {
    const { effects } = simulate(joined, input([groupRule('joined', 'run-pod'), nodeRule('no', 'run-pod')]));
    expect(effects.map((effect) => effect.type === 'run' && effect.node)).toEqual(['p1', 'p2']);
  });
});

describe('a group rule with a group action', () => {
  const broken = groupRule('broken', 'take-from-pods');

  it('stops the configuration of all rules', () => {
    const { effects, verdicts } = simulate(update, input([nodeRule('one', 'run-pod'), broken]));
    expect(effects).toEqual([]);
    expect(verdicts.map(({ reason }) => reason?.kind)).toEqual(['configurationStopped', 'configurationStopped']);
  });

  it('leaves alone what was configured before, and nothing once it is not active', () => {
    const old = nodeRule('old', 'run-pod');
    const rules = [old, nodeRule('new', 'run-pod'), broken];
    const configuration = configureRules(input(rules), [old]);
    expect(configuration.stoppedBy).toBe('broken');
    expect(simulate(update, { ...input(rules), configuration }).effects.map(({ rule }) => rule)).toEqual(['old']);
    const healed = simulate(update, input([old, nodeRule('new', 'run-pod'), { ...broken, active: false }]));
    expect(healed.effects.map(({ rule }) => rule)).toEqual(['old', 'new']);
  });
});

describe('the reason why a rule does not run', () => {
  const attribute = (name: string, valueMatch: string, value = ''): RuleMatch =>
    ({ type: 'attribute', attribute: name, valueMatch, value, valuePrevious: value }) as const;
  const cases: readonly [SimulatedRule, string][] = [
    [nodeRule('r', 'run-pod', { active: false }), 'The rule is not active.'],
    [nodeRule('r', 'nothing'), 'The action nothing is not on the default branch: the server passes over the rule.'],
    [nodeRule('r', 'run-gone'), 'The generator gone is not on the default branch: the server passes over the rule.'],
    [nodeRule('r', 'run-pod', { nodeKind: 'LocationRack' }), 'The rule watches LocationRack, not NetworkPod.'],
    [
      nodeRule('r', 'run-pod', { mutation: 'created' }),
      'The rule waits for objects that are created; this one is updated.',
    ],
    [
      nodeRule('r', 'run-pod', { branchScope: 'default_branch' }),
      'Its branch_scope is default_branch: it does not run on the branch work.',
    ],
    [nodeRule('r', 'run-pod', { matches: [attribute('role', 'any')] }), 'The attribute role does not change.'],
    [
      nodeRule('r', 'run-pod', { matches: [attribute('checksum', 'value', 'y')] }),
      'The attribute checksum becomes “x”, not “y”.',
    ],
    [
      nodeRule('r', 'run-pod', { matches: [attribute('checksum', 'value_previous')] }),
      'The attribute checksum was empty, not “”.',
    ],
    [
      nodeRule('r', 'run-pod', { matches: [attribute('checksum', 'any'), attribute('role', 'any')] }),
      'All matches must be met by one mutation. The attribute role does not change.',
    ],
    [groupRule('r', 'run-pod'), 'The rule watches a group, not objects.'],
  ];

  it.each(cases)('%#', (rule, sentence) => {
    const [verdict] = simulate(update, input([rule])).verdicts;
    expect(verdict?.reason && describeReason(verdict.reason)).toBe(sentence);
  });

  test('of relationships', () => {
    const match = (relationship: string, modificationType: string, peer?: string): RuleMatch => ({
      type: 'relationship',
      relationship,
      modificationType,
      peer,
    });
    const event: NodeEvent = {
      ...update,
      attributes: [],
      relationships: [{ name: 'devices', change: 'added', peers: ['d1'] }],
    };
    const rules = [
      match('racks', 'added'),
      match('devices', 'removed'),
      match('devices', 'added', 'd2'),
      match('devices', 'updated', 'd1'),
    ].map((each, index) => nodeRule(`r${index}`, 'run-pod', { matches: [each] }));
    const reasons = simulate(event, input(rules)).verdicts.map(({ reason }) => reason && describeReason(reason));
    expect(reasons).toEqual([
      'The relationship racks does not change.',
      'Nothing is removed in the relationship devices.',
      'The relationship devices does not change for d2.',
      undefined,
    ]);
  });

  test('of memberships', () => {
    const rules = [
      groupRule('left', 'run-pod', 'removed'),
      { ...groupRule('other', 'run-pod'), group: 'late' },
      nodeRule('n', 'run-pod'),
    ];
    const reasons = simulate(joined, input(rules)).verdicts.map(({ reason }) => reason && describeReason(reason));
    expect(reasons).toEqual([
      'The rule waits for members that are removed.',
      'The rule watches the group late, not pods.',
      'The rule watches objects, not groups.',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { compareTriggers, type ComparedRule } from '../../../client/src/views/triggers/compare';
import { openRule, type OpenRule } from '../../../client/src/views/triggers/openRule';
import type { RuleState } from '../../../server/src/infrahub/readRuleState';
import type { ServerAction, ServerRule } from '../../../server/src/infrahub/operations/triggerRules';
import type { FileAction, FileRule } from '../../../server/src/protocol/triggers';
import { fileAction, fileMatch, fileRule, serverAction, serverMatch, serverRule } from './objects';

interface Sides {
  readonly files?: readonly FileRule[];
  readonly server?: readonly ServerRule[];
  readonly fileActions?: readonly FileAction[];
  readonly serverActions?: readonly ServerAction[];
  readonly state?: RuleState;
}

function compare({
  files = [],
  server = [],
  fileActions = [fileAction()],
  serverActions = [serverAction()],
  state,
}: Sides) {
  return compareTriggers({ rules: files, actions: fileActions }, { rules: server, actions: serverActions }, state);
}

/** The one rule that both sides have. */
function compareOne(file: FileRule, server: ServerRule): ComparedRule {
  const [rule] = compare({ files: [file], server: [server] }).rules;
  if (!rule) throw new Error('no rule');
  return rule;
}

const quiet = {
  isInactive: false,
  hasNoMatches: false,
  lacksAction: false,
  stopsAll: false,
  isUnmerged: false,
  repeatsMatch: false,
};

describe('rules', () => {
  it('that are the same have nothing to tell', () => {
    const rule = compareOne(fileRule(), serverRule());
    expect(rule).toMatchObject({ drift: 'same', differences: [], loneMatches: [], notes: quiet });
  });

  it('of one side only say which, in the order of their names', () => {
    const { rules } = compare({ files: [fileRule({ name: 'b' })], server: [serverRule({ name: 'a' })] });
    expect(rules.map(({ name, drift }) => `${name} ${drift}`)).toEqual(['a onlyServer', 'b onlyFile']);
  });

  it('differ field by field', () => {
    const rule = compareOne(
      fileRule({ fields: { branch_scope: 'all_branches' } }),
      serverRule({ fields: { active: 'false', action: 'run-other', description: 'By hand' } }),
    );
    expect(rule.drift).toBe('differs');
    expect(rule.differences).toEqual([
      { field: 'active', file: 'true', isDefault: true, server: 'false' },
      { field: 'branch_scope', file: 'all_branches', isDefault: false, server: 'other_branches' },
      { field: 'action', file: 'run-pod', isDefault: false, server: 'run-other' },
    ]);
    expect(rule.notes.isInactive).toBe(true);
  });

  it('may name an action by its id', () => {
    expect(compareOne(fileRule({ fields: { action: 'action-id' } }), serverRule()).drift).toBe('same');
  });

  it('of another kind differ in that alone', () => {
    const { differences } = compareOne(
      fileRule(),
      serverRule({ kind: 'CoreGroupTriggerRule', fields: { group: 'x' } }),
    );
    expect(differences.map(({ field }) => field)).toEqual(['kind']);
  });

  it('of one name in several files are each held against the server', () => {
    const twice = [fileRule(), fileRule({ fields: { node_kind: 'LocationRack' } })];
    const { rules } = compare({ files: twice, server: [serverRule()] });
    expect(rules.map(({ drift }) => drift)).toEqual(['same', 'differs']);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(2);
  });

  it('keep their ids when others come and go', () => {
    const ids = (sides: Sides) => new Map(compare(sides).rules.map(({ name, id }) => [name, id]));
    const before = ids({ files: [fileRule()], server: [serverRule({ name: 'z' })] });
    const after = ids({ files: [fileRule({ name: 'a' })], server: [serverRule(), serverRule({ name: 'z' })] });
    expect(after.get('trigger-pod')).toBe(before.get('trigger-pod'));
    expect(after.get('z')).toBe(before.get('z'));
  });
});

describe('matches', () => {
  it('differ in their fields; an empty value is no value', () => {
    const file = fileRule({ matches: [fileMatch({ fields: { value_match: 'value', value: '3' } })] });
    const server = serverRule({ matches: [serverMatch({ fields: { value_match: 'any', value_previous: '2' } })] });
    expect(compareOne(file, server).differences).toEqual([
      { match: 'checksum', field: 'value_match', file: 'value', isDefault: false, server: 'any' },
      { match: 'checksum', field: 'value', file: '3', isDefault: false, server: undefined },
      { match: 'checksum', field: 'value_previous', file: undefined, isDefault: false, server: '2' },
    ]);
  });

  it('that one side lacks are told', () => {
    const server = serverRule({ matches: [serverMatch({ member: 'role' })] });
    const rule = compareOne(fileRule(), server);
    expect(rule.drift).toBe('differs');
    expect(rule.loneMatches).toEqual([
      { side: 'file', member: 'checksum' },
      { side: 'server', member: 'role' },
    ]);
  });

  it('are not missed in a file that could not be read to the end', () => {
    const rule = compareOne(fileRule({ matches: [], matchesAreWhole: false }), serverRule());
    expect(rule.drift).toBe('same');
  });

  it('of an attribute and a relationship of one name are two', () => {
    const relationship = { kind: 'CoreNodeTriggerRelationshipMatch', fields: { modification_type: 'added' } };
    const rule = compareOne(fileRule(), serverRule({ matches: [serverMatch(relationship)] }));
    expect(rule.loneMatches.map(({ side }) => side)).toEqual(['file', 'server']);
  });
});

describe('several matches of a file on one member', () => {
  const values = (...all: string[]) => all.map((value) => fileMatch({ fields: { value_match: 'value', value } }));
  const onServer = (value: string) =>
    serverRule({ matches: [serverMatch({ fields: { value_match: 'value', value } })] });

  it('are told; the last of them is held against the server', () => {
    const rule = compareOne(fileRule({ matches: values('assembly', 'storage') }), onServer('storage'));
    expect(rule).toMatchObject({ drift: 'same', differences: [], loneMatches: [], repeated: ['checksum'] });
    expect(rule.notes.repeatsMatch).toBe(true);
    const other = compareOne(fileRule({ matches: values('storage', 'assembly') }), onServer('storage'));
    expect(other.differences).toMatchObject([{ match: 'checksum', field: 'value', file: 'assembly' }]);
  });

  it('are none when they watch different things', () => {
    const relationship = fileMatch({ kind: 'CoreNodeTriggerRelationshipMatch' });
    const rule = compareOne(
      fileRule({ matches: [fileMatch(), fileMatch({ member: 'role' }), relationship] }),
      serverRule(),
    );
    expect(rule).toMatchObject({ repeated: [], notes: { repeatsMatch: false } });
  });
});

describe('what the default branch does not have', () => {
  const away = serverAction({ ids: {}, unmerged: ['generator'] });

  it('keeps a rule from being configured', () => {
    const { rules, actions } = compare({ files: [fileRule()], server: [serverRule()], serverActions: [away] });
    const unmerged = [{ field: 'generator', name: 'generate-pod' }];
    expect(rules[0]).toMatchObject({ drift: 'same', unmerged, notes: { isUnmerged: true } });
    expect(actions[0]).toMatchObject({ drift: 'same', unmerged });
  });

  it('is no difference when nobody knows its name', () => {
    const { actions } = compare({ serverActions: [{ ...away, fields: {} }] });
    expect(actions[0]).toMatchObject({ drift: 'same', unmerged: [{ field: 'generator', name: undefined }] });
  });

  it('may be the group of the rule itself', () => {
    const group = { kind: 'CoreGroupTriggerRule', fields: { group: 'pods' }, unmerged: ['group'] };
    const [rule] = compare({ server: [serverRule(group)] }).rules;
    expect(rule?.unmerged).toEqual([{ field: 'group', name: 'pods' }]);
  });

  it('may be the kind of its objects, on either side', () => {
    const unmerged = (sides: Sides) => compare(sides).rules.flatMap((rule) => rule.unmerged);
    const missing = { kinds: ['NetworkDevice'] };
    const podKind = [{ field: 'node_kind', name: 'NetworkPod' }];
    expect(unmerged({ files: [fileRule()], state: missing })).toEqual(podKind);
    expect(unmerged({ server: [serverRule()], state: missing })).toEqual(podKind);
    expect(unmerged({ server: [serverRule()], state: { kinds: ['NetworkPod'] } })).toEqual([]);
    expect(unmerged({ server: [serverRule()] })).toEqual([]);
  });
});

describe('the owner', () => {
  const owners = (state: RuleState, sides: Sides = { server: [serverRule()] }) => {
    const { rules, actions } = compare({ ...sides, state });
    return { rule: rules[0]?.owner, action: actions[0]?.owner };
  };

  it('is an import, or somebody who loaded it by hand', () => {
    const importedBy = { 'rule-id': 'demo' };
    expect(owners({ owners: { importedBy, isWhole: true } })).toEqual({
      rule: { kind: 'import', repository: 'demo' },
      action: { kind: 'hand' },
    });
    expect(owners({ owners: { importedBy, isWhole: false } }).action).toBeUndefined();
  });

  it('is unknown where the server does not tell, and of what is in files alone', () => {
    expect(owners({})).toEqual({ rule: undefined, action: undefined });
    const files = { files: [fileRule()], serverActions: [] };
    expect(owners({ owners: { importedBy: {}, isWhole: true } }, files)).toEqual({
      rule: undefined,
      action: undefined,
    });
  });
});

describe('what is to be known of a rule', () => {
  it('without matches on the server it runs on every update, whatever the file says', () => {
    expect(compareOne(fileRule(), serverRule({ matches: [] })).notes.hasNoMatches).toBe(true);
    const created = { matches: [], fields: { mutation_action: 'created' } };
    expect(compareOne(fileRule(), serverRule(created)).notes.hasNoMatches).toBe(false);
    const group = { matches: [], kind: 'CoreGroupTriggerRule' };
    expect(compareOne(fileRule(group), serverRule(group)).notes.hasNoMatches).toBe(false);
  });

  it('its action is missing when neither side has it', () => {
    const lacks = (sides: Sides) => compare(sides).rules.map(({ notes }) => notes.lacksAction);
    expect(lacks({ files: [fileRule()], fileActions: [], serverActions: [] })).toEqual([true]);
    expect(lacks({ files: [fileRule()], fileActions: [] })).toEqual([false]);
    expect(lacks({ files: [fileRule()], serverActions: [] })).toEqual([false]);
    const { action: _, ...fields } = serverRule().fields;
    expect(lacks({ server: [{ ...serverRule(), fields }] })).toEqual([true]);
  });
});

it('a group rule with a group action stops all rules of a server while it is active', () => {
  const kind = 'CoreGroupTriggerRule';
  const stops = (rule: ServerRule, action: ServerAction) =>
    compare({ server: [rule], serverActions: [action] }).rules.map(({ notes }) => notes.stopsAll);
  const onGroups = serverAction({ kind: 'CoreGroupAction' });
  expect(stops(serverRule({ kind }), onGroups)).toEqual([true]);
  expect(stops(serverRule({ kind, fields: { active: 'false' } }), onGroups)).toEqual([false]);
  expect(stops(serverRule({ kind }), serverAction())).toEqual([false]);
  expect(stops(serverRule(), onGroups)).toEqual([false]);
});

describe('actions', () => {
  it('differ field by field', () => {
    const [action] = compare({ serverActions: [serverAction({ fields: { generator: 'generate-other' } })] }).actions;
    const difference = { field: 'generator', file: 'generate-pod', isDefault: false, server: 'generate-other' };
    expect(action).toMatchObject({ drift: 'differs', differences: [difference] });
  });

  it('of one side only say which', () => {
    const { actions } = compare({ serverActions: [serverAction({ name: 'other' })] });
    expect(actions.map(({ name, drift }) => `${name} ${drift}`)).toEqual(['other onlyServer', 'run-pod onlyFile']);
  });
});

describe('a rule without matches', () => {
  const none = { matches: [] };
  const inactive = { fields: { active: 'false' } };
  it.each<[string, Sides, OpenRule | undefined]>([
    ['runs', { server: [serverRule(none)] }, { when: 'now', isHalfLoaded: false }],
    ['has them in the file', { files: [fileRule()], server: [serverRule(none)] }, { when: 'now', isHalfLoaded: true }],
    ['is inactive', { server: [serverRule({ ...none, ...inactive })] }, { when: 'enabled', isHalfLoaded: false }],
    ['is only in the files', { files: [fileRule(none)] }, { when: 'loaded', isHalfLoaded: false }],
    [
      'is only in the files, and inactive there',
      { files: [fileRule({ ...none, ...inactive })] },
      { when: 'loadedAndEnabled', isHalfLoaded: false },
    ],
    [
      'names what is not merged',
      { server: [serverRule(none)], serverActions: [serverAction({ unmerged: ['generator'] })] },
      { when: 'merged', isHalfLoaded: false },
    ],
    ['has matches', { server: [serverRule()] }, undefined],
  ])('%s', (_, sides, open) => {
    const [rule] = compare(sides).rules;
    expect(rule?.notes.hasNoMatches).toBe(open !== undefined);
    expect(rule && openRule(rule)).toEqual(open);
  });
});

import { expect, it } from 'vitest';
import type { Heard } from '../../../client/src/views/cascade/hearing';
import { joinLayers } from '../../../client/src/views/cascade/layers';
import { meaningOf, type StateMeaning } from '../../../client/src/views/cascade/meaning';
import type { TargetState } from '../../../client/src/views/cascade/states';
import type { CascadeTarget } from '../../../client/src/views/cascade/targets';
import type { ServerRule } from '../../../server/src/infrahub/operations/triggerRules';
import { serverAction, serverMatch, serverRule } from '../triggers/objects';
import { podDefinition } from './files';

const minute = 60_000;
const now = 100 * minute;

function target(state: TargetState, parts: Partial<CascadeTarget> = {}): CascadeTarget {
  return {
    target: { id: 'p1', kind: 'NetworkPod', name: 'p1', attributes: [] },
    state,
    notes: { isStale: false, needsRun: false },
    ...parts,
  };
}

const signal = (age: number, value: string | undefined = 'abc') => ({
  signal: { attribute: 'checksum', value, updatedAt: now - age, updatedBy: undefined },
});
const cleared = (age: number) => ({ signal: { ...signal(age).signal, value: undefined } });
const instance = (age: number) => ({ instance: { status: 'Ready', at: now - age } });
const run = (age: number) => ({ run: { id: 'task', phase: 'succeeded' as const, begun: now - age } });
const ofPods: Heard = { kind: 'NetworkPod', matches: [], needsMore: false, isMerged: true };
const heard: readonly Heard[] = [{ ...ofPods, matches: [{ attribute: 'checksum' }] }];
const both = [{ attribute: 'checksum' }, { attribute: 'role', value: 'storage' }];

it.each<[string, CascadeTarget, StateMeaning]>([
  ['done, its task is listed', target('done', { ...signal(9), ...run(8), ...instance(7) }), 'ranAfter'],
  ['done, only its status tells when', target('done', { ...signal(9), ...instance(7) }), 'endedAfter'],
  [
    'done, run by hand without a signal',
    target('done', { ...cleared(9), ...run(8), ...instance(7) }),
    'ranUnsignalled',
  ],
  ['empty, never run', target('empty', cleared(9)), 'unsignalled'],
  ['empty, cleared since it ran', target('empty', { ...cleared(5), ...instance(7) }), 'cleared'],
  ['empty, run before by nobody knows whom', target('empty', { ...cleared(9), ...instance(7) }), 'unsignalled'],
  ['failed', target('failed', signal(9)), 'failed'],
])('what is said of a target that is %s', (_, shown, meaning) => {
  expect(meaningOf(shown, { heard }, now)).toBe(meaning);
});

it.each<[string, readonly Heard[] | undefined, number, StateMeaning]>([
  ['a rule sees it, and it is new', heard, minute, 'expected'],
  ['a rule of every update sees it', [ofPods], minute, 'expected'],
  ['a rule sees it, and it is old', heard, 4 * minute, 'overdue'],
  ['no rule is there', [], minute, 'unheard'],
  ['a rule sees another attribute', [{ ...ofPods, matches: [{ attribute: 'role' }] }], minute, 'unheard'],
  ['a rule sees another kind', [{ ...ofPods, kind: 'LocationRack' }], minute, 'unheard'],
  ['what the rule names is not merged', [{ ...ofPods, isMerged: false }], minute, 'unmerged'],
  ['the rules were not read', undefined, minute, 'rulesUnread'],
  ['a rule wants another attribute too', [{ ...ofPods, matches: both }], minute, 'incomplete'],
  ['one of two rules wants no more', [{ ...ofPods, matches: both }, ...heard], minute, 'expected'],
  [
    'the rule that wants no more is not merged',
    [
      { ...ofPods, isMerged: false },
      { ...ofPods, matches: both },
    ],
    1,
    'unmerged',
  ],
  ['a rule wants what is not told', heard.map((rule) => ({ ...rule, needsMore: true })), 4 * minute, 'uncertain'],
])('what is said of a signal that waits: %s', (_, known, age, meaning) => {
  const role = { attribute: 'role', value: 'storage', updatedAt: new Date(0).toISOString(), updatedBy: undefined };
  const shown = target('waiting', signal(age));
  expect(meaningOf({ ...shown, target: { ...shown.target, attributes: [role] } }, { heard: known }, now)).toBe(meaning);
});

const heardWith = (rule: ServerRule, action = serverAction(), isDefault = false, kinds?: readonly string[]) =>
  joinLayers({
    files: [],
    definitions: [podDefinition],
    triggers: { rules: [rule], actions: [action] },
    branch: { name: 'b', isDefault },
    kinds: kinds && new Set(kinds),
  })[0]?.heard;

it.each<[string, ReturnType<typeof heardWith>, readonly Heard[]]>([
  ['an attribute', heardWith(serverRule()), heard],
  ['every update', heardWith(serverRule({ matches: [] })), [ofPods]],
  ['a creation', heardWith(serverRule({ matches: [], fields: { mutation_action: 'created' } })), []],
  ['an attribute, inactive', heardWith(serverRule({ fields: { active: 'false' } })), []],
  ['an attribute, of other branches', heardWith(serverRule(), serverAction(), true), []],
  [
    'a relationship',
    heardWith(serverRule({ matches: [serverMatch({ kind: 'CoreNodeTriggerRelationshipMatch' })] })),
    [],
  ],
  [
    'an attribute, with an action whose generator is not merged',
    heardWith(serverRule(), serverAction({ unmerged: ['generator'] })),
    heard.map((rule) => ({ ...rule, isMerged: false })),
  ],
  [
    'an attribute of a kind that the default branch lacks',
    heardWith(serverRule(), serverAction(), false, ['LocationRack']),
    heard.map((rule) => ({ ...rule, isMerged: false })),
  ],
  [
    'an attribute of a kind that the default branch has',
    heardWith(serverRule(), serverAction(), false, ['NetworkPod']),
    heard,
  ],
  [
    'a value of an attribute, and another attribute from a value',
    heardWith(
      serverRule({
        matches: [
          serverMatch({ fields: { value: 'new' } }),
          serverMatch({
            member: 'role',
            fields: { value_match: 'value_full', value: 'storage', value_previous: 'old' },
          }),
        ],
      }),
    ),
    [
      {
        ...ofPods,
        matches: [
          { attribute: 'checksum', value: 'new' },
          { attribute: 'role', value: 'storage' },
        ],
        needsMore: true,
      },
    ],
  ],
  [
    'an attribute and a relationship',
    heardWith(
      serverRule({
        matches: [serverMatch(), serverMatch({ kind: 'CoreNodeTriggerRelationshipMatch', member: 'racks' })],
      }),
    ),
    heard.map((rule) => ({ ...rule, needsMore: true })),
  ],
])('the rule of %s', (_, found, expected) => {
  expect(found).toEqual(expected);
});

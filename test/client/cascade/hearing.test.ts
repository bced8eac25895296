import { describe, expect, it } from 'vitest';
import { targetDetails } from '../../../client/src/views/cascade/details';
import { joinLayers, selectionsOf, type CascadeLayer } from '../../../client/src/views/cascade/layers';
import { cascadeTargets, knownRuns } from '../../../client/src/views/cascade/targets';
import type { ServerMatch } from '../../../server/src/infrahub/operations/triggerRules';
import { serverAction, serverMatch, serverRule } from '../triggers/objects';
import { fileLayer, podDefinition } from './files';

const at = (minute: number): string => `2026-11-22T11:${String(minute).padStart(2, '0')}:00+00:00`;
const any = (member: string): ServerMatch => serverMatch({ member, fields: { value_match: 'any' } });
const becomes = (member: string, value: string): ServerMatch => serverMatch({ member, fields: { value } });
const relationship = serverMatch({ kind: 'CoreNodeTriggerRelationshipMatch', member: 'devices' });

/** A generator that rules with these matches start; `writes` is what a generator above it writes of pods. */
function layerOf(rules: readonly (readonly ServerMatch[])[], writes: readonly string[] = []): CascadeLayer {
  const file = fileLayer('generate-fabric', { writes: writes.map((attribute) => ({ kind: 'NetworkPod', attribute })) });
  const found = joinLayers({
    files: [file],
    definitions: [podDefinition],
    triggers: {
      rules: rules.map((matches, index) => serverRule({ id: `r${index}`, name: `r${index}`, matches })),
      actions: [serverAction()],
    },
    branch: { name: 'b', isDefault: false },
  }).find(({ name }) => name === podDefinition.name);
  if (!found) throw new Error('no layer');
  return found;
}

type Values = Readonly<Record<string, readonly [value: string | undefined, minute: number]>>;

/** A pod whose attributes were written in these minutes, and whose last run was in minute 10, if ever. */
function shown(layer: CascadeLayer, values: Values, hasRun = true) {
  const attributes = Object.entries(values).map(([attribute, [value, minute]]) => {
    return { attribute, value, updatedAt: at(minute), updatedBy: undefined };
  });
  const target = { id: 'p1', kind: 'NetworkPod', name: 'p1', attributes };
  const instance = { id: 'i', target: 'p1', status: 'Ready', updatedAt: at(10) };
  const instances = new Map(hasRun ? [['p1', instance]] : []);
  const [only] = cascadeTargets(layer, { count: 1, targets: [target], instances }, knownRuns([], undefined, 0));
  if (!only) throw new Error('no target');
  return only;
}

const told = (layer: CascadeLayer, values: Values, hasRun = true): string => {
  const { state, signal, silence } = shown(layer, values, hasRun);
  return [state, signal?.attribute ?? silence].join(' ');
};

describe('an attribute is a signal where a rule may start for it as it stands', () => {
  const ready = [becomes('status', 'ready')];
  const both = [any('role'), any('amount')];

  it.each<[string, readonly (readonly ServerMatch[])[], Values, string]>([
    ['the wanted value', [ready], { status: ['ready', 20] }, 'waiting status'],
    ['another value', [ready], { status: ['planned', 20] }, 'done unmet'],
    [
      'another value that a second rule wants',
      [ready, [becomes('status', 'planned')]],
      { status: ['planned', 20] },
      'waiting status',
    ],
    ['no value, where nothing equals it', [[becomes('status', '')]], { status: [undefined, 20] }, 'done unmet'],
    [
      'the value before is not told',
      [[serverMatch({ member: 'status', fields: { value_match: 'value_previous', value_previous: 'x' } })]],
      { status: ['a', 20] },
      'waiting status',
    ],
    ['two attributes in one mutation', [both], { role: ['a', 20], amount: ['3', 20] }, 'waiting role'],
    // The amount may have been written with an earlier role, and nothing is newer than the run.
    ['one of two attributes', [both], { role: ['a', 20], amount: ['3', 5] }, 'done amount'],
    ['one of two attributes after the other', [both], { role: ['a', 21], amount: ['3', 20] }, 'waiting amount'],
    [
      'two attributes, one of another value',
      [[any('role'), becomes('amount', '4')]],
      { role: ['a', 20], amount: ['3', 20] },
      'done unmet',
    ],
    [
      'one of two attributes, and a rule without matches',
      [both, []],
      { role: ['a', 20], amount: ['3', 5] },
      'waiting role',
    ],
    ['an attribute and a relationship', [[any('role'), relationship]], { role: ['a', 20] }, 'waiting role'],
  ])('%s', (_, rules, values, expected) => {
    expect(told(layerOf(rules), values)).toBe(expected);
  });

  it('but a signal that a generator writes waits until it runs, though a rule wants more', () => {
    const layer = layerOf([[any('checksum'), any('role')]], ['checksum']);
    const values: Values = { checksum: ['abc', 20], role: ['a', 5] };
    expect(told(layer, values)).toBe('waiting checksum');
    expect(told(layerOf([[becomes('checksum', 'x')]], ['checksum']), { checksum: ['abc', 20] })).toBe('done unmet');
  });

  it('and what never ran waits for a value that a rule wants', () => {
    expect(told(layerOf([ready]), { status: ['planned', 5] }, false)).toBe('empty unmet');
    expect(told(layerOf([ready]), { status: ['ready', 5] }, false)).toBe('waiting status');
  });
});

describe('below a target', () => {
  const states = (layer: CascadeLayer, values: Values): unknown[] => {
    const target = shown(layer, values);
    return targetDetails(target, target.target.attributes, layer).flatMap((detail) =>
      detail.kind === 'attribute' ? [[detail.attribute, detail.state]] : [],
    );
  };

  it('no attribute waits that starts nothing by itself', () => {
    const layer = layerOf([[any('checksum')], [any('role'), any('amount')]], ['checksum']);
    expect(states(layer, { checksum: ['abc', 5], role: ['a', 20], amount: ['3', 5] })).toEqual([
      ['checksum', 'done'],
      ['role', undefined],
      ['amount', 'done'],
    ]);
    expect(states(layer, { checksum: ['abc', 5], role: ['a', 20], amount: ['3', 20] })).toEqual([
      ['checksum', 'done'],
      ['role', 'waiting'],
      ['amount', 'waiting'],
    ]);
  });
});

it('what has to change together with a signal is read with it', () => {
  const layer = layerOf(
    [
      [any('checksum'), any('role')],
      [any('amount'), any('size')],
    ],
    ['checksum'],
  );
  expect(selectionsOf(layer)).toEqual([{ kind: 'NetworkPod', attributes: ['checksum', 'role'] }]);
});

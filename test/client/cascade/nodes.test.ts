import { describe, expect, it } from 'vitest';
import { unfinishedTargets } from '../../../client/src/commands/cascade/unfinished';
import { targetDetails } from '../../../client/src/views/cascade/details';
import { joinLayers, type CascadeLayer } from '../../../client/src/views/cascade/layers';
import { cascadeNodes, targetsBelow, type CascadeNode, type LayerNode } from '../../../client/src/views/cascade/nodes';
import type { CascadeSituation, ShownLayer } from '../../../client/src/views/cascade/situation';
import type { TargetState } from '../../../client/src/views/cascade/states';
import { cascadeTargets, knownRuns, type CascadeTarget } from '../../../client/src/views/cascade/targets';
import { recordedLayers } from './files';

const branch = { name: 'exp3', isDefault: false };
const all = { filter: {}, byParent: true };

const [, podFile] = recordedLayers.layers;
const podLayer: CascadeLayer = {
  name: 'generate-pod',
  definition: {
    id: 'definition',
    name: 'generate-pod',
    className: 'PodGenerator',
    filePath: 'pod.py',
    executeAfterMerge: false,
    parameters: {},
    query: 'pod',
    repository: undefined,
    targets: { id: 'pods', name: 'pods', count: 3 },
  },
  ...(podFile && { file: podFile }),
  watched: [{ kind: 'NetworkPod', attribute: 'checksum', rules: ['trigger-pod'] }],
  signals: [{ kind: 'NetworkPod', attribute: 'checksum' }],
  isDeaf: false,
  above: [],
  areRulesKnown: true,
  hasOtherRules: false,
};

function target(name: string, state: TargetState, parent?: string): CascadeTarget {
  return {
    target: {
      id: `id of ${name}`,
      kind: 'NetworkPod',
      name,
      attributes: [],
      ...(parent !== undefined && { parent: { id: parent, kind: 'NetworkFabric', name: parent } }),
    },
    state,
    notes: { isStale: false, needsRun: state === 'failed' },
  };
}

function shown(parts: Partial<ShownLayer> = {}): CascadeSituation {
  const targets = [target('p1', 'done', 'f1'), target('p2', 'failed', 'f2'), target('p3', 'done', 'f1')];
  const layer = { layer: podLayer, count: 3, targets, ...parts };
  return { kind: 'shown', server: 'Lab', key: 'lab', account: 'Ada', branch, layers: [layer] };
}

/** The lines of a tree, indented. */
function lines(nodes: readonly CascadeNode[], indent = ''): string[] {
  return nodes.flatMap((node) => [
    `${indent}${node.id}`,
    ...('children' in node ? lines(node.children, `${indent}  `) : []),
  ]);
}

const layerOf = (situation: CascadeSituation, look = all): LayerNode => {
  const found = cascadeNodes(situation, look).find((node) => node.kind === 'layer');
  if (!found) throw new Error('no layer');
  return found;
};

describe('the tree', () => {
  it('has server, layers, parents and targets', () => {
    expect(lines(cascadeNodes(shown(), all))).toEqual([
      'server',
      'layer generate-pod',
      '  layer generate-pod parent f1',
      '    layer generate-pod id of p1',
      '    layer generate-pod id of p3',
      '  layer generate-pod parent f2',
      '    layer generate-pod id of p2',
    ]);
  });

  it('counts by state, what needs care first', () => {
    expect([...layerOf(shown()).counts]).toEqual([
      ['failed', 1],
      ['done', 2],
    ]);
  });

  it('has no parents where nobody wants them', () => {
    const ids = layerOf(shown(), { ...all, byParent: false }).children.map(({ id }) => id);
    expect(ids).toEqual(['p1', 'p2', 'p3'].map((name) => `layer generate-pod id of ${name}`));
  });

  it.each([
    [{ state: 'failed' as const }, ['p2']],
    [{ text: 'P1' }, ['p1']],
    [{ text: 'f1' }, ['p1', 'p3']],
    [{ text: 'nothing' }, []],
  ])('filtered by %o it has %o, and counts all', (filter, names) => {
    const layer = layerOf(shown(), { ...all, filter });
    expect(targetsBelow(layer).map(({ target: each }) => each.target.name)).toEqual(names);
    expect([...layer.counts.values()]).toEqual([1, 2]);
  });

  it('says that there are more targets than were read', () => {
    expect(layerOf(shown({ count: 10_000 })).children.at(-1)).toEqual({
      kind: 'more',
      id: 'layer generate-pod more',
      generator: 'generate-pod',
      left: 9997,
    });
  });

  it.each<[Partial<ShownLayer>, string]>([
    [{ count: 0, targets: [] }, 'withoutTargets'],
    [{ withoutAttributes: 'no such kind' }, 'withoutAttributes'],
    [{ layer: { ...podLayer, isDeaf: true } }, 'isDeaf'],
    [
      { layer: { ...podLayer, heard: [{ kind: 'NetworkPod', matches: [], needsMore: false, isMerged: false }] } },
      'isUnmerged',
    ],
    [
      {
        layer: {
          name: 'generate-pod',
          watched: [],
          signals: [],
          isDeaf: false,
          above: [],
          areRulesKnown: true,
          hasOtherRules: false,
        },
      },
      'onlyInFiles',
    ],
  ])('%o: says %s', (parts, note) => {
    expect(layerOf(shown(parts)).children[0]).toMatchObject({ kind: 'note', note });
  });

  it('is empty where a welcome is shown, and begins with a failure', () => {
    expect(cascadeNodes({ kind: 'noServer' }, all)).toEqual([]);
    const failure = { kind: 'unreachable', message: 'gone' } as const;
    const [, second] = cascadeNodes({ ...shown(), failure } as CascadeSituation, all);
    expect(second).toEqual({ kind: 'failure', id: 'failure', failure });
  });

  it('says once that the rules of the server could not be read', () => {
    const [, second] = cascadeNodes({ ...shown(), withoutRules: 'no rights' } as CascadeSituation, all);
    expect(second).toEqual({ kind: 'withoutRules', id: 'withoutRules', reason: 'no rights' });
  });

  it('is made of a page in 20 ms', () => {
    const targets = Array.from({ length: 200 }, (_, index) => target(`p${index}`, 'done', `f${index % 7}`));
    const situation = shown({ targets, count: 10_000 });
    cascadeNodes(situation, all);
    const begun = performance.now();
    for (let time = 0; time < 10; time++) cascadeNodes(situation, all);
    expect((performance.now() - begun) / 10).toBeLessThan(20);
  });
});

describe('below a target', () => {
  it('stand its attributes with their rules, its status, its run and what to know', () => {
    const failed: CascadeTarget = {
      ...target('p2', 'failed'),
      instance: { status: 'Error', at: 8 },
      run: { id: 'task', begun: 6, phase: 'failed' },
    };
    const held = { attribute: 'checksum', value: 'abc', updatedAt: '2026-11-22T11:38:32Z', updatedBy: 'Ada' };
    const details = targetDetails(failed, [held], podLayer);
    expect(details.map(({ kind }) => kind)).toEqual(['remark', 'attribute', 'instance', 'run']);
    expect(details[1]).toMatchObject({ value: 'abc', updatedBy: 'Ada', rules: ['trigger-pod'] });
    expect(new Set(details.map(({ id }) => id)).size).toBe(4);
  });

  it('have a state for each attribute that is watched', () => {
    const layer = {
      name: 'generate-pod',
      signals: ['checksum', 'digest'].map((attribute) => ({ kind: 'NetworkPod', attribute })),
      watched: ['checksum', 'digest', 'role'].map((attribute) => ({ kind: 'NetworkPod', attribute, rules: ['rule'] })),
    };
    const held = ([attribute, minute, value = 'abc']: readonly [string, number, string?]) => ({
      attribute,
      value: value === '' ? undefined : value,
      updatedAt: `2026-11-22T12:0${minute}:00Z`,
      updatedBy: undefined,
    });
    const statesOf = (parts: Partial<CascadeTarget>, ...all: (readonly [string, number, string?])[]) =>
      targetDetails({ ...target('p1', 'waiting'), ...parts }, all.map(held), layer).flatMap((detail) =>
        detail.kind === 'attribute' ? [detail.state] : [],
      );
    const ran = { instance: { status: 'Ready', at: Date.parse('2026-11-22T12:05:00Z') } };
    expect(statesOf(ran, ['checksum', 1], ['digest', 6], ['role', 7])).toEqual(['done', 'waiting', 'waiting']);
    expect(statesOf(ran, ['checksum', 6, ''], ['digest', 1, ''], ['role', 1])).toEqual(['empty', 'done', 'done']);
    // What people write is no signal before the first run.
    expect(statesOf({}, ['checksum', 1], ['digest', 1, ''], ['role', 1])).toEqual(['waiting', 'empty', undefined]);
    expect(statesOf({ ...ran, state: 'processing' }, ['checksum', 1])).toEqual(['processing']);
  });

  it('stand lines of their own for each generator that has it', () => {
    const held = { attribute: 'checksum', value: 'abc', updatedAt: undefined, updatedBy: undefined };
    const other = { ...podLayer, name: 'generate-security' };
    const ids = [podLayer, other].flatMap((layer) => targetDetails(target('p1', 'empty'), [held], layer));
    // VS Code shows nothing of a view with two lines of one id.
    expect(new Set(ids.map(({ id }) => id)).size).toBe(4);
  });

  it('is said that it never ran', () => {
    expect(targetDetails(target('p1', 'empty'), [], podLayer)).toMatchObject([{ remark: 'neverRan' }]);
  });
});

describe('layers of files and server', () => {
  const definition = podLayer.definition;
  const rule = (scope: string, kind: string) => ({
    id: `rule ${scope}`,
    kind,
    name: scope,
    fields: { node_kind: 'NetworkPod', mutation_action: 'updated', active: 'true', branch_scope: scope, action: 'run' },
    ids: { action: 'action' },
    matches: [{ id: 'm', kind: 'CoreNodeTriggerAttributeMatch', member: 'role', fields: { value_match: 'any' } }],
  });
  const withoutRules = () =>
    joinLayers({
      files: recordedLayers.layers,
      definitions: definition ? [definition] : [],
      triggers: undefined,
      branch: { name: 'b', isDefault: false },
    });
  const join = (scope: string, isDefault: boolean, kind = 'CoreNodeTriggerRule') => {
    const action = {
      id: 'action',
      kind: 'CoreGeneratorAction',
      name: 'run',
      fields: {},
      ids: { generator: 'definition' },
    };
    return joinLayers({
      files: recordedLayers.layers,
      definitions: definition ? [definition] : [],
      triggers: { rules: [rule(scope, kind)], actions: [action] },
      branch: { name: 'b', isDefault },
    });
  };

  it('are joined by name, in the order of the files', () => {
    expect(join('all_branches', false).map(({ name, definition: server }) => [name, server !== undefined])).toEqual([
      ['generate-fabric', false],
      ['generate-pod', true],
      ['generate-rack', false],
    ]);
  });

  it('watch what rules of either side watch; signals are what generators write', () => {
    const pod = join('all_branches', false)[1];
    expect(pod?.watched.map(({ attribute, rules }) => [attribute, ...rules])).toEqual([
      ['role', 'all_branches'],
      ['checksum', 'trigger-pod-generator-checksum'],
      ['amount', 'trigger-pod-amount'],
    ]);
    expect(pod?.signals).toEqual([{ kind: 'NetworkPod', attribute: 'checksum' }]);
  });

  it.each([
    ['all_branches', false, false],
    ['other_branches', false, false],
    ['other_branches', true, true],
    ['default_branch', false, true],
    ['default_branch', true, false],
  ])('with rules for %s, on the default branch: %s, hear nothing: %s', (scope, isDefault, isDeaf) => {
    expect(join(scope, isDefault)[1]?.isDeaf).toBe(isDeaf);
  });

  it('are not called deaf where the rules of the server could not be read', () => {
    expect(withoutRules().map(({ isDeaf, areRulesKnown }) => [isDeaf, areRulesKnown])).toEqual(
      Array.from({ length: 3 }, () => [false, false]),
    );
    // What the files say is known.
    expect(withoutRules()[1]?.watched.map(({ attribute }) => attribute)).toEqual(['checksum', 'amount']);
  });

  it('have signals of each kind that is watched', () => {
    const watched = [...(podFile?.watched ?? []), { kind: 'NetworkFabric', attribute: 'name', rule: 'r' }];
    const files = recordedLayers.layers.map((file) => (file === podFile ? { ...podFile, watched } : file));
    const [, pod] = joinLayers({ files, definitions: [], triggers: undefined, branch });
    expect(pod?.signals).toEqual([
      { kind: 'NetworkPod', attribute: 'checksum' },
      { kind: 'NetworkFabric', attribute: 'name', isStandIn: true },
    ]);
  });

  it('are started by rules of groups too', () => {
    expect(join('all_branches', false, 'CoreGroupTriggerRule')[1]?.isDeaf).toBe(false);
  });
});

it('compares targets below one object by the same attribute alone', () => {
  const held = (id: string, attribute: string, updatedAt: string) => ({
    id,
    kind: 'NetworkPod',
    name: id,
    attributes: [{ attribute, value: `of ${id}`, updatedAt, updatedBy: undefined }],
    parent: { id: 'f1', kind: 'NetworkFabric', name: 'f1' },
  });
  const targets = [
    held('a', 'checksum', '2026-11-22T11:00:00Z'),
    held('b', 'amount', '2026-11-22T12:00:00Z'),
    held('c', 'amount', '2026-11-22T13:00:00Z'),
  ];
  const signals = ['checksum', 'amount'].map((attribute) => ({ kind: 'NetworkPod', attribute }));
  const runs = knownRuns([], undefined, 0);
  const shownTargets = cascadeTargets({ ...podLayer, signals }, { count: 3, targets, instances: new Map() }, runs);
  expect(shownTargets.map(({ notes }) => notes.isStale)).toEqual([false, true, false]);
});

describe('a target without a signal', () => {
  const held = { id: 'a', kind: 'NetworkPod', name: 'a', attributes: [] };
  const silence = (layer: Partial<CascadeLayer>, withoutAttributes?: string): string | undefined => {
    const page = { count: 1, targets: [held], instances: new Map(), ...(withoutAttributes && { withoutAttributes }) };
    return cascadeTargets({ ...podLayer, ...layer }, page, knownRuns([], undefined, 0))[0]?.silence;
  };
  const unwatched = { watched: [], signals: [] };

  it.each<[string, Partial<CascadeLayer>, string | undefined, string]>([
    ['is watched by no rule', unwatched, undefined, 'unwatched'],
    ['is watched by no rule, whatever could not be read of it', unwatched, 'no such kind', 'unwatched'],
    ['has attributes that could not be read', {}, 'no such kind', 'attributesUnread'],
    [
      'may be watched by rules that could not be read',
      { ...unwatched, areRulesKnown: false },
      undefined,
      'rulesUnread',
    ],
    ['is started by other things than attributes', { ...unwatched, hasOtherRules: true }, undefined, 'otherRules'],
  ])('%s', (_, layer, withoutAttributes, expected) => {
    expect(silence(layer, withoutAttributes)).toBe(expected);
  });
});

it('offers what was cancelled or left by its worker beside what has failed', () => {
  const states = ['failed', 'done', 'cancelled', 'unattended', 'processing', 'waiting', 'empty'] as const;
  const nodes = cascadeNodes(shown({ targets: states.map((state) => target(state, state)) }), all).flatMap(
    targetsBelow,
  );
  const { failed, others } = unfinishedTargets([...nodes, ...nodes]);
  expect(failed.map(({ target: { target: each } }) => each.name)).toEqual(['failed']);
  expect(others.map(({ target: { target: each } }) => each.name)).toEqual(['cancelled', 'unattended']);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import type { Operation } from '../../server/src/infrahub/operation';
import { existingNodes } from '../../server/src/infrahub/operations/nodes';
import { groupsNamed } from '../../server/src/infrahub/operations/namedGroups';
import { repositoryCommits } from '../../server/src/infrahub/operations/repositoryCommits';
import { runGenerator } from '../../server/src/infrahub/operations/runGenerator';
import { targetValues } from '../../server/src/infrahub/operations/targetValues';
import { lacksTaskWorker, workers } from '../../server/src/infrahub/operations/workers';
import { trackingGroupName } from '../../server/src/infrahub/trackingGroupName';
import { recordedData } from './recordings';

const sdl = buildSchema(readFileSync(join(import.meta.dirname, 'recordings', 'schema.graphql'), 'utf8'));

function valueOf<V, Value>(operation: Operation<V, Value>, answer: unknown): Value {
  const checked = operation.read(answer);
  if (!checked.ok) throw new Error(`wrong shape at ${checked.path}`);
  return checked.value;
}

describe('a run', () => {
  it('is followed by the id of its task', () => {
    const { taskId } = valueOf(runGenerator, recordedData('run_generator_nowait'));
    expect(taskId).toBe('1bbba6f5-8d9a-482c-9338-f08436e6f5ec');
  });

  it('without a task is no answer', () => {
    const answer = { CoreGeneratorDefinitionRun: { ok: true, task: null } };
    expect(runGenerator.read(answer)).toEqual({ ok: false, path: 'CoreGeneratorDefinitionRun.task' });
  });

  it('is not sent with a list that the server cannot read', () => {
    expect(runGenerator.checkVariables({ id: 'x', nodes: ['y', ''] })).toEqual({ ok: false, path: 'nodes.1' });
  });
});

test('a dead task worker shows by nobody else being alive than the process that answers', () => {
  const dead = valueOf(workers, recordedData('workers_status_no_worker'));
  expect(dead).toEqual({ active: 1, gone: 1 });
  expect(lacksTaskWorker(dead)).toBe(true);
  expect(lacksTaskWorker({ active: 2, gone: 5 })).toBe(false);
});

test('commits of repositories; none before the first import', () => {
  const node = { id: 'r', name: { value: 'demo' }, sync_status: { value: 'in-sync' } };
  const edges = [{ node: { ...node, commit: { value: 'c43b92b' } } }, { node: { ...node, commit: { value: null } } }];
  expect(valueOf(repositoryCommits, { CoreGenericRepository: { count: 2, edges } })).toEqual([
    { id: 'r', name: 'demo', commit: 'c43b92b', syncStatus: 'in-sync' },
    { id: 'r', name: 'demo', commit: undefined, syncStatus: 'in-sync' },
  ]);
});

test('objects that exist, and since when', () => {
  const node = { __typename: 'LocationRack', id: '1', display_label: 'r1' };
  const created_at = '2026-11-22T11:40:00+00:00';
  const edges = [{ node, node_metadata: { created_at } }, { node, node_metadata: null }, { node: null }];
  const rack = { id: '1', kind: 'LocationRack', name: 'r1' };
  expect(valueOf(existingNodes, { CoreNode: { count: 1, edges } })).toEqual([
    { ...rack, createdAt: created_at },
    { ...rack, createdAt: undefined },
  ]);
});

test('groups by name', () => {
  const members = { count: 1, edges: [{ node: { __typename: 'NetworkDevice', id: '2', display_label: null } }] };
  const node = { __typename: 'CoreGeneratorGroup', id: '1', name: { value: 'g' }, members };
  expect(valueOf(groupsNamed, { CoreGroup: { count: 1, edges: [{ node }] } }).items).toEqual([
    {
      id: '1',
      kind: 'CoreGeneratorGroup',
      name: 'g',
      memberCount: 1,
      members: [{ id: '2', kind: 'NetworkDevice', name: '2' }],
    },
  ]);
});

describe('values of targets', () => {
  it('are asked for by the paths of the parameters', () => {
    const operation = targetValues('CoreGeneratorGroup', { one: 'name__value', two: 'parent__name__value', id: 'id' });
    if (!operation) throw new Error('no operation');
    expect(validate(sdl, parse(operation.document)).map(({ message }) => message)).toEqual([]);
    const node = { id: '1', v0: { value: 'p1' }, v1: { node: { name: { value: 7 } } }, v2: '1' };
    const none = { id: '2', v0: { value: null }, v1: { node: null }, v2: '2' };
    const values = valueOf(operation, { targets: { count: 2, edges: [{ node }, { node: none }] } });
    expect(values.get('1')).toEqual({ one: 'p1', two: 7, id: '1' });
    expect(values.get('2')).toEqual({ one: null, two: null, id: '2' });
  });

  it('are read through several relationships, and of an object itself', () => {
    const paths = { deep: 'parent__parent__name__value', peer: 'parent__id', label: 'display_label' };
    const operation = targetValues('CoreGeneratorGroup', paths);
    if (!operation) throw new Error('no operation');
    expect(validate(sdl, parse(operation.document)).map(({ message }) => message)).toEqual([]);
    const top = { node: { name: { value: 'top' } } };
    const node = { id: '1', v0: { node: { parent: top } }, v1: { node: { id: '2' } }, v2: 'one' };
    const orphan = { id: '3', v0: { node: null }, v1: { node: null }, v2: 'three' };
    const values = valueOf(operation, { targets: { count: 2, edges: [{ node }, { node: orphan }] } });
    expect(values.get('1')).toEqual({ deep: 'top', peer: '2', label: 'one' });
    expect(values.get('3')).toEqual({ deep: null, peer: null, label: 'three' });
  });

  it.each([
    ['NetworkPod', 'name'],
    ['NetworkPod', 'a__b__c'],
    ['NetworkPod', 'value'],
    ['NetworkPod', `${'up__'.repeat(20)}name__value`],
    ['NetworkPod', 'name__value } } } evil: CoreAccount { edges { node { name'],
    ['NetworkPod { id } x: CoreAccount', 'name__value'],
    ['networkPod', 'name__value'],
  ])('are not asked for with %s and %s', (kind, path) => {
    expect(targetValues(kind, { variable: path })).toBeUndefined();
  });
});

describe('the name of a tracking group', () => {
  it('is that of recorded ones', () => {
    expect(trackingGroupName('generate-fabric', { fabric_name: 'f1' })).toBe(
      'generate-fabric-152177d0beccc39abcd7aeecb4f06c45',
    );
    expect(trackingGroupName('exp', { pod_name: 'p1' })).toBe('exp-0ffa7d435d0d07ad376860d57ec3b79e');
  });

  it('follows the SDK for other values too', () => {
    // By ujson 5.11: {"a":"\u00e9\/x\"\u2028\ud83d\ude00","b":null,"c":true,"d":7}
    const values = { d: 7, c: true, b: null, a: 'é/x"\u2028😀' };
    expect(trackingGroupName('g', values)).toBe('g-ef8e8a38e528d33e291155d4916fabd1');
    expect(trackingGroupName('g', {})).toBe('g');
  });
});

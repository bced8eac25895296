import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, extendSchema, parse, validate } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import type { Operation } from '../../server/src/infrahub/operation';
import { failedInstances, generatorInstances } from '../../server/src/infrahub/operations/generatorInstances';
import {
  clearAttribute,
  searchTargets,
  targetOf,
  targetsAmong,
  targetsOf,
  usableSelections,
} from '../../server/src/infrahub/operations/targets';
import { recordedData } from './recordings';

const recorded = readFileSync(join(import.meta.dirname, 'recordings', 'schema.graphql'), 'utf8');
/** What every node has. */
const [, inherited = ''] = /^interface CoreNode \{\n([^}]*)\}/m.exec(recorded) ?? [];

/** Kinds of a repository, as a server derives them (facts/versions/graphql-derivation.md). */
const kinds = `
  type NetworkFabric implements CoreNode { ${inherited} }
  type NetworkPod implements CoreNode {
    ${inherited} checksum: TextAttribute amount: NumberAttribute parent: NestedEdgedNetworkFabric!
  }
  type LocationRack implements CoreNode { ${inherited} checksum: TextAttribute amount: TextAttribute }
  type NestedEdgedNetworkFabric { node: NetworkFabric }
  type EdgedNetworkPod { node: NetworkPod }
  type PaginatedNetworkPod { count: Int! edges: [EdgedNetworkPod!]! }
  extend type Query { NetworkPod(ids: [ID]): PaginatedNetworkPod! }
  input NetworkPodUpdateInput { id: String checksum: TextAttributeUpdate }
  type NetworkPodUpdate { ok: Boolean }
  extend type Mutation { NetworkPodUpdate(data: NetworkPodUpdateInput!): NetworkPodUpdate }
`;
const sdl = extendSchema(buildSchema(recorded), parse(kinds));

function valueOf<V, Value>(operation: Operation<V, Value>, answer: unknown): Value {
  const checked = operation.read(answer);
  if (!checked.ok) throw new Error(`wrong shape at ${checked.path}`);
  return checked.value;
}

const pod = { kind: 'NetworkPod', attributes: ['checksum', 'amount'], parent: 'parent' };
const rack = { kind: 'LocationRack', attributes: ['checksum', 'amount'] };

describe('documents are valid against the SDL of a server', () => {
  const operations: Record<string, Operation<never, unknown> | undefined> = {
    'targets of two kinds whose attributes are of several types': targetsOf([pod, rack]),
    'targets without attributes': targetsOf([]),
    'targets of a kind without attributes': targetsOf([{ kind: 'NetworkPod', attributes: [] }]),
    'targets that are searched for': searchTargets([pod, rack]),
    'targets among ids': targetsAmong([pod, rack]),
    'targets without who wrote them': targetsOf([{ ...pod, withoutWriters: true }]),
    'one target': targetOf(pod),
    generatorInstances,
    failedInstances,
    'clearing a signal': clearAttribute('NetworkPod', 'checksum'),
  };

  it.each(Object.entries(operations))('%s', (_, operation) => {
    const document = parse(operation?.document ?? '');
    expect(validate(sdl, document).map(({ message }) => message)).toEqual([]);
    expect(document.definitions).toMatchObject([{ operation: operation?.effect === 'read' ? 'query' : 'mutation' }]);
  });
});

test.each(['NetworkPod { id } x: NetworkPod', 'networkPod', '__Type', 'Net work', ''])(
  'the kind %j stands in no document',
  (kind) => {
    expect(usableSelections([{ kind, attributes: ['checksum'] }])).toEqual([]);
    expect(targetOf({ kind, attributes: [] })).toBeUndefined();
    expect(clearAttribute(kind, 'checksum')).toBeUndefined();
  },
);

test.each(['checksum { value } id', 'Checksum', '1st', 'a-b', ''])('the attribute %j stands in no document', (name) => {
  expect(usableSelections([{ kind: 'NetworkPod', attributes: [name, 'role'], parent: name }])).toEqual([
    { kind: 'NetworkPod', attributes: ['role'] },
  ]);
  expect(clearAttribute('NetworkPod', name)).toBeUndefined();
});

interface RecordedTarget {
  readonly __typename: string;
  readonly id: string;
  readonly display_label: string;
  readonly checksum: unknown;
}

/** The recorded targets as members of their group, under the aliases that the operation asks for. */
function recordedMembers() {
  const { edges } = recordedData('targets_generic')['GeneratorTarget'] as never as {
    edges: readonly { node: RecordedTarget }[];
  };
  const members = edges.map(({ node: { __typename, id, display_label, checksum } }) => {
    const index = ['NetworkPod', 'LocationRack'].indexOf(__typename);
    return { node: { __typename, id, display_label, ...(index >= 0 && { [`k${index}_0`]: checksum }) } };
  });
  return { CoreGroup: { count: 1, edges: [{ node: { id: 'g', members: { count: 6, edges: members } } }] } };
}

describe('recorded answers', () => {
  test('targets with their signals', () => {
    const operation = targetsOf([
      { kind: 'NetworkPod', attributes: ['checksum'] },
      { kind: 'LocationRack', attributes: ['checksum'] },
    ]);
    const { count, items } = valueOf(operation, recordedMembers());
    expect(count).toBe(6);
    expect(items.map(({ kind, name, attributes }) => `${kind} ${name} ${attributes.length}`)).toEqual([
      'NetworkFabric f1 0',
      'NetworkPod p1 1',
      'LocationRack r1 1',
      'LocationRack r2 1',
    ]);
    expect(items[1]?.attributes).toEqual([
      {
        attribute: 'checksum',
        value: '0c8258874204c027235bd54107ce179f2713a5a2591677286e790b0bc693ed67',
        updatedAt: '2026-11-22T11:38:32.140271+00:00',
        updatedBy: 'Admin',
      },
    ]);
  });

  test('a parent, and values that are no text', () => {
    const parent = { node: { __typename: 'NetworkFabric', id: 'f', display_label: 'f1' } };
    const edges = [
      { node: { __typename: 'NetworkPod', id: 'p', display_label: null, k0_1: { value: 3 }, k0_parent: parent } },
    ];
    expect(
      valueOf(targetsOf([pod]), {
        CoreGroup: { count: 1, edges: [{ node: { id: 'g', members: { count: 1, edges } } }] },
      }).items,
    ).toEqual([
      {
        id: 'p',
        kind: 'NetworkPod',
        name: 'p',
        attributes: [
          { attribute: 'checksum', value: undefined, updatedAt: undefined, updatedBy: undefined },
          { attribute: 'amount', value: '3', updatedAt: undefined, updatedBy: undefined },
        ],
        parent: { id: 'f', kind: 'NetworkFabric', name: 'f1' },
      },
    ]);
  });

  test('what is no attribute is refused', () => {
    const edges = [{ node: { __typename: 'NetworkPod', id: 'p', k0_0: { value: 'a', updated_at: 5 } } }];
    const answer = { CoreGroup: { count: 1, edges: [{ node: { id: 'g', members: { count: 1, edges } } }] } };
    expect(targetsOf([pod]).read(answer)).toMatchObject({
      ok: false,
      path: expect.stringContaining('k0_0.updated_at'),
    });
  });

  test('nothing of a group that has gone', () => {
    expect(valueOf(targetsOf([]), { CoreGroup: { count: 0, edges: [] } })).toEqual({ count: 0, items: [] });
  });

  test('instances of generators', () => {
    const { count, items } = valueOf(generatorInstances, recordedData('generator_instances'));
    expect(count).toBe(5);
    expect(items[0]).toEqual({
      id: '18ea5b0e-9f93-dbee-e32f-128f17fd83b0',
      target: '18ea59de-c973-b53f-e3f1-128fb2954fe0',
      status: 'Ready',
      updatedAt: '2026-11-22T11:38:42.987742+00:00',
    });
    const failed = valueOf(generatorInstances, recordedData('generator_instances_error'));
    expect(failed.items.map(({ status }) => status)).toEqual(['Error']);
  });
});

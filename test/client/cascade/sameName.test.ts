import { expect, it } from 'vitest';
import { joinLayers } from '../../../client/src/views/cascade/layers';
import type { FileLayer } from '../../../server/src/protocol/layers';
import { fileLayer, podDefinition } from './files';

const branch = { name: 'work', isDefault: false };

/** The values for which the code is known to refuse targets, where repositories of the workspace refuse these. */
function refused(...values: readonly (readonly string[])[]): unknown {
  const files = values.map((each, index): FileLayer => {
    const root = `file:///repo${index}`;
    const { range } = fileLayer('generate-pod');
    const at = { uri: `${root}/pod.py`, range };
    const exclusions = each.length > 0 ? [{ attribute: 'role', values: each, at }] : [];
    return fileLayer('generate-pod', { root, exclusions });
  });
  const layers = joinLayers({ files, definitions: [podDefinition], triggers: undefined, branch });
  return layers.map(({ file }) => file?.exclusions.map((each) => [each.attribute, ...each.values]));
}

it('code of one repository says which targets it refuses', () => {
  expect(refused(['external', 'other'])).toEqual([[['role', 'external', 'other']]]);
});

it.each<[string, readonly (readonly string[])[], unknown]>([
  ['only the last refuses any', [[], ['external']], []],
  ['only the first does', [['external'], []], []],
  ['they refuse others', [['other'], ['external']], []],
  ['they agree on some', [['external', 'other'], ['external', 'more'], ['external']], [['role', 'external']]],
])('of several with a generator of one name the server runs one, nobody knows which: %s', (_, values, known) => {
  expect(refused(...values)).toEqual([known]);
});

const pod = { kind: 'NetworkPod', attribute: 'checksum' };
const rack = { kind: 'LocationRack', attribute: 'checksum' };

/** What is known of a generator that two repositories have. */
function joined(one: Partial<FileLayer>, other: Partial<FileLayer>): unknown {
  const files = [one, other].map((each, index) => fileLayer('generate-pod', { root: `file:///repo${index}`, ...each }));
  return joinLayers({ files, definitions: [podDefinition], triggers: undefined, branch })[0];
}

it('rules of the files that start one of a name are named, of whichever of them', () => {
  const layer = joined(
    { watched: [{ ...pod, rule: 'one' }], upstream: ['generate-fabric'] },
    {
      watched: [
        { ...pod, rule: 'other' },
        { ...rack, rule: 'other' },
      ],
      upstream: ['generate-site'],
    },
  );
  expect(layer).toMatchObject({
    watched: [
      { ...pod, rules: ['one', 'other'] },
      { ...rack, rules: ['other'] },
    ],
    file: { upstream: ['generate-fabric', 'generate-site'] },
  });
});

it('kinds, parents and groups are told where all of a name have them', () => {
  const kinds = ['NetworkPod', 'LocationRack'];
  const own = { kind: 'NetworkPod', relationship: 'parent' };
  const parents = [own, { kind: 'LocationRack', relationship: 'parent' }];
  expect(joined({ kinds, parents, group: 'pods' }, { kinds, parents, group: 'pods' })).toMatchObject({
    file: { kinds, parents, group: 'pods' },
  });
  const site = { kind: 'LocationRack', relationship: 'site' };
  expect(joined({ kinds, parents, group: 'pods' }, { kinds, parents: [own, site], group: 'all' })).toMatchObject({
    file: { kinds, parents: [own], group: '' },
  });
  expect(joined({ kinds, parents }, { kinds: ['NetworkPod'], parents: [own] })).toMatchObject({
    file: { kinds: ['NetworkPod'], parents: [own] },
  });
});

it('what starts one of a name stands above it, also where another repository tells so', () => {
  const files = [
    fileLayer('generate-pod', { root: 'file:///a' }),
    fileLayer('generate-rack', { root: 'file:///a', order: 1, upstream: ['generate-pod'] }),
    fileLayer('generate-fabric', { root: 'file:///b' }),
    fileLayer('generate-pod', { root: 'file:///b', order: 1, upstream: ['generate-fabric'] }),
  ];
  const layers = joinLayers({ files, definitions: [], triggers: undefined, branch });
  expect(layers.map(({ name }) => name)).toEqual(['generate-fabric', 'generate-pod', 'generate-rack']);
});

it('generators that start each other by the files of two repositories are each shown once', () => {
  const files = [
    fileLayer('a', { upstream: ['b'] }),
    fileLayer('b'),
    fileLayer('a', { root: 'file:///other' }),
    fileLayer('b', { root: 'file:///other', upstream: ['a', 'gone'] }),
  ];
  const layers = joinLayers({ files, definitions: [], triggers: undefined, branch });
  expect(layers.map(({ name }) => name).toSorted()).toEqual(['a', 'b']);
});

import { expect, test } from 'vitest';
import { askedTargets, definitionPlaces } from '../../../client/src/runs/choices';
import { fileLayer } from '../cascade/files';

test('ids that are no members are told apart: the server would ignore them', () => {
  const racks = ['a', 'b'].map((id) => ({ id, kind: 'LocationRack', name: id }));
  expect(askedTargets(['b', 'x'], racks)).toEqual({ found: [racks[1]], strangers: ['x'] });
});

test('definitions of one name are told apart by folder, file and line', () => {
  const place = (root: string, line: number) => ({
    root,
    uri: `${root}/.infrahub.yml`,
    range: { start: { line, character: 10 }, end: { line, character: 22 } },
  });
  const layers = [
    fileLayer('generate-pod', place('file:///repos/one', 3)),
    fileLayer('generate-rack', place('file:///repos/one', 8)),
    fileLayer('generate-pod', place('file:///repos/one', 13)),
    fileLayer('generate-pod', place('file:///repos/two', 3)),
  ];
  const found = definitionPlaces(layers, 'generate-pod', (uri) => uri.replace('file:///repos/', ''));
  expect(found.map(({ label, description }) => [label, description])).toEqual([
    ['.infrahub.yml:4', 'one'],
    ['.infrahub.yml:14', 'one'],
    ['.infrahub.yml:4', 'two'],
  ]);
  expect(found.map(({ layer }) => layer)).toEqual([layers[0], layers[2], layers[3]]);
  expect(definitionPlaces(layers, 'other', String)).toEqual([]);
});

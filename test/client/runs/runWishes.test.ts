import { expect, test } from 'vitest';
import { readRunWishes } from '../../../client/src/runs/runWishes';

const target = (generator: string, id: string) => ({
  kind: 'target',
  layer: { name: generator },
  target: { target: { id } },
});

test('what is told is taken, and nothing else', () => {
  const told = { generator: 'generate-pod', server: 'key', branch: 'work', targets: ['1', '2'] };
  expect(readRunWishes(told)).toEqual(told);
  expect(readRunWishes({ generator: 7, targets: ['1', {}], server: 7, branch: '' })).toEqual({ targets: ['1'] });
  for (const nothing of [undefined, null, 'text', [], { targets: [] }]) expect(readRunWishes(nothing)).toEqual({});
});

test('lines of the view Cascade name generator and targets', () => {
  const layer = { kind: 'layer', shown: { layer: { name: 'generate-rack' } } };
  expect(readRunWishes(layer)).toEqual({ generator: 'generate-rack' });
  const chosen = [target('generate-rack', '1'), target('generate-rack', '2'), target('generate-pod', '3'), layer];
  expect(readRunWishes(chosen[0], chosen)).toEqual({ generator: 'generate-rack', targets: ['1', '2'] });
});

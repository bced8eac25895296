import { expect, test } from 'vitest';
import { readRunWishes, wishesAgain } from '../../../client/src/runs/runWishes';
import { traceOf } from '../../../server/src/infrahub/trace/traceOf';
import { input, request, run } from '../../infrahubApi/trace/objects';

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

/** What "Run Again" asks for on the first line of a cascade. */
function again(...tasks: readonly ReturnType<typeof run>[]) {
  const [step] = traceOf(input({ tasks })).flatMap(({ steps }) => steps);
  if (step?.kind !== 'request' && step?.kind !== 'run') throw new Error(step?.kind);
  return wishesAgain(step);
}

test('a request is repeated for all targets that it was for, also those whose run has not begun', () => {
  const begun = run('pod', 'p2', 2, { start: 3, end: 4 });
  expect(again(request('pod', ['p1', 'p2', 'p3'], 0, { start: 1 }), begun)).toEqual({
    generator: 'generate-pod',
    targets: ['p1', 'p2', 'p3'],
  });
  expect(again(request('pod', [], 0, { start: 1 }), begun)).toEqual({ generator: 'generate-pod' });
  expect(again(begun)).toEqual({ generator: 'generate-pod', targets: ['p2'] });
});

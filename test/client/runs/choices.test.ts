import { expect, test } from 'vitest';
import { askedTargets } from '../../../client/src/runs/choices';

test('ids that are no members are told apart: the server would ignore them', () => {
  const racks = ['a', 'b'].map((id) => ({ id, kind: 'LocationRack', name: id }));
  expect(askedTargets(['b', 'x'], racks)).toEqual({ found: [racks[1]], strangers: ['x'] });
});

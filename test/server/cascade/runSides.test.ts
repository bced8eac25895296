import { expect, test } from 'vitest';
import { runSides } from '../../../server/src/model/cascade/runSides';
import { layers, projectOf } from './layers';

test('however many generators are asked about, each write is looked at once', async () => {
  const { cascade, generators } = await projectOf(
    layers({ fabric: 'await self.client.create(kind="NetworkDevice", name="a")' }),
  );
  let looks = 0;
  const writes = cascade.writes.map((write) => ({
    ...write,
    get cause() {
      looks++;
      return write.cause;
    },
  }));
  const counted = { ...cascade, writes };
  for (const generator of [...generators, ...generators]) runSides(generator, counted);
  expect(writes.length).toBeGreaterThan(0);
  expect(looks).toBeLessThanOrEqual(2 * writes.length);
});

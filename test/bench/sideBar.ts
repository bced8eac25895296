// What 10,000 targets of one layer cost the view Cascade, without the time of the server: prints `{ page, memory }` as
// JSON, milliseconds for each page of 200 (when all are read for the first time, or shown again: the larger), and the MiB
// that all of them hold, also after the server has changed each of them again and again.
import { cascadeNodes } from '../../client/src/views/cascade/nodes';
import { createCascadeSource } from '../../client/src/views/cascade/source';
import type { CascadeSituation } from '../../client/src/views/cascade/situation';
import { fakeTransport, ids, openAccess, recordedWorld } from '../client/cascade/fakeServer';
import { recordedLayers } from '../client/cascade/files';

const targets = 10_000;
const pages = 50;
const layer = 'generate-rack';

const world = recordedWorld();
const [rack] = world.targets[ids.racks] ?? [];
if (!rack) throw new Error('no rack');
const racks = Array.from({ length: targets }, (_, index) => ({ ...rack, id: `rack-${index}` }));
world.targets = { ...world.targets, [ids.racks]: racks };
const { transport } = fakeTransport(world);
let shown: CascadeSituation | undefined;
let lines: readonly unknown[] = [];
const source = createCascadeSource({
  files: async () => recordedLayers,
  access: async () => openAccess(transport),
  onChange(situation) {
    shown = situation;
    lines = cascadeNodes(situation, { filter: {}, byParent: true });
  },
  onFailure: (message) => console.error(message),
  now: () => 0,
});
const read = async (): Promise<number> => {
  const begun = performance.now();
  await source.read(new AbortController().signal);
  return performance.now() - begun;
};
const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};
const median = async (): Promise<number> => {
  const times = [await read(), await read(), await read(), await read(), await read()];
  return times.toSorted((one, other) => one - other)[2] ?? 0;
};

await read();
const before = { time: await median(), heap: heap() };
for (let page = 1; page < pages; page++) source.showMore(layer);
const cold = await read();
const page = (Math.max(cold, await median()) - before.time) / (pages - 1);
if (
  lines.length === 0 ||
  shown?.kind !== 'shown' ||
  shown.layers.every(({ targets: { length } }) => length < targets)
) {
  throw new Error('Not everything is shown.');
}
const held = [heap()];
for (let turn = 0; turn < 2 * pages; turn++) {
  const checksum = { value: String(turn).padStart(64, '0'), updated_at: new Date(turn * 1000).toISOString() };
  world.targets = { ...world.targets, [ids.racks]: racks.map((each) => ({ ...each, checksum })) };
  await read();
  if (turn % pages === pages - 1) held.push(heap());
}
console.log(JSON.stringify({ page, memory: Math.max(...held) - before.heap }));

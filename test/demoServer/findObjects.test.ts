import { expect, onTestFinished, test } from 'vitest';
import { readAddress } from '../../server/src/infrahub/address';
import { objectsOf } from '../../server/src/infrahub/operations/objects';
import { searchTargets } from '../../server/src/infrahub/operations/targets';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../server/src/infrahub/transport';
import { startDemoServer } from '../support/infrahub/startDemoServer';

async function serve(): Promise<Transport> {
  const demo = await startDemoServer({ repository: 'examples/fabric', branches: ['demo'], token: 'token' });
  onTestFinished(() => demo.close());
  const read = readAddress(demo.address);
  if (!read.ok) throw new Error(read.reason);
  return createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [] });
}

/** The objects of a kind, or those with a text in a value, as they are named. */
async function named(transport: Transport, kind: string, text?: string) {
  const operation = objectsOf(kind, text !== undefined);
  if (!operation) throw new Error(kind);
  const wish = { limit: 200, ...(text !== undefined && { text }) };
  return (await transport.run(operation, wish, { branch: 'demo' })).items;
}

test('objects are found by kind and generic, with their human-friendly ids, and by a text', async () => {
  const transport = await serve();
  const pods = await named(transport, 'NetworkPod');
  const [pod] = pods;
  if (!pod) throw new Error('no pods');
  expect(pod).toMatchObject({ kind: 'NetworkPod', hfid: [pod.label] });
  expect((await named(transport, 'NetworkPod', pod.label)).map(({ id }) => id)).toContain(pod.id);
  expect(await named(transport, 'NetworkPod', 'no such text')).toEqual([]);
  const kinds = new Set((await named(transport, 'GeneratorTarget')).map(({ kind }) => kind));
  expect(kinds.size).toBeGreaterThan(1);
  const any = await named(transport, 'CoreNode', pod.label);
  expect(any.map(({ id }) => id)).toContain(pod.id);
});

test('targets are found in their group alone, with what is selected of them', async () => {
  const transport = await serve();
  const groups = await named(transport, 'CoreStandardGroup');
  const [pod] = await named(transport, 'NetworkPod');
  if (!pod) throw new Error('no pods');
  const search = searchTargets([{ kind: 'NetworkPod', attributes: ['amount_of_spines'] }]);
  const found = [];
  for (const { id: group, label } of groups) {
    const page = { group, text: pod.label, offset: 0, limit: 200 };
    const { items } = await transport.run(search, page, { branch: 'demo' });
    const hit = items.find(({ id }) => id === pod.id);
    if (hit) found.push({ label, attribute: hit.attributes[0]?.attribute, value: hit.attributes[0]?.value });
  }
  expect(groups.length).toBeGreaterThan(1);
  expect(found).toEqual([{ label: 'pods', attribute: 'amount_of_spines', value: expect.stringMatching(/^\d+$/) }]);
});

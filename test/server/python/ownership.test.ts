import { expect, test } from 'vitest';
import { run } from './samples';

const saves = (...lines: string[]): string[] =>
  run(...lines).saves.map(({ unsafe, sometimes }) => (unsafe ? 'unsafe' : (sometimes ?? 'fine')));

const fetch = 'pods = await self.client.filters(kind=NetworkPod, parent__ids=[data["id"]])';

test.each([
  [
    'gather over coroutines',
    'pods = [pod for pod in pods if pod.checksum.value != data["digest"]]',
    'for pod in pods: pod.checksum.value = data["digest"]',
    'await asyncio.gather(*[pod.save(allow_upsert=True) for pod in pods if pod.checksum.value])',
  ],
  [
    'a batch',
    'batch = await self.client.create_batch()',
    'for pod in pods:',
    '    if pod.checksum.value != data["digest"]:',
    '        pod.checksum.value = data["digest"]',
    '        batch.add(task=pod.save, node=pod, allow_upsert=True)',
    'async for _ in batch.execute(): pass',
  ],
  [
    'a list of those that differ',
    'stale = [pod for pod in pods if pod.checksum.value != data["digest"]]',
    'for pod in stale:',
    '    pod.checksum.value = data["digest"]',
    '    await pod.save(allow_upsert=True)',
  ],
  [
    'an early continue',
    'for pod in pods:',
    '    if pod.checksum.value == data["digest"]:',
    '        continue',
    '    pod.checksum.value = data["digest"]',
    '    await pod.save()',
  ],
  [
    'a relationship that is there the next time',
    'for pod in pods:',
    '    if not pod.pool.id:',
    '        pod.pool = data["pool"]',
    '        await pod.save(allow_upsert=True)',
  ],
  [
    'an upsert of what was fetched',
    'for pod in pods:',
    '    if pod.checksum.value != data["digest"]:',
    '        same = await self.client.create(kind=NetworkPod, id=pod.id, checksum=data["digest"])',
    '        await same.save(allow_upsert=True)',
  ],
])('%s: the next run that finds it done leaves the object out', (_, ...lines) => {
  expect(saves(fetch, ...lines)).toEqual(['unsafe']);
});

test.each([
  ['fetched', 'if data["vrf"]:', '    for pod in pods:', '        await pod.save(allow_upsert=True)'],
  [
    'fetched',
    'changed = False',
    'for pod in pods:',
    '    if pod.name.value is None:',
    '        changed = True',
    '    if changed:',
    '        await pod.save()',
  ],
  [
    'missing',
    'if not pods:',
    '    pod = await self.client.create(kind=NetworkPod, name="a")',
    '    await pod.save(allow_upsert=True)',
  ],
  [
    'missing',
    'if pods:',
    '    return',
    'pod = await self.client.create(kind=NetworkPod, name="a")',
    'await pod.save(allow_upsert=True)',
  ],
  [
    'missing',
    'if len(pods) == 0:',
    '    pod = await self.client.create(kind=NetworkPod, name="a")',
    '    await pod.save(allow_upsert=True)',
  ],
])('on some runs only: %s', (expected, ...lines) => {
  const other = 'await (await self.client.create(kind="NetworkDevice", name="a")).save(allow_upsert=True)';
  expect(saves(other, fetch, ...lines)).toEqual(['fine', expected]);
});

test.each([
  ['every run', 'for pod in pods:', '    await pod.save(allow_upsert=True)'],
  ['whether it is there at all', 'if pods:', '    for pod in pods:', '        await pod.save(allow_upsert=True)'],
  ['untracked', 'if data["vrf"]:', '    for pod in pods:', '        await pod.save(update_group_context=False)'],
  ['raising otherwise', 'if not data["vrf"]:', '    raise RuntimeError("no")', 'for pod in pods: await pod.save()'],
  [
    'raising in the other branch',
    'if data["vrf"]:',
    '    for pod in pods: await pod.save()',
    'else:',
    '    raise RuntimeError("no")',
  ],
  [
    'a choice among the objects',
    'for pod in pods:',
    '    if pod.role.value == "spine":',
    '        await pod.save(allow_upsert=True)',
  ],
  [
    'objects of its own that the data asks for',
    'if data["vrf"]:',
    '    pod = await self.client.create(kind=NetworkPod, name="a")',
    '    await pod.save(allow_upsert=True)',
  ],
])('%s is no reason', (_, ...lines) => {
  expect(saves(fetch, ...lines)).toEqual(['fine']);
});

test('either branch saves it', () => {
  const lines = [
    'if data["vrf"]:',
    '    for pod in pods: await pod.save()',
    'else:',
    '    for pod in pods: await pod.save()',
  ];
  expect(saves(fetch, ...lines)).toEqual(['fine', 'fine']);
});

import { expect, test } from 'vitest';
import { checkAction, offersAt, titlesAt } from '../../support/checkAction';
import { fileOf, generator, layers, signal } from '../cascade/layers';

const id = 'makeSignalWriteSafe';
const path = '/generators/generate_fabric.py';
const one = 'Save without tracking';

/** The first layer with a guarded signal that is saved like this. */
function fabric(save: string): string {
  return layers({ fabric: signal('NetworkPod', 'parent__ids').replace('item.save(update_group_context=False)', save) });
}

test.each([
  ['item.$0save(allow_upsert=True)', 'item.save(update_group_context=False)'],
  ['item.$0save()', 'item.save(update_group_context=False)'],
  ['item.$0save(True)', 'item.save(update_group_context=False)'],
  ['item.$0save(update_group_context=True)', 'item.save(update_group_context=False)'],
  ['item.$0save(allow_upsert=True, update_group_context=True)', 'item.save(update_group_context=False)'],
  ['item.$0save(update_group_context=True, allow_upsert=True)', 'item.save(update_group_context=False)'],
  ['item.$0save(timeout=5)', 'item.save(timeout=5, update_group_context=False)'],
  ['item.$0save(allow_upsert=True, timeout=5)', 'item.save(update_group_context=False, timeout=5)'],
  ['item.$0save(allow_upsert=True)  # signal', 'item.save(update_group_context=False)  # signal'],
])('%s', async (before, after) => {
  await checkAction(id, one, fabric(before), fileOf(fabric(after), path));
});

test('arguments on lines of their own keep their lines and comments', async () => {
  const body = (args: string): string => fabric(`item.save(\n            ${args}\n        )`);
  const before = body('$0timeout=5,  # seconds\n            request_context=None');
  const after = body(
    'timeout=5,  # seconds\n            request_context=None,\n            update_group_context=False',
  );
  await checkAction(id, one, before, fileOf(after, path));
});

test('every unsafe save of the class, from its name', async () => {
  const two = signal('NetworkPod', 'parent__ids') + signal('NetworkPod', 'parent__ids', 'status');
  const unsafe = two.replaceAll('update_group_context=False', 'allow_upsert=True');
  const before = layers({ fabric: unsafe }).replace('class Fabric', 'class $0Fabric');
  await checkAction(id, 'Save all signals', before, fileOf(layers({ fabric: two }), path));
});

test('the targets are to be taken out of the tracking groups', async () => {
  const [made] = await offersAt(id, fabric('item.$0save(allow_upsert=True)'));
  expect(made?.offer).toMatchObject({
    mends: 'tracked-signal-write',
    command: {
      id: 'infrahubCascade.untrackSignalTargets',
      arguments: [{ kinds: ['NetworkPod'], generators: ['generate-fabric'] }],
      instead: expect.stringContaining('infrahub-cascade untrack'),
    },
  });
});

test('the hint for where no command can be run names the kinds, which the code shows no more', async () => {
  const [made] = await offersAt(id, fabric('item.$0save(allow_upsert=True)'));
  expect(made?.offer.command?.instead).toContain('`infrahub-cascade untrack --kind NetworkPod`');
});

test('nothing where who calls a method decides', async () => {
  const method =
    '\n    async def put(self, node, track=True):\n        await node.$0save(update_group_context=track)\n';
  const before = fabric('self.put(item)').replace(/\n+#- \/generators\/generate_pod\.py/, `\n${method}$&`);
  expect(before).toContain(method);
  expect(await titlesAt(id, before)).toEqual([]);
  expect(await titlesAt(id, before.replace('=track)', '=True)'))).toEqual(['Save without tracking, as a plain update']);
});

/** The first layer with signals that a batch saves. */
function batched(add: string): string {
  const lines = signal('NetworkPod', 'parent__ids').replace('await item.save(update_group_context=False)', add);
  return layers({
    fabric: `batch = await self.client.create_batch()${lines}async for _ in batch.execute():\n    pass\n`,
  });
}

test.each([
  ['node=item, allow_upsert=True', 'node=item, update_group_context=False'],
  ['node=item', 'node=item, update_group_context=False'],
  ['node=item, update_group_context=True', 'node=item, update_group_context=False'],
  ['allow_upsert=True, node=item', 'update_group_context=False, node=item'],
])('a task of a batch: %s', async (before, after) => {
  const add = (args: string): string => `batch.add(task=item.save, ${args})`;
  const fixture = batched(add(before).replace('.add', '.$0add'));
  await checkAction(id, one, fixture, fileOf(batched(add(after)), path));
  const [made] = await offersAt(id, fixture);
  expect(made?.offer.command?.arguments).toEqual([{ kinds: ['NetworkPod'], generators: ['generate-fabric'] }]);
});

test('nothing: a task of a batch with unpacked arguments', async () => {
  expect(await titlesAt(id, batched('batch.$0add(task=item.save, node=item, **options)'))).toEqual([]);
});

test('tabs, CRLF and names that are not ASCII', async () => {
  const text = (save: string): string =>
    generator('Fabric', signal('NetworkPod', 'parent__ids'))
      .replace('item.save(update_group_context=False)', save)
      .replaceAll('item', 'модуль')
      .replaceAll('    ', '\t')
      .replaceAll('\n', '\r\n');
  const before = layers({ files: { [path]: text('модуль.$0save(allow_upsert=True)') } });
  const after = layers({ files: { [path]: text('модуль.save(update_group_context=False)') } });
  await checkAction(id, one, before, fileOf(after, path));
});

test.each([
  ['safe already', 'item.$0save(update_group_context=False)'],
  ['unpacked arguments', 'item.$0save(**options)'],
])('nothing: %s', async (_, save) => {
  expect(await titlesAt(id, fabric(save))).toEqual([]);
});

test('nothing for objects that the generator makes, and for ids kept by hand', async () => {
  const created = 'pod = await self.client.create(kind="NetworkPod", name="p")\nawait pod.$0save(allow_upsert=True)\n';
  expect(await titlesAt(id, layers({ fabric: created }))).toEqual([]);
  const kept = `self.client.group_context.related_node_ids.append(target_id)\n${signal('NetworkPod', 'parent__ids')}`;
  const byHand = kept.replace('item.save(update_group_context=False)', 'item.$0save()');
  expect(await titlesAt(id, layers({ fabric: byHand }))).toEqual([]);
});

/** The first layer, which saves what it makes and what it signals by one method. */
function byMethod(spine: string): string {
  const method = '\n    async def put(self, node):\n        await node.$0save(allow_upsert=True)\n';
  const body = signal('NetworkPod', 'parent__ids').replace('item.save(update_group_context=False)', 'self.put(item)');
  return layers({ fabric: spine + body }).replace(/\n+#- \/generators\/generate_pod\.py/, `\n${method}$&`);
}

test('a reason for a save by which the generator saves what it makes too: untracked it would be deleted', async () => {
  const made = 'spine = await self.client.create(kind="NetworkDevice", name="s")\nawait self.put(spine)\n';
  expect((await offersAt(id, byMethod(''))).map(({ offer }) => offer.refusal)).toEqual([undefined]);
  const refusal = expect.stringContaining('saves what the generator makes too');
  expect(await offersAt(id, byMethod(made))).toMatchObject([{ offer: { refusal } }]);
  expect(await titlesAt(id, byMethod(made).replace('$0', '').replace('class Fabric', 'class $0Fabric'))).toEqual([]);
});

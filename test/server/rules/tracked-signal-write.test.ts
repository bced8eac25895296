import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked, signal } from '../cascade/layers';

const rule = 'tracked-signal-write';
const safe = signal('NetworkPod', 'parent__ids');
const what = `warning ${rule}: makes generate-fabric the owner of the NetworkPod`;

test.each(['item.save(allow_upsert=True)', 'item.save()', 'item.save(update_group_context=True)'])(
  'a guarded signal saved by %s',
  async (save) => {
    const fabric = safe.replace('item.save(update_group_context=False)', save);
    await checkDiagnostics(rule, marked(layers({ fabric }), 'await ', save, what));
  },
);

test('what the second argument says without its name', async () => {
  const save = 'item.save(True, True)';
  const tracked = safe.replace('item.save(update_group_context=False)', save);
  await checkDiagnostics(rule, marked(layers({ fabric: tracked }), 'await ', save, what));
  await checkDiagnostics(rule, layers({ fabric: tracked.replace(save, 'item.save(False, False)') }));
});

test('the safe form, an unguarded save, and objects that the generator makes', async () => {
  await checkDiagnostics(rule, layers({ fabric: safe }));
  const always = `
for item in await self.client.filters(kind="NetworkPod", parent__ids=[target_id]):
    item.checksum.value = data["digest"]
    await item.save(allow_upsert=True)
`;
  await checkDiagnostics(rule, layers({ fabric: always }));
  const created = `
pod = await self.client.create(kind="NetworkPod", name="p", parent=target_id)
if pod.checksum.value != "x":
    pod.checksum.value = "x"
await pod.save(allow_upsert=True)
`;
  await checkDiagnostics(rule, layers({ fabric: created }));
});

test.each([
  'self.client.group_context.add_related_nodes(ids=[target_id])',
  'self.client.group_context.related_node_ids.append(target_id)',
  'self.client.group_context.related_node_ids += [target_id]',
])('ids kept by hand: %s', async (keep) => {
  await checkDiagnostics(rule, layers({ fabric: `${keep}${safe.replace('update_group_context=False', '')}` }));
});

test('a comment on that keeps no id', async () => {
  const save = 'item.save()';
  const fabric = `# add_related_nodes() by hand?${safe.replace('item.save(update_group_context=False)', save)}`;
  await checkDiagnostics(rule, marked(layers({ fabric }), 'await ', save, what));
});

const pods = 'pods = await self.client.filters(kind="NetworkPod", parent__ids=[target_id])';

test.each([
  [
    'a batch',
    `
batch = await self.client.create_batch()
${pods}
for pod in pods:
    if pod.checksum.value != data["digest"]:
        pod.checksum.value = data["digest"]
        batch.add(task=pod.save, node=pod, allow_upsert=True)
async for _ in batch.execute():
    pass
`,
    'batch.add(task=pod.save, node=pod, allow_upsert=True)',
  ],
  [
    'coroutines that are gathered',
    `
import asyncio
${pods}
old = [pod for pod in pods if pod.checksum.value != data["digest"]]
tasks = []
for pod in pods:
    if pod.checksum.value != data["digest"]:
        pod.checksum.value = data["digest"]
        tasks.append(pod.save())
await asyncio.gather(*tasks)
`,
    'pod.save()',
  ],
  [
    'an early continue',
    `
${pods}
for pod in pods:
    if pod.checksum.value == data["digest"]:
        continue
    pod.checksum.value = data["digest"]
    await pod.save(allow_upsert=True)
`,
    'pod.save(allow_upsert=True)',
  ],
  [
    'a relationship that is set once',
    `
pod = await self.client.get(kind="NetworkPod", id=target_id)
if pod.parent.id is None:
    pod.parent = data["fabric"]
    await pod.save(allow_upsert=True)
`,
    'pod.save(allow_upsert=True)',
  ],
])('%s', async (_, fabric, save) => {
  await checkDiagnostics(rule, marked(layers({ fabric }), '', save, what));
});

test('an upsert of what was fetched keeps allow_upsert', async () => {
  const fabric = `
${pods}
for pod in pods:
    if pod.checksum.value != data["digest"]:
        same = await self.client.create(kind="NetworkPod", id=pod.id, checksum=data["digest"])
        await same.save(allow_upsert=True)
`;
  const expected = `warning ${rule}: deletes the NetworkPod. Save with allow_upsert=True and update_group_context=False`;
  await checkDiagnostics(rule, marked(layers({ fabric }), 'await ', 'same.save(allow_upsert=True)', expected));
});

test('a helper, and a mixin of another file', async () => {
  const signals = `
    async def signal(self, kind, ids, value):
        for item in await self.client.filters(kind=kind, ids=ids):
            if item.checksum.value != value:
                item.checksum.value = value
                await item.save(allow_upsert=True)
`;
  const call = 'await self.signal("NetworkPod", [target_id], data["digest"])';
  const helper = layers({ fabric: call }).replace(`${call}\n`, `${call}\n${signals}`);
  await checkDiagnostics(rule, marked(helper, 'await ', 'item.save(allow_upsert=True)', what));
  const mixin = layers({ fabric: call, files: { '/generators/mixin.py': `class Signals:${signals}` } }).replace(
    'class FabricGenerator(',
    'from .mixin import Signals\n\n\nclass FabricGenerator(Signals, ',
  );
  await checkDiagnostics(rule, marked(mixin, 'await ', 'item.save(allow_upsert=True)', what));
});

const digest = 'data["digest"]';
const differs = `pod.checksum.value != ${digest}`;
const write = `pod.checksum.value = ${digest}`;

test.each([
  [
    'a list that the differing ones are put into',
    `to_save = []\nfor pod in pods:\n    if ${differs}:\n        ${write}\n        to_save.append(pod)\nfor pod in to_save:\n    await pod.save()`,
  ],
  [
    'such a list, with an early continue',
    `to_save = list()\nfor pod in pods:\n    if pod.checksum.value == ${digest}:\n        continue\n    ${write}\n    to_save.append(pod)\nfor pod in to_save:\n    await pod.save()`,
  ],
  [
    'a list of the differing ones that is gone through twice',
    `import asyncio\nchanged = [pod for pod in pods if ${differs}]\nfor pod in changed:\n    ${write}\nawait asyncio.gather(*(pod.save() for pod in changed))`,
  ],
  [
    'such a list in another order',
    `changed = [pod for pod in pods if ${differs}]\nfor pod in sorted(changed, key=str):\n    ${write}\n    await pod.save()`,
  ],
  [
    'a filter',
    `for pod in filter(lambda each: each.checksum.value != ${digest}, pods):\n    ${write}\n    await pod.save()`,
  ],
  [
    'a flag',
    `for pod in pods:\n    dirty = False\n    if ${differs}:\n        ${write}\n        dirty = True\n    if dirty:\n        await pod.save()`,
  ],
  [
    'a flag that says the opposite',
    `for pod in pods:\n    same = True\n    if ${differs}:\n        ${write}\n        same = False\n    if not same:\n        await pod.save()`,
  ],
  [
    'a flag of both branches',
    `for pod in pods:\n    if ${differs}:\n        ${write}\n        dirty = True\n    else:\n        dirty = False\n    if dirty:\n        await pod.save()`,
  ],
  [
    'a match statement',
    `for pod in pods:\n    match pod.checksum.value:\n        case value if value == ${digest}:\n            pass\n        case _:\n            ${write}\n            await pod.save()`,
  ],
])('left out on an unchanged run: %s', async (_, lines) => {
  await checkDiagnostics(rule, marked(layers({ fabric: `${pods}\n${lines}` }), '', 'pod.save()', what));
});

test('arguments in a dictionary', async () => {
  const body = (options: string): string =>
    layers({ fabric: `options = ${options}\n${safe.replace('update_group_context=False', '**options')}` });
  await checkDiagnostics(rule, marked(body('{"allow_upsert": True}'), 'await ', 'item.save(**options)', what));
  await checkDiagnostics(rule, body('{"update_group_context": False}'));
  await checkDiagnostics(rule, body('{"allow_upsert": True, **data["options"]}'));
});

test.each([
  [
    'all are put into the list',
    `to_save = []\nfor pod in pods:\n    if ${differs}:\n        ${write}\n    to_save.append(pod)\nfor pod in to_save:\n    await pod.save()`,
  ],
  [
    'both branches put it there',
    `to_save = []\nfor pod in pods:\n    if ${differs}:\n        ${write}\n        to_save.append(pod)\n    else:\n        to_save.append(pod)\nfor pod in to_save:\n    await pod.save()`,
  ],
  [
    'all are saved in the end',
    `changed = [pod for pod in pods if ${differs}]\nfor pod in changed:\n    ${write}\nfor pod in pods:\n    await pod.save()`,
  ],
  [
    'the flag is about the log',
    `for pod in pods:\n    dirty = False\n    if ${differs}:\n        ${write}\n        dirty = True\n    await pod.save()\n    if dirty:\n        self.logger.info("changed")`,
  ],
  [
    'each case saves',
    `for pod in pods:\n    match pod.checksum.value:\n        case "x":\n            await pod.save()\n        case _:\n            ${write}\n            await pod.save()`,
  ],
  [
    'the other case fails',
    `for pod in pods:\n    match pod.checksum.value:\n        case None:\n            ${write}\n            await pod.save()\n        case _:\n            raise RuntimeError("set already")`,
  ],
  [
    'plain update',
    `for pod in pods:\n    if ${differs}:\n        ${write}\n        await pod.update(do_full_update=True)`,
  ],
])('saved on every run: %s', async (_, lines) => {
  await checkDiagnostics([rule, 'tracked-on-some-runs'], layers({ fabric: `${pods}\n${lines}` }));
});

test('a method that saves tracked or not as it is told', async () => {
  const method = `
    async def keep(self, node, track=True):
        if track:
            await node.save(allow_upsert=True)
        else:
            await node.save(update_group_context=False)

    async def put(self, node, track=True):
        await node.save(update_group_context=track)
`;
  const told = (call: string): string => {
    const source = layers({ fabric: safe.replace('item.save(update_group_context=False)', call).trim() });
    return source.replace('#- /generators/generate_pod.py', `${method.trimEnd()}\n#- /generators/generate_pod.py`);
  };
  await checkDiagnostics(rule, told('self.keep(item, track=False)'));
  await checkDiagnostics(rule, told('self.put(item, track=False)'));
  await checkDiagnostics(rule, marked(told('self.keep(item)'), 'await ', 'node.save(allow_upsert=True)', what));
  const put = marked(told('self.put(item)'), 'await ', 'node.save(update_group_context=track)', what);
  await checkDiagnostics(rule, put);
});

test('a call by which the generator saves what it makes too: another one is needed for the target', async () => {
  const save = 'node.save(allow_upsert=True)';
  const put = `\n    async def put(self, node):\n        await ${save}\n`;
  const made = 'spine = await self.client.create(kind="NetworkDevice", name="s")\nawait self.put(spine)\n';
  const body = safe.replace('item.save(update_group_context=False)', 'self.put(item)');
  const text = layers({ fabric: made + body }).replace(/\n+#- \/generators\/generate_pod\.py/, `\n${put}$&`);
  const how = 'save the target by a call of its own, with update_group_context=False; but first take';
  await checkDiagnostics(rule, marked(text, 'await ', save, `warning ${rule}: ${how}`));
});

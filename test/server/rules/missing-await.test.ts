import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fixedBody, fixedFile, withBody, withFile } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'missing-await';
const dropped = `error ${rule}: nothing is sent to the server`;
const misused = `error ${rule}: the run fails when it is used`;
const create = 'device = await self.client.create(kind="NetworkDevice", name="d")\n';
const fetch = 'pod = await self.client.get(kind="NetworkPod", name__value="p")\n';

test.each([
  ['a save', create, '', 'device.save(allow_upsert=True)', dropped],
  ['a save of a node that is not known', '', '', 'target.save(allow_upsert=True)', dropped],
  ['a mutation', '', '', 'self.client.execute_graphql(query="mutation { x }")', dropped],
  ['a delete', fetch, '', 'pod.delete()', dropped],
  ['a relationship', fetch, '', 'pod.devices.fetch()', dropped],
  [
    'an address of a pool that nobody uses',
    fetch,
    'address = ',
    'self.client.allocate_next_ip_address(resource_pool=pod)',
    dropped,
  ],
  ['the tracking context', '', '', 'self.client.group_context.add_related_nodes(ids=[target_id])', dropped],
  ['nodes of a loop', 'for pod in await self.client.filters(kind="NetworkPod"):\n    ', '', 'pod.save()', dropped],
  [
    'nodes of a counted loop',
    'for index, pod in enumerate(await self.client.filters(kind="NetworkPod"), start=1):\n    ',
    '',
    'pod.devices.fetch()',
    dropped,
  ],
  [
    'a created node that is used',
    '',
    'device = ',
    'self.client.create(kind="NetworkDevice", name="d")',
    `${misused}\nawait device.save(allow_upsert=True)`,
  ],
  ['a loop over filters', '', 'for pod in ', 'self.client.filters(kind="NetworkPod")', `${misused}:\n    print(pod)`],
  [
    'a count of filters',
    '',
    'pods = ',
    'self.client.all(kind="NetworkPod")',
    `${misused}\nprint(len(pods), [p.id for p in pods])`,
  ],
  ['a count at once', '', 'print(len(', 'self.client.all(kind="NetworkPod")', `${misused}))`],
  [
    'an attribute at once',
    '',
    'name = ',
    'self.client.get(kind="NetworkPod", name__value="p")',
    `${misused}.name.value`,
  ],
  ['a condition', '', 'if not ', 'self.client.filters(kind="NetworkPod")', `${misused}:\n    raise RuntimeError`],
])('%s', async (_name, before, start, call, rest) => {
  const [what = '', ...after] = rest.split(/(?<=used|server)(?=[\s:).])/);
  const body = `${before}${start}${call}${after.join('')}`;
  await checkDiagnostics(rule, marked(withBody(body), start, call, what));
});

test('what the SDK does', () => {
  expect(recordedGenerator('gen04-save').warnings).toEqual(["coroutine 'InfrahubNode.save' was never awaited"]);
  expect(recordedGenerator('gen04-save').mutations).toBeUndefined();
  expect(recordedGenerator('gen04-filters-in-for').error).toContain('not iterable');
});

test('the fix', async () => {
  const body = `${create}device.save(allow_upsert=True)`;
  await checkFix(rule, withBody(body), fixedBody(`${create}await device.save(allow_upsert=True)`));
  const access = 'name = self.client.get(kind="NetworkPod", name__value="p").name.value';
  await checkFix(
    rule,
    withBody(access),
    fixedBody('name = (await self.client.get(kind="NetworkPod", name__value="p")).name.value'),
  );
});

test('a save that is called where a batch takes the method', async () => {
  const body = (task: string): string =>
    `${create}batch = await self.client.create_batch()\nbatch.add(task=${task}, node=device)`;
  const what = `error ${rule}: the batch gets a coroutine and not the method: the run fails when it calls that. Write device.save without brackets.`;
  const source = withBody(body('device.save(allow_upsert=True)'));
  await checkDiagnostics([rule, 'missing-upsert'], marked(source, 'task=', 'device.save(allow_upsert=True)', what));
  await checkFix(rule, source, fixedBody(body('device.save, allow_upsert=True')));
  const plain = withBody(body('device.save(), allow_upsert=True'));
  await checkDiagnostics([rule, 'missing-upsert'], marked(plain, 'task=', 'device.save()', what));
  await checkFix(rule, plain, fixedBody(body('device.save, allow_upsert=True')));
  expect(await fixTitles(rule, withBody(body('device.save(node=1)')))).toEqual([]);
});

/** A generator with a method `signal` that is declared like this, and a call of it. */
function methodFile(declared: string, call: string): string {
  return `from infrahub_sdk.generator import InfrahubGenerator


class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        ${call}

    ${declared}
        print(data)
`;
}

const neverRuns = `error ${rule}: self.signal() is not awaited, so it never runs, and the run still counts as a success`;

test('a coroutine of the generator itself', async () => {
  const declared = 'async def signal(self, data):';
  const source = withFile(methodFile(declared, 'self.signal(data)'));
  await checkDiagnostics(rule, marked(source, '', 'self.signal(data)', neverRuns));
  await checkFix(rule, source, fixedFile(methodFile(declared, 'await self.signal(data)')));
  const used = withFile(methodFile(declared, 'for each in self.signal(data):\n            print(each)'));
  await checkDiagnostics(rule, marked(used, 'in ', 'self.signal(data)', misused));
});

test.each([
  ['awaited', 'async def signal(self, data):', 'await self.signal(data)'],
  ['handed on', 'async def signal(self, data):', 'await asyncio.gather(self.signal(data))'],
  ['no coroutine', 'def signal(self, data):', 'self.signal(data)'],
  ['decorated', '@in_background\n    async def signal(self, data):', 'self.signal(data)'],
  ['an async generator', 'async def signal(self, data):\n        yield 1', 'self.signal(data)'],
  ['replaced', 'async def signal(self, data):', 'self.signal = print\n        self.signal(data)'],
])('a method of the generator, %s', async (_name, declared, call) => {
  await checkDiagnostics(rule, withFile(methodFile(declared, call)));
});

const head = `from infrahub_sdk import InfrahubClient, InfrahubClientSync
from infrahub_sdk.generator import InfrahubGenerator
`;

test('a helper that is no coroutine itself has the mistake and no quick way out', async () => {
  const source = withFile(`${head}

class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        self.signal()

    def signal(self) -> None:
        self.client.create(kind="NetworkDevice", name="d")
`);
  await checkDiagnostics(rule, marked(source, '', 'self.client.create(kind="NetworkDevice", name="d")', dropped));
  expect(await fixTitles(rule, source)).toEqual([]);
});

test('a method of a mixin that two generators have is shown once', async () => {
  const mixin = `class Mixin:
    async def touch(self) -> None:
        self.client.create(kind="NetworkDevice", name="d")
`;
  const file = (name: string): string => `from infrahub_sdk.generator import InfrahubGenerator
from .mixin import Mixin


class ${name}Generator(InfrahubGenerator, Mixin):
    async def generate(self, data: dict) -> None:
        await self.touch()
`;
  const source = withFile(file('Fabric'), {
    '/generators/generate_pod.py': file('Pod'),
    '/generators/mixin.py': mixin,
  });
  const call = 'self.client.create(kind="NetworkDevice", name="d")';
  await checkDiagnostics(rule, marked(source, '', call, dropped));
});

test.each([
  `${create}await device.save(allow_upsert=True)`,
  `import asyncio\n${create}await asyncio.gather(device.save(allow_upsert=True))`,
  `import asyncio\ntasks = [self.client.create(kind="NetworkDevice", name=n) for n in "ab"]\nawait asyncio.gather(*tasks)`,
  `import asyncio\n${create}task = asyncio.create_task(device.save(allow_upsert=True))\nawait task`,
  `saving = []\n${create}saving.append(device.save(allow_upsert=True))`,
  `${create}coroutine = device.save(allow_upsert=True)\nawait coroutine`,
  `${create}coroutine = device.save(allow_upsert=True)\nawait asyncio.wait_for(coroutine, 3)`,
  `${create}batch = await self.client.create_batch()\nbatch.add(task=device.save, allow_upsert=True, node=device)\nasync for _ in batch.execute():\n    pass`,
  'async with asyncio.TaskGroup() as group:\n    group.create_task(self.client.get(kind="NetworkPod", id="x"))',
  `${fetch}pod.devices.add({"id": "x"})\npod.devices.extend([])\npod.devices.remove("x")`,
  'node = self.client.store.get(key="x")\nprint(node.name.value)',
  'other = self.client.clone()\nawait other.all(kind="NetworkPod")',
  'save = lambda node: node.save(allow_upsert=True)\nawait save(data)',
  'pods = await self.client.filters(kind="NetworkPod")\nasync def save(pod):\n    return pod.save()\nfor pod in pods:\n    await save(pod)',
  'async def all_pods():\n    return self.client.all(kind="NetworkPod")\npods = await (await all_pods())',
  'form = data["form"]\nform.save()\nform.fetch()\nform.create(kind="x")',
  'answer = client.get("https://example.invalid")\nprint(answer.text)',
  'cache = self.cache.get("x")\nprint(cache.name)',
  'if (pod := await self.client.get(kind="NetworkPod", id="x")).checksum.value:\n    await pod.save()',
])('silent: %s', async (body) => {
  await checkDiagnostics(rule, withBody(body));
});

test.each([
  'client = InfrahubClientSync()\nclient.create(kind="NetworkDevice", name="d").save(allow_upsert=True)',
  'client = InfrahubClientSync.init()\nfor pod in client.filters(kind="NetworkPod"):\n    pod.devices.fetch()\n    pod.save()',
  'self.sync = InfrahubClientSync(address="x")\nself.sync.all(kind="NetworkPod")\nnode.save(allow_upsert=True)',
  'client = await InfrahubClient.init()\nawait client.all(kind="NetworkPod")',
])('sync clients and older ways to make one: %s', async (body) => {
  await checkDiagnostics(rule, withBody(`from infrahub_sdk import InfrahubClient, InfrahubClientSync\n${body}`));
});

test("parameters count by their annotation, and a client of its own class is not the SDK's", async () => {
  const methods = `
    async def one(self, client: InfrahubClientSync) -> None:
        client.create(kind="NetworkDevice", name="d")

    async def two(self, client) -> None:
        client.create(kind="NetworkDevice", name="d")
`;
  const text = `${head}

class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        pass
${methods}`;
  await checkDiagnostics(rule, withFile(text));
  const own = text.replace(
    'async def two',
    '@property\n    def client(self):\n        return Own()\n\n    async def two',
  );
  await checkDiagnostics(rule, withFile(own.replace('pass', 'self.client.create(kind="x")')));
  const three = text.replace('client: InfrahubClientSync', 'client: InfrahubClient');
  const call = 'client.create(kind="NetworkDevice", name="d")';
  await checkDiagnostics(rule, marked(withFile(three), '        ', call, dropped));
});

test('names that are made of themselves in many ways', async () => {
  const lines = Array.from({ length: 60 }, () => 'node = node.left if node.flag else (node.right if data else node)');
  const body = ['node = await self.client.get(kind="NetworkPod", id="x")', ...lines, 'await node.save()'].join('\n');
  await checkDiagnostics(rule, withBody(body));
});

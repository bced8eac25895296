import { expect, test } from 'vitest';
import { applyEdits } from '../../support/check';
import { parseFixture } from '../../support/fixture';
import { generatorPath, withFile } from '../../support/generators';
import { openRepository } from '../../support/repository';

/** The rules about the contract of a generator and its use of the SDK. */
const rules = [
  'not-a-generator',
  'invalid-generate',
  'replaced-sdk-method',
  'missing-await',
  'missing-upsert',
  'upsert-on-fetched-node',
  'untracked-client',
  'blocking-call',
  'invalid-relationship-value',
  'list-added-to-relationship',
  'unknown-kind-in-generator',
  'unknown-field-in-generator',
  'missing-method',
  'import-fails-on-worker',
  'import-of-installed-package',
  'literal-branch',
  'delete-of-own-object',
];

const head = 'from infrahub_sdk.generator import InfrahubGenerator\n';

/** Good generators, each in the idioms of its name. */
const samples: Readonly<Record<string, string>> = {
  'the SDK as it was before 1.0': `${head}from infrahub_sdk import InfrahubClient, InfrahubNode


class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        schema = await self.client.schema.get(kind="NetworkDevice", branch=self.branch)
        node = InfrahubNode(client=self.client, schema=schema, branch=self.branch, data={"name": "d"})
        await node.save(allow_upsert=True)
        pod = await InfrahubNode.from_graphql(client=self.client, branch=self.branch, data=data)
        self.client.store.set(key="pod", node=pod)
        known = self.client.store.get(key="pod", kind="NetworkPod")
        other = self.client.store.get_by_hfid("NetworkPod__p")
        await known.devices.fetch()
        for peer in known.devices.peers:
            await peer.fetch()
            print(peer.peer.name.value, other)
        reader = await InfrahubClient.init(address="http://localhost:8000")
        print(await reader.filters("NetworkPod", name__value="p"), await reader.all("NetworkPod"))
        query = await self.client.execute_graphql(query="query { NetworkPod { count } }", branch_name=self.branch)
        self.log(query)

    def log(self, text):
        self.logger.info(text)
`,
  'a sync client in a thread': `${head}import asyncio
import time

from infrahub_sdk import InfrahubClientSync


class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        await asyncio.to_thread(self._read, data)
        await asyncio.get_running_loop().run_in_executor(None, lambda: time.sleep(1))

    def _read(self, data):
        client = InfrahubClientSync.init(address="x")
        for pod in client.filters(kind="NetworkPod", name__value=data["name"]):
            pod.devices.fetch()
            pod.checksum.value = "x"
            pod.save()
        node = client.get(kind="NetworkPod", id="x")
        node.delete()
        batch = client.create_batch()
        batch.add(task=node.save, node=node)
        for _ in batch.execute():
            pass
        time.sleep(1)
`,
  'Python 3.9': `${head}from typing import Dict, List, Optional, Union
import asyncio


class FabricGenerator(InfrahubGenerator):
    names: List[str] = []

    async def generate(self, data: Dict) -> None:
        def inner(node: Optional[Union[str, int]] = None, /, *rest, key: int = 1, **more):
            nonlocal data
            data = {**data, 'x': [*rest, node]}
            return lambda x=1, *y, **z: (x, y, z)
        with open('x') as a, open('y') as b:
            print(a, b, inner())
        pods = [pod async for pod in self._pods() if pod]
        await asyncio.gather(*(pod.save(update_group_context=False) for pod in pods))
        created = [await self.client.create(kind='NetworkDevice', name=f'd-{n!r:>{3}}') for n in range(1_000)]
        await asyncio.gather(*[node.save(allow_upsert=True) for node in created])
        del created
        assert pods, 'none'; print(pods)
        total = 1 + \\
            2

    async def _pods(self):
        for pod in await self.client.filters(kind='NetworkPod', parent__ids=['x'],):
            yield pod
`,
  'Python 3.10 and 3.11': `${head}import asyncio


class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict[str, str | None]) -> None:
        match data:
            case {"kind": "pod", "name": str() as name} if name:
                pod = await self.client.get(kind="NetworkPod", name__value=name)
            case [first, *_]:
                pod = first
            case _:
                pod = None
        if (found := pod) is not None:
            found.checksum.value = "x"
            await found.save(update_group_context=False)
        async with (asyncio.timeout(3) as limit, asyncio.TaskGroup() as group):
            task = group.create_task(self.client.all(kind="NetworkPod"))
            group.create_task(self.one(limit))
        try:
            print(task.result())
        except* ValueError as errors:
            print(errors)

    async def one(self, limit) -> None:
        print(limit)
`,
  'Python 3.12 to 3.14': `${head}
type Names = list[str]


class Helper[T]:
    def first[K](self, items: dict[K, T], *more: *tuple[T, ...]) -> T:
        return items[*more]


class FabricGenerator(InfrahubGenerator, Helper[str]):
    async def generate(self, data: dict) -> None:
        text = f"{data["name"]!s} {f"{data['x']}"}"
        try:
            device = await self.client.create(kind="NetworkDevice", name=text)
        except ValueError, TypeError:
            raise
        await device.save(allow_upsert=True)
        print(self.first({}), t"{text}")
`,
  'names beyond ASCII': `${head}from .größe import Größen


class FabricGenerator(InfrahubGenerator, Größen):
    async def generate(self, data: dict) -> None:
        gerät = await self.client.create(kind="NetworkDevice", name="Gerät-é-日本", pod=["ü"])
        await gerät.save(allow_upsert=True)
        𝐩𝐨𝐝 = await self.client.get(kind="NetworkPod", name__value="🚀")
        self.größe(𝐩𝐨𝐝.name.value)
        naïve = self.client.all(kind="NetworkPod")
        print(len(await naïve))
`,
};

const more = { '/generators/größe.py': 'class Größen:\n    def größe(self, name):\n        return len(name)\n' };

/** The same text as other editors and people write it. */
const forms: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  tabs: (text) => text.replaceAll(/^(?: {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4)),
  'two blanks': (text) => text.replaceAll(/^(?: {4})+/gm, (spaces) => '  '.repeat(spaces.length / 4)),
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'a byte order mark': (text) => `\uFEFF${text}`,
};

const cases = Object.entries(samples).flatMap(([name, text]) =>
  Object.entries(forms).map(([form, change]) => [name, form, change(text)] as const),
);

test.each(cases)('no finding: %s, %s', async (_name, _form, text) => {
  const files = parseFixture(withFile('', more)).files;
  const repository = await openRepository([...files, [generatorPath, text]]);
  const found = repository.service.diagnostics(repository.uri(generatorPath));
  const own = found.filter(({ finding }) => rules.includes(finding.rule.id));
  expect(own.map(({ finding, range }) => [finding.rule.id, text.slice(range.start, range.end)])).toEqual([]);
});

const bad = `${head}

class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        gerät = await self.client.create(kind="NetworkDevice", name="🚀", rolle="é")
        gerät.save(allow_upsert=True)
        gerät.peers.add([{"id": "日"}])
        self.größe()
`;

// Whoever reads a byte order mark takes the file for one with syntax errors, where less is said.
const read = Object.entries(forms).filter(([form]) => form !== 'a byte order mark');

test.each(read)('findings and fixes stand at their place: %s', async (_form, change) => {
  const text = change(bad);
  const files = parseFixture(withFile('')).files;
  const repository = await openRepository([...files, [generatorPath, text]]);
  const uri = repository.uri(generatorPath);
  const found = repository.service.diagnostics(uri).filter(({ finding }) => rules.includes(finding.rule.id));
  expect(found.map(({ finding, range }) => [finding.rule.id, text.slice(range.start, range.end)])).toEqual([
    ['unknown-field-in-generator', 'rolle'],
    ['missing-await', 'gerät.save(allow_upsert=True)'],
    ['list-added-to-relationship', '[{"id": "日"}]'],
    ['missing-method', 'self.größe'],
  ]);
  const fixes = found.flatMap(({ finding }) => finding.fixes?.()[0] ?? []);
  const changed = applyEdits(
    repository,
    fixes.flatMap((fix) => repository.service.resolveFix(uri, fix)),
  );
  const mended = bad.replace('rolle', 'role').replace('gerät.save', 'await gerät.save').replace('.add(', '.extend(');
  expect(changed.get(generatorPath)).toBe(change(mended));
});

test.each([bad, ...Object.values(samples)])('no rule stumbles over a file that is being typed: %#', async (text) => {
  const { service, uri } = await openRepository(parseFixture(withFile('', more)).files);
  const file = uri(generatorPath);
  // What a rule throws goes to the log, which fails the test.
  for (let end = 0; end < text.length; end += 41) {
    service.updateDocument(file, text.slice(0, end));
    for (const { finding } of service.diagnostics(file)) if (rules.includes(finding.rule.id)) finding.fixes?.();
  }
  service.updateDocument(file, bad);
  expect(service.diagnostics(file).length).toBeGreaterThan(3);
});

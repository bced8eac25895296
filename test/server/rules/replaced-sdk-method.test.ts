import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fixedFile, withFile } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'replaced-sdk-method';

function file(methods: string): string {
  return `from infrahub_sdk.generator import InfrahubGenerator


class FabricGenerator(InfrahubGenerator):
    ${methods}

    async def generate(self, data: dict) -> None:
        pass
`;
}

test("__init__ without the SDK's", async () => {
  expect(recordedGenerator('gen03-init-without-super').error).toContain('AttributeError');
  const text = file('def __init__(self, *args, **kwargs) -> None:\n        self.made = []');
  const what = `error ${rule}: the generator has no client`;
  await checkDiagnostics(rule, marked(withFile(text), 'def ', '__init__', what));
  const mended = text.replace('self.made', 'super().__init__(*args, **kwargs)\n        self.made');
  await checkFix(rule, withFile(text), fixedFile(mended));
  const bare = text.replace('self, *args, **kwargs', 'self');
  await checkFix(rule, withFile(bare), fixedFile(mended));
  expect(await fixTitles(rule, withFile(bare.replace('(self)', '(self, query)')))).toEqual([]);
});

test('__init__ that does not take what the SDK gives', async () => {
  expect(recordedGenerator('gen03-init-other-parameters').error).toContain("unexpected keyword argument 'branch'");
  const text = file('def __init__(self, query, client) -> None:\n        super().__init__(query, client)');
  await checkDiagnostics(rule, marked(withFile(text), 'def ', '__init__', `error ${rule}: does not take branch`));
});

test('run without tracking', async () => {
  expect(recordedGenerator('gen03-run').mutations?.some((each) => each.includes('GroupUpsert'))).toBe(false);
  const text = file(
    'async def run(self, identifier, data=None):\n        self.client = self._init_client\n        await self.generate(data)',
  );
  await checkDiagnostics(rule, marked(withFile(text), 'def ', 'run', `warning ${rule}: never deleted`));
});

test('collect_data of its own', async () => {
  const text = file('async def collect_data(self):\n        return await self.client.execute_graphql(query=QUERY)');
  await checkDiagnostics(rule, marked(withFile(text), 'def ', 'collect_data', `information ${rule}: proposed change`));
});

test.each([
  'def __init__(self, *args, **kwargs):\n        super().__init__(*args, **kwargs)\n        self.made = []',
  'def __init__(self, *args, **kwargs):\n        super(FabricGenerator, self).__init__(*args, **kwargs)',
  'def __init__(self, *args, **kwargs):\n        InfrahubGenerator.__init__(self, *args, **kwargs)',
  'def __init__(self, query, client, infrahub_node, branch="", root_directory="", generator_instance="", params=None):\n        super().__init__(query, client, infrahub_node, branch, root_directory, generator_instance, params)',
  'async def run(self, identifier, data=None):\n        await super().run(identifier=identifier, data=data)',
  'async def run(self, identifier, data=None):\n        async with self._init_client.start_tracking(identifier=identifier) as self.client:\n            await self.generate(data)',
  'async def collect_data(self):\n        data = await super().collect_data()\n        return data',
  'async def collect_data(self):\n        return await self._init_client.query_gql_query(name=self.query, update_group=True, subscribers=self.subscribers)',
])('silent: %s', async (methods) => {
  await checkDiagnostics(rule, withFile(file(methods)));
});

test("the __init__ of a mixin may be behind the SDK's own", async () => {
  const text = `from infrahub_sdk.generator import InfrahubGenerator


class Mixin:
    def __init__(self) -> None:
        self.made = []


class FabricGenerator(InfrahubGenerator, Mixin):
    async def generate(self, data: dict) -> None:
        pass
`;
  await checkDiagnostics(rule, withFile(text));
});

import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fixedFile, withFile } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'invalid-generate';

function file(header: string, body = 'self.logger.info("works")'): string {
  return `from infrahub_sdk.generator import InfrahubGenerator


class FabricGenerator(InfrahubGenerator):
    ${header}
        ${body}
`;
}

test.each([
  ['gen02-not-async', 'def generate(self, data: dict) -> None:', 'generate is not async'],
  ['gen02-other-parameter', 'async def generate(self, response: dict) -> None:', 'its parameter is called response'],
  ['gen02-no-parameter', 'async def generate(self) -> None:', 'takes no data'],
  ['gen02-no-self', 'async def generate(data: dict) -> None:', 'self is missing'],
  ['gen02-one-more', 'async def generate(self, data: dict, dry_run: bool) -> None:', 'dry_run is missing'],
  ['gen02-positional-only', 'async def generate(self, data: dict, /) -> None:', 'makes it positional'],
])('%s: %s', async (recorded, header, what) => {
  expect(recordedGenerator(recorded).error).toMatch(/^TypeError/);
  await checkDiagnostics(rule, marked(withFile(file(header)), 'def ', 'generate', `error ${rule}: ${what}`));
});

test('a generate that awaits without being async', async () => {
  const what = `error ${rule}: generate awaits and is not async, so Python cannot read the file`;
  for (const body of [
    'await self.client.all(kind="NetworkPod")',
    'async for each in self.pods():\n            return each',
  ]) {
    const source = withFile(file('def generate(self, data: dict) -> None:', body));
    await checkDiagnostics(rule, marked(source, 'def ', 'generate', what));
    await checkFix(rule, source, fixedFile(file('async def generate(self, data: dict) -> None:', body)));
  }
  const inner = 'async def build():\n            await self.client.all(kind="NetworkPod")\n        return build()';
  await checkDiagnostics(rule, withFile(file('def generate(self, data: dict):', inner)));
});

test('another method that awaits without being async', async () => {
  const methods = (def: string, body: string): string =>
    file(
      'async def generate(self, data: dict) -> None:',
      `await self.build(data)\n\n    ${def} build(self, data):\n        ${body}`,
    );
  const source = withFile(methods('def', 'return await self.client.all(kind="NetworkPod")'));
  const what = `error ${rule}: build awaits and is not async, so Python cannot read the file`;
  await checkDiagnostics(rule, marked(source, 'def ', 'build', what));
  await checkFix(rule, source, fixedFile(methods('async def', 'return await self.client.all(kind="NetworkPod")')));
  // Python takes both in an expression that makes a generator.
  for (const body of ['return (await each for each in data)', 'return (each async for each in data)'])
    await checkDiagnostics(rule, withFile(methods('def', body)));
});

test('a generate with yield', async () => {
  expect(recordedGenerator('gen02-yield').error).toContain('async_generator');
  for (const body of ['yield 1', 'x = yield 1']) {
    const source = withFile(file('async def generate(self, data: dict) -> None:', body));
    await checkDiagnostics(rule, marked(source, 'def ', 'generate', `error ${rule}: cannot be awaited`));
  }
});

test('no generate', async () => {
  expect(recordedGenerator('gen02-missing').error).toBeUndefined();
  expect(recordedGenerator('gen02-missing').mutations).toBeUndefined();
  const text = file('async def genrate(self, data: dict) -> None:');
  const source = withFile(text);
  await checkDiagnostics(
    rule,
    marked(source, 'class ', 'FabricGenerator', `error ${rule}: does nothing and reports success`),
  );
  await checkFix(rule, source, fixedFile(text.replace('genrate', 'generate')), 'Rename genrate to generate');
  const added = `${text}
    async def generate(self, data: dict) -> None:
        raise NotImplementedError
`;
  await checkFix(rule, source, fixedFile(added), 'Add generate');
});

test('the fixes', async () => {
  const good = file('async def generate(self, data: dict) -> None:');
  await checkFix(rule, withFile(file('def generate(self, data: dict) -> None:')), fixedFile(good));
  await checkFix(rule, withFile(file('async def generate(data: dict) -> None:')), fixedFile(good));
  await checkFix(rule, withFile(file('async def generate(self) -> None:')), fixedFile(good));
  expect(await fixTitles(rule, withFile(file('async def generate(self, response) -> None:')))).toEqual([]);
  expect(await fixTitles(rule, withFile(file('async def generate(self: "Fabric") -> None:')))).toEqual([]);
});

test.each([
  ['async def generate(self, data: dict) -> None:', 'pass'],
  ['async def generate(self, data):', 'return'],
  ['async def generate(self, *args, **kwargs) -> None:', 'print(args)'],
  ['async def generate(self, *, data: dict, dry_run: bool = False) -> None:', 'print(data)'],
  ['async def generate(self, data: dict[str, Any], limit=10):', 'print(data)'],
  ['async def generate(this, data: "dict" = {}, *rest):', 'print(data)'],
  ['def generate(self, data: dict):', 'return self.build(data)'],
  ['@measured\n    def generate(self, response):', 'print(response)'],
  [
    'async def generate(self, data: dict) -> None:',
    'def numbers():\n            yield 1\n        print(list(numbers()), (each async for each in data))',
  ],
  ['generate = build_generate()\n\n    def other(self):', 'print(1)'],
])('silent: %s %s', async (header, body) => {
  await checkDiagnostics(rule, withFile(file(header, body)));
});

test('a class that is still to be written, a base that is not there, an inherited generate', async () => {
  const head = 'from infrahub_sdk.generator import InfrahubGenerator\n\n\n';
  await checkDiagnostics(rule, withFile(`${head}class FabricGenerator(InfrahubGenerator):\n    pass\n`));
  const open = `from bundle import Base\n${head}class FabricGenerator(InfrahubGenerator, Base):\n    def other(self):\n        print(1)\n`;
  await checkDiagnostics(rule, withFile(open));
  const inherited = `from .base import Base\n\n\nclass FabricGenerator(Base):\n    def other(self):\n        print(1)\n`;
  const base = file('async def generate(self, data: dict) -> None:').replace('FabricGenerator', 'Base');
  await checkDiagnostics(rule, withFile(inherited, { '/generators/base.py': base }));
});

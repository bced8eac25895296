import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fixedFile, withFile } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'missing-method';
const mixin = {
  '/generators/mixin.py': 'class ChecksumMixin:\n    def calculate_checksum(self):\n        return "x"\n',
};

function file(body: string, { bases = 'InfrahubGenerator', head = '', rest = '' } = {}): string {
  return `from infrahub_sdk.generator import InfrahubGenerator
${head}

class FabricGenerator(${bases}):
    async def generate(self, data: dict) -> None:
        ${body}
${rest}`;
}

test('a helper without its mixin', async () => {
  expect(recordedGenerator('gen24-missing-method').error).toContain("no attribute 'calculate_checksum'");
  const text = file('value = self.calculate_checksum()');
  const source = withFile(text, mixin);
  await checkDiagnostics(rule, marked(source, '', 'self.calculate_checksum', `error ${rule}: The run fails here`));
  const mended = file('value = self.calculate_checksum()', {
    head: '\nfrom .mixin import ChecksumMixin\n',
    bases: 'InfrahubGenerator, ChecksumMixin',
  });
  await checkFix(rule, source, fixedFile(mended));
});

test('a slip, and a private one', async () => {
  expect(recordedGenerator('gen24-missing-private-method').error).toContain("no attribute '_create_spines'");
  const rest = '\n    async def _create_spines(self) -> None:\n        pass\n';
  const source = withFile(file('await self._create_spine()', { rest }));
  await checkDiagnostics(rule, marked(source, '', 'self._create_spine', `error ${rule}: method _create_spine.`));
  await checkFix(rule, source, fixedFile(file('await self._create_spines()', { rest })));
  const inner = withFile(file('async def one():\n            await self.two()\n        await one()'));
  await checkDiagnostics(rule, marked(inner, '', 'self.two', `error ${rule}: method two.`));
  expect(await fixTitles(rule, inner)).toEqual([]);
});

test.each([
  [
    'of the SDK',
    'await self.process_nodes(data)\n        self.logger.info(self.branch_name)\n        self.infrahub_node(client=self.client, schema=data)',
  ],
  ['set before', 'self.make = lambda: 1\n        self.make()'],
  ['set in a with', 'with open("x") as self.handle:\n            self.handle()'],
  ['unpacked', 'self.one, self.two = make()\n        self.one(self.two())'],
  ['set by name', 'setattr(self, "make", 1)\n        self.make()'],
  ['a dictionary', 'self.__dict__.update(data)\n        self.make()'],
  ['a method of Python', 'self.__str__()\n        self.__class__()'],
])('silent: %s', async (_name, body) => {
  await checkDiagnostics(rule, withFile(file(body)));
});

test.each([
  ['a class attribute', { rest: '\n    make = staticmethod(print)\n' }],
  ['a declared one', { rest: '\n    make: Callable\n' }],
  ['a property', { rest: '\n    @property\n    def make(self):\n        return print\n' }],
  ['any', { rest: '\n    def __getattr__(self, name):\n        return print\n' }],
  ['a base that is not here', { head: 'from bundle import Base\n', bases: 'InfrahubGenerator, Base' }],
  ['a base made by a call', { bases: 'InfrahubGenerator, make_base()' }],
])('silent: %s', async (_name, options) => {
  await checkDiagnostics(rule, withFile(file('self.make()', options)));
});

test('a method of a mixin that nobody calls here may need another base', async () => {
  const files = {
    '/generators/mixin.py':
      'class Mixin:\n    def used(self):\n        return 1\n\n    def other(self):\n        self.elsewhere()\n',
  };
  const options = { head: 'from .mixin import Mixin\n', bases: 'InfrahubGenerator, Mixin' };
  await checkDiagnostics(rule, withFile(file('self.used()', options), files));
  const source = withFile(file('self.other()', options), files);
  await checkDiagnostics(rule, marked(source, '', 'self.elsewhere', `error ${rule}: method elsewhere.`));
});

test('attributes of a base without methods, and files with syntax errors', async () => {
  const options = { head: 'from .base import Base\n', bases: 'InfrahubGenerator, Base' };
  const base = (text: string) => ({ '/generators/base.py': text });
  await checkDiagnostics(rule, withFile(file('self.make()', options), base('class Base:\n    make = print\n')));
  await checkDiagnostics(rule, withFile(file('self.make()', options), base('class Base:\n    pass\nclass (\n')));
});

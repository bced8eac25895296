import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix } from '../../support/check';
import { fixedFile, withFile } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'not-a-generator';
const ids = [rule, 'class-not-found'];
const base = { '/generators/base.py': 'class Base:\n    def names(self):\n        return []\n' };
const text = `from .base import Base


class FabricGenerator(Base):
    async def generate(self, data: dict) -> None:
        pass
`;

test('bases of other files, none of them a generator', async () => {
  expect(recordedGenerator('gen01-base-of-another-file').error).toContain('is not an Infrahub Generator');
  const what = `error ${rule}: the import of the repository fails`;
  await checkDiagnostics(ids, marked(withFile(text, base), 'class ', 'FabricGenerator', what));
});

test('the fix', async () => {
  await checkFix(
    rule,
    withFile(text, base),
    fixedFile(`from infrahub_sdk.generator import InfrahubGenerator

from .base import Base


class FabricGenerator(Base, InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        pass
`),
  );
});

test('a class that one file shows to be none is said once, at the entry', async () => {
  const source = withFile(text.replace('(Base)', '').replace('from .base import Base\n', ''), base);
  const config = 'class_name: ';
  await checkDiagnostics(ids, marked(source, config, 'FabricGenerator', 'error class-not-found: does not inherit'));
});

test('a base that the file neither defines nor imports', async () => {
  const real = 'from infrahub_sdk.generator import InfrahubGenerator\nclass Base(InfrahubGenerator):\n    pass\n';
  const files = { '/generators/base.py': real };
  const written = text.replace('pass', 'print(data)');
  const slip = written.replace('(Base)', '(Bas)');
  const what = `error ${rule}: FabricGenerator inherits from Bas, which this file neither defines nor imports. Did you mean Base?`;
  await checkDiagnostics(ids, marked(withFile(slip, files), 'FabricGenerator(', 'Bas', what));
  await checkFix(rule, withFile(slip, files), fixedFile(written));
  const generic = withFile(written.replace('(Base)', '(Base, Generic[int])'), files);
  const other = `error ${rule}: inherits from Generic, which this file neither`;
  await checkDiagnostics(ids, marked(generic, 'Base, ', 'Generic', other));
  await checkDiagnostics(ids, withFile(text.replace('(Base)', '(Bas)'), files));
});

test.each(['infrahub_sdk', 'infrahub_sdk.generators', 'infrahub_sdk.genrator'])(
  'the generator of %s',
  async (module) => {
    const file = (from: string): string =>
      `from ${from} import InfrahubGenerator\n\n\n${text.replace(/^[^]*?(?=class)/, '').replace('(Base)', '(InfrahubGenerator)')}`;
    const what = `warning ${rule}: the import of the repository fails: InfrahubGenerator is in infrahub_sdk.generator, not in ${module}`;
    await checkDiagnostics(ids, marked(withFile(file(module)), 'from ', module, what));
    await checkFix(rule, withFile(file(module)), fixedFile(file('infrahub_sdk.generator')));
    const tried = `try:\n    from infrahub_sdk.generator import InfrahubGenerator\nexcept ImportError:\n    ${file(module)}`;
    await checkDiagnostics(rule, withFile(tried));
  },
);

test('a generator of another package', async () => {
  await checkDiagnostics(
    rule,
    withFile(text.replace('.base import Base', 'bundle.generator import InfrahubGenerator as Base')),
  );
});

test.each([
  ['bound elsewhere', `try:\n    Bas = build()\nexcept Exception:\n    raise\n${text}`],
  ['of a star', `from bundle import *\n${text}`],
  ['a builtin', text],
  ['named in a text', `globals().update({"Bas": object})\n${text}`],
])('silent: a base that is %s', async (name, file) => {
  const bases = name === 'a builtin' ? '(dict, Base, Exception)' : '(Bas)';
  const generator = { '/generators/base.py': 'from other import Base\n' };
  await checkDiagnostics(rule, withFile(file.replace('(Base)', bases).replace(/pass$/m, 'print(data)'), generator));
});

test.each([
  ['an alias', 'from infrahub_sdk.generator import InfrahubGenerator as Base', ''],
  ['a module', 'import infrahub_sdk.generator as sdk\n\nBase = sdk.InfrahubGenerator', ''],
  ['a package', 'from bundle.base import Base', ''],
  ['a star', 'from bundle.base import *', ''],
  [
    'a base that is a generator',
    'from .base import Base',
    'from infrahub_sdk.generator import InfrahubGenerator\nclass Base(InfrahubGenerator):\n    pass\n',
  ],
  [
    'a base with another unknown',
    'from .base import Base',
    'from other import Unknown\nclass Base(Unknown):\n    pass\n',
  ],
  ['a base with syntax errors', 'from .base import Base', 'class Base(\n'],
  ['a re-export', 'from .base import Base', 'from infrahub_sdk.generator import InfrahubGenerator as Base\n'],
])('silent: %s', async (_name, imported, file) => {
  const files: Record<string, string> = file ? { '/generators/base.py': file } : {};
  await checkDiagnostics(rule, withFile(text.replace('from .base import Base', imported), files));
});

test('a class that a decorator or a call makes', async () => {
  await checkDiagnostics(rule, withFile(text.replace('class', '@register\nclass'), base));
  await checkDiagnostics(rule, withFile(text.replace('(Base)', '(make_base(Base))'), base));
  await checkDiagnostics(rule, withFile(text.replace('(Base)', '(Base, *MORE)'), base));
});

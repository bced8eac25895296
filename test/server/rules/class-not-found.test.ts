import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'class-not-found';
const accepted = (name: string): boolean => recordedInput('repositories', name).accepted;

/** A generator whose file has this text. */
const generator = (python: string, entry = 'class_name: MakeRack', mark = ''): string =>
  [
    '#- /generators/rack.py',
    ...python.split('\n'),
    '#- /.infrahub.yml',
    'generator_definitions:',
    '  - name: make_rack',
    '    query: rack',
    '    targets: racks',
    '    file_path: generators/rack.py',
    ...(entry ? [`    ${entry}`] : []),
    ...(mark ? [mark] : []),
    '',
  ].join('\n');

const sdk = 'from infrahub_sdk.generator import InfrahubGenerator\n';
const atName = '#               ^^^^^^^^ error class-not-found: ';

test('a class that is not there', async () => {
  expect(accepted('cfg09-class-not-in-file')).toBe(false);
  await checkDiagnostics(
    rule,
    generator(`${sdk}class Rack(InfrahubGenerator): ...`, undefined, `${atName}has no class MakeRack`),
  );
});

test('the default name', async () => {
  expect(accepted('cfg09-default-class-name')).toBe(false);
  expect(accepted('cfg09-default-class-name-good')).toBe(true);
  const mark =
    '#              ^^^^^^^^^^^^^^^^^^ error class-not-found: no class Generator, which is looked for without';
  await checkDiagnostics(rule, generator(`${sdk}class Rack(InfrahubGenerator): ...`, '', mark));
  await checkDiagnostics(rule, generator(`${sdk}class Generator(InfrahubGenerator): ...`, ''));
});

test('a class of the wrong kind, and a function', async () => {
  expect(accepted('cfg09-wrong-base-class')).toBe(false);
  expect(accepted('cfg09-check-class-as-generator')).toBe(false);
  expect(accepted('cfg09-class-is-a-function')).toBe(false);
  const wrong = `${atName}class MakeRack in generators/rack.py does not inherit from InfrahubGenerator`;
  await checkDiagnostics(rule, generator('class MakeRack: ...', undefined, wrong));
  await checkDiagnostics(rule, generator('class Base(object): ...\nclass MakeRack(Base): ...', undefined, wrong));
  await checkDiagnostics(
    rule,
    generator('from infrahub_sdk.checks import InfrahubCheck as C\nclass MakeRack(C): ...', undefined, wrong),
  );
  await checkDiagnostics(rule, generator('def MakeRack(): ...', undefined, `${atName}is a function, not a class`));
});

test.each([
  ['declared under a condition', `${sdk}if InfrahubGenerator:\n    class MakeRack(InfrahubGenerator): ...`],
  ['imported', 'from generators.base import MakeRack'],
  ['imported under another name', 'from generators.base import Rack as MakeRack'],
  ['maybe imported by a star', 'from generators.base import *'],
  ['assigned', `${sdk}class Rack(InfrahubGenerator): ...\nMakeRack = Rack`],
  ['assigned with others', 'Other, MakeRack = classes()'],
  ['assigned with a type', 'MakeRack: type = make()'],
  ['in a file with a syntax error', 'class MakeRac('],
  ['with a base of another file', 'from generators.base import Base\nclass MakeRack(Base): ...'],
  ['with a base that is an expression', 'class MakeRack(make()): ...'],
  ['with a generic base', 'class MakeRack(Base[int]): ...'],
  ['with a base through a module', 'import infrahub_sdk.generator as g\nclass MakeRack(g.InfrahubGenerator): ...'],
  ['declared twice', `${sdk}class MakeRack: ...\nclass MakeRack(InfrahubGenerator): ...`],
])('nothing is said about a class that is %s', async (_how, python) => {
  expect(accepted('cfg09-class-under-condition')).toBe(true);
  expect(accepted('cfg09-imported-class')).toBe(true);
  await checkDiagnostics(rule, generator(python));
});

test('the fix names a class of the file that fits', async () => {
  const python = `${sdk}class Helper: ...\nclass Rack(InfrahubGenerator): ...\nclass MakeRacks(Unknown): ...`;
  await checkFix(rule, generator(python), generator(python, 'class_name: MakeRacks').replace(/[^]*(?=#- \/\.)/, ''));
  await checkFix(
    rule,
    generator(python, ''),
    generator(python, 'class_name: Rack').replace(/[^]*(?=#- \/\.)/, ''),
    'Add class_name: Rack',
  );
});

test('the fix fills in a class_name without a value', async () => {
  const python = `${sdk}class Rack(InfrahubGenerator): ...`;
  await checkFix(
    rule,
    generator(python, 'class_name:'),
    generator(python, 'class_name: Rack').replace(/[^]*(?=#- \/\.)/, ''),
    'Change to Rack',
  );
});

test('or adds the class to a file that has none', async () => {
  await checkFix(
    rule,
    generator('import os\n'),
    `
#- /generators/rack.py
import os


from infrahub_sdk.generator import InfrahubGenerator


class MakeRack(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        raise NotImplementedError

#- /.infrahub.yml
${generator('').replace(/[^]*#- \/\.infrahub\.yml\n/, '')}`,
  );
});

test.each([
  ['from infrahub_sdk.generator import InfrahubGenerator', 'InfrahubGenerator'],
  ['from infrahub_sdk.generator import InfrahubGenerator as Base', 'Base'],
])('without a second import where the file has it: %s', async (statement, base) => {
  const python = `${statement}\n\n\nclass Other(${base}):\n    pass\n`;
  await checkFix(
    rule,
    generator(python),
    `
#- /generators/rack.py
${python}

class MakeRack(${base}):
    async def generate(self, data: dict) -> None:
        raise NotImplementedError
`,
    'Add class MakeRack to generators/rack.py',
  );
});

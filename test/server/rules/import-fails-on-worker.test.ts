import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { parseFixture } from '../../support/fixture';
import { fixedFile, generatorPath, withFile } from '../../support/generators';
import { openRepository } from '../../support/repository';
import { marked } from '../cascade/layers';

const rules = ['import-fails-on-worker', 'import-of-installed-package'];
const [rule = ''] = rules;
const modules = {
  '/generators/common.py': 'def names():\n    return []\n',
  '/generators/deep/__init__.py': '',
  '/generators/deep/more.py': 'def more():\n    return []\n',
  '/lib/naming.py': 'def names():\n    return []\n',
};

function file(imported: string, rest = ''): string {
  return `from __future__ import annotations

from infrahub_sdk.generator import InfrahubGenerator

${imported}


class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        ${rest || 'pass'}
`;
}

test('what the SDK does', () => {
  const error = (name: string): string | undefined => recordedGenerator(`gen32-${name}`).error;
  expect(error('absolute-same-folder-infrahubctl')).toBeUndefined();
  expect(error('absolute-same-folder-worker')).toContain("No module named 'generators'");
  expect(error('relative-same-folder-infrahubctl')).toBeUndefined();
  expect(error('relative-same-folder-worker')).toBeUndefined();
  expect(error('sibling-infrahubctl')).toContain("No module named 'common'");
  expect(error('sibling-worker')).toContain("No module named 'common'");
  expect(error('relative-other-folder-infrahubctl')).toContain('beyond top-level package');
  expect(error('relative-other-folder-worker')).toBeUndefined();
});

test.each([
  ['from generators.common import names', 'generators.common', 'from .common import names'],
  ['from generators import common', 'generators', 'from . import common'],
  ['from generators.deep.more import more', 'generators.deep.more', 'from .deep.more import more'],
  ['from generators.deep import more', 'generators.deep', 'from .deep import more'],
])('%s', async (imported, module, mended) => {
  const source = withFile(file(imported), modules);
  await checkDiagnostics(
    rules,
    marked(source, 'from ', module, `warning ${rule}: infrahubctl finds '${module}', the worker does not`),
  );
  await checkFix(rule, source, fixedFile(file(mended)));
});

test('modules that are imported whole, and those of another folder', async () => {
  const whole = withFile(file('import generators.common'), modules);
  await checkDiagnostics(rules, marked(whole, 'import ', 'generators.common', `warning ${rule}: the worker does not`));
  await checkFix(rule, whole, fixedFile(file('from . import common')));
  const other = withFile(file('from lib.naming import names'), modules);
  await checkDiagnostics(rules, marked(other, 'from ', 'lib.naming', `warning ${rule}: Import it relatively.`));
  expect(await fixTitles(rule, other)).toEqual([
    'Import from ..lib.naming (works on the worker, no longer with infrahubctl)',
  ]);
});

test('a module that is imported under a name of its own', async () => {
  const files = { ...modules, '/generators/deep/tools.py': 'x = 1\n' };
  const of = (text: string): string => withFile(file(text), files);
  const what = `warning ${rule}: Import from '.deep'.`;
  await checkDiagnostics(
    rules,
    marked(of('import generators.deep.tools as t'), 'import ', 'generators.deep.tools as t', what),
  );
  for (const [before, after] of [
    ['import generators.deep.tools as t  # keep', 'from .deep import tools as t  # keep'],
    ['import generators.deep.tools as tools', 'from .deep import tools'],
    ['import generators.common as c', 'from . import common as c'],
  ] as const)
    await checkFix(rule, of(before), fixedFile(file(after)));
  // Two names of one statement would need two.
  expect(await fixTitles(rule, of('import json, generators.common as c'))).toEqual([]);
});

test('a module that is called by its path', async () => {
  const text = (imported: string, name: string): string => `from infrahub_sdk.generator import InfrahubGenerator

${imported}  # what all share, generators.common


@${name}.tagged("generators")
class FabricGenerator(${name}.Mixin, InfrahubGenerator):
    """Not generators/common."""

    names = ${name}.names()

    async def generate(self, data: dict, how: ${name}.How = ${name}.DEFAULT) -> None:
        async def later(of=${name}):
            return [${name}.name_of(each) for each in f"{${name}.x}" if of]

        await later()
        self.generators = self.common = ${name}
`;
  const of = (imported: string, name: string): string => withFile(text(imported, name), modules);
  const before = of('import generators.common', 'generators.common');
  await checkFix(rule, before, fixedFile(text('from . import common', 'common')), 'Import from .');
  const crlf = (source: string): string => source.replaceAll('\n', '\r\n').replaceAll('    ', '\t');
  const after = fixedFile(crlf(text('from . import common', 'common')));
  await checkFix(rule, withFile(crlf(text('import generators.common', 'generators.common')), modules), after);
  const deep = of('import generators.deep.more', 'generators.deep.more');
  await checkFix(rule, deep, fixedFile(text('from .deep import more', 'more')), 'Import from .deep');
  const lib = of('import lib.naming', 'lib.naming');
  const title = 'Import from ..lib (works on the worker, no longer with infrahubctl)';
  expect(await fixTitles(rule, lib)).toEqual([title]);
});

test('a module whose own name is taken, and others of its package', async () => {
  const text = (imported: string, name: string, more = 'common = 1'): string =>
    file(imported, `${more}\n        return ${name}.names()`);
  const of = (...args: Parameters<typeof text>): string => withFile(text(...args), modules);
  await checkFix(
    rule,
    of('import generators.common', 'generators.common'),
    fixedFile(text('from . import common as generators_common', 'generators_common')),
  );
  const [one, other] = ['import generators.common', 'import generators.deep.more'];
  const both = of(`${one}\n${other}`, 'generators.common', 'generators.deep.more.more()');
  const { files } = parseFixture(both);
  const { service, uri } = await openRepository(files);
  const fixes = service.diagnostics(uri(generatorPath)).flatMap(({ finding }) => finding.fixes?.() ?? []);
  const written = fixes.map(({ edits }) => edits.map((edit) => ('newText' in edit ? edit.newText : '')));
  expect(written).toEqual([
    ['from . import common', 'common'],
    ['from .deep import more', 'more'],
  ]);
});

test.each([
  'return generators',
  'return generators.deep.more()',
  'generators = data',
  'x: "generators.common.How" = 1',
  'return getattr(generators, "common")',
  'return f"generators {data}"',
  'def later() -> generators.common.How: ...',
  'return dict(generators=1)',
])('no fix where something of the path cannot be followed: %s', async (line) => {
  expect(await fixTitles(rule, withFile(file('import generators.common', line), modules))).toEqual([]);
});

test('no fix of an import that is not at the top level, or in a broken file', async () => {
  const nested = file('if True:\n    import generators.common');
  expect(await fixTitles(rule, withFile(nested, modules))).toEqual([]);
  const broken = file('import generators.common', 'return (');
  expect(await fixTitles(rule, withFile(broken, modules))).toEqual([]);
});

test('beside the file, out of the folder, and not there', async () => {
  const beside = withFile(file('from common import names'), modules);
  await checkDiagnostics(
    rules,
    marked(beside, 'from ', 'common', `warning ${rule}: Neither infrahubctl nor the worker`),
  );
  await checkFix(rule, beside, fixedFile(file('from .common import names')));
  const out = withFile(file('from ..lib.naming import names'), modules);
  await checkDiagnostics(rules, marked(out, 'from ', '..lib.naming', `information ${rule}: infrahubctl does not`));
  const missing = withFile(file('from .commom import names'), modules);
  await checkDiagnostics(rules, marked(missing, 'from ', '.commom', `warning ${rule}: The repository has no module`));
});

test('in a helper, in a method, and once for two generators', async () => {
  const files = { ...modules, '/generators/common.py': 'from generators.deep import more\n' };
  const source = withFile(file('from .common import names'), {
    ...files,
    '/generators/generate_pod.py': file('from .common import names').replace('Fabric', 'Pod'),
  });
  await checkDiagnostics(rules, marked(source, 'from ', 'generators.deep', `warning ${rule}: Import from '.deep'.`));
  const inMethod = withFile(file('', 'from generators.common import names'), modules);
  await checkDiagnostics(rules, marked(inMethod, 'from ', 'generators.common', `warning ${rule}: the worker does not`));
});

test.each([
  'from .common import names',
  'from . import common',
  'from .deep.more import more',
  'from .deep import more',
  'import json\nfrom collections import deque',
  'import netaddr\nfrom netutils.ip import is_ip',
  'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from generators.common import names',
  'try:\n    from generators.common import names\nexcept ImportError:\n    from .common import names',
  'def later():\n    from generators.common import names',
])('silent: %s', async (imported) => {
  await checkDiagnostics(rules, withFile(file(imported), modules));
});

test('a folder that is called like a module of Python, and a name that the project requires', async () => {
  await checkDiagnostics(rules, withFile(file('import queue\nimport queue.x'), { '/queue/x.py': '' }));
  const required = { ...modules, '/requirements.txt': 'common>=2\n' };
  await checkDiagnostics(rules, withFile(file('from common import names'), required));
});

test.each([
  'import sys\nsys.path.append(str(Path(__file__).parent))\nfrom common import names',
  'import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))\nfrom generators.common import names',
])('silent where Python is told to look elsewhere', async (imported) => {
  await checkDiagnostics(rules, withFile(file(imported), modules));
});

test('a comment on the path changes nothing', async () => {
  const source = withFile(file('# no sys.path here\nfrom generators.common import names'), modules);
  await checkDiagnostics(rules, marked(source, 'from ', 'generators.common', `warning ${rule}: the worker does not`));
});

test('a module beside the file is there, also where the path of the file begins with a slash', async () => {
  const source = withFile(file('from .common import names'), modules);
  const absolute = source.replaceAll(`file_path: ${generatorPath.slice(1)}`, `file_path: ${generatorPath}`);
  expect(absolute).not.toBe(source);
  await checkDiagnostics(rules, absolute);
});

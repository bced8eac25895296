import { expect, test } from 'vitest';
import { checkAction, offersAt, titlesAt } from '../../support/checkAction';
import { bare, cursorAt, paths, unconnected } from './bare';

const id = 'addChecksumMixin';
const plain = bare('FabricGenerator', 'NetworkFabric');
const at = (text: string): string => unconnected({ [paths.fabric]: cursorAt(text, 'class Fabric') });

const mixin = `"""The checksum that one layer hands to the next."""

import hashlib
import json

# Raise it when the next layer has to run although the objects stay the same.
GENERATOR_VERSION = 1

# Left out of what is hashed: with them it would be another checksum on every run.
SIGNALS = frozenset({"checksum"})


class ChecksumMixin:
    """Adds the checksum to a generator."""

    def calculate_checksum(self) -> str:
        """Return a digest of all objects saved in this run and of their values.

        Ids alone would stay the same when only a value changes.
        """
        context = self.client.group_context
        saved_ids = set(context.related_group_ids + context.related_node_ids)
        content = [[node_id, self._values_of(node_id)] for node_id in sorted(saved_ids)]
        text = json.dumps([GENERATOR_VERSION, content], sort_keys=True, default=str)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def _values_of(self, node_id: str) -> dict:
        node = self.client.store.get(key=node_id, raise_when_missing=False)
        if node is None:
            return {}
        names = sorted(set(node._schema.attribute_names) - SIGNALS)
        return {name: getattr(node, name).value for name in names}
`;

/** The first layer with the mixin imported from a module beside it. */
function withMixin(text: string, module: string, name: string): string {
  return text
    .replace('import InfrahubGenerator\n', `import InfrahubGenerator\n\nfrom ${module} import ${name}\n`)
    .replace('(InfrahubGenerator)', `(InfrahubGenerator, ${name})`);
}

test('a new file beside the generator, where there is none', async () => {
  const after = withMixin(plain, '.checksum', 'ChecksumMixin');
  await checkAction(
    id,
    'in generators/checksum.py',
    at(plain),
    `#- ${paths.fabric}\n${after}#- /generators/checksum.py\n${mixin}`,
  );
});

test('tabs and single quotes go on in the new file', async () => {
  const style = (text: string): string => text.replaceAll('    ', '\t').replaceAll(/(?<!")"(?!")/g, "'");
  const text = style(plain.replace('pass', 'x = ["a", "b"]'));
  const after = withMixin(text, '.checksum', 'ChecksumMixin');
  await checkAction(
    id,
    'a checksum mixin',
    at(text),
    `#- ${paths.fabric}\n${after}#- /generators/checksum.py\n${style(mixin)}`,
  );
});

const own = `import hashlib


class Ключ:
    def digest(self) -> str:
        ids = sorted(self.client.group_context.related_node_ids)
        return hashlib.sha256(",".join(ids).encode("utf-8")).hexdigest()
`;

test.each([
  ['/generators/shared/keys.py', '.shared.keys'],
  ['/generators/keys.py', '.keys'],
  ['/generators/shared/__init__.py', '.shared'],
])('the mixin of the project in %s', async (path, module) => {
  const before = unconnected({ [path]: own, [paths.fabric]: cursorAt(plain, 'class') });
  await checkAction(id, 'Add Ключ of', before, `#- ${paths.fabric}\n${withMixin(plain, module, 'Ключ')}`);
});

test('not a mixin that a local run cannot import: in another folder of the root', async () => {
  const titles = await titlesAt(id, unconnected({ '/lib/keys.py': own, [paths.fabric]: cursorAt(plain, 'class') }));
  expect(titles).toEqual(['Add a checksum mixin to FabricGenerator, in generators/checksum.py']);
});

test('not a class that is a generator itself', async () => {
  const base = own.replace('class Ключ:', 'class Ключ(InfrahubGenerator):');
  const titles = await titlesAt(
    id,
    unconnected({ '/generators/keys.py': base, [paths.fabric]: cursorAt(plain, 'class') }),
  );
  expect(titles).toEqual(['Add a checksum mixin to FabricGenerator, in generators/checksum.py']);
});

test('another name where a package of this name would be imported instead', async () => {
  const files = { '/generators/checksum/__init__.py': '', [paths.fabric]: cursorAt(plain, 'class') };
  const after = withMixin(plain, '.checksum_mixin', 'ChecksumMixin');
  const before = unconnected(files);
  await checkAction(
    id,
    'in generators/checksum_mixin.py',
    before,
    `#- ${paths.fabric}\n${after}#- /generators/checksum_mixin.py\n${mixin}`,
  );
});

test.each(['@property', '@functools.cached_property', '@staticmethod', '@classmethod'])(
  'not a mixin whose checksum cannot be called so: %s',
  async (decorator) => {
    const text = own.replace('    def digest', `    ${decorator}\n    def digest`);
    const before = unconnected({ '/generators/keys.py': text, [paths.fabric]: cursorAt(plain, 'class') });
    expect(await titlesAt(id, before)).toEqual(['Add a checksum mixin to FabricGenerator, in generators/checksum.py']);
  },
);

test.each(['@property\n    def', 'async def'])('a method of another name, where the class has %s', async (def) => {
  const text = `${plain}\n    ${def} calculate_checksum(self) -> str:\n        return ""\n`;
  const renamed = mixin.replace('calculate_checksum', 'calculate_run_checksum');
  const after = `#- ${paths.fabric}\n${withMixin(text, '.checksum', 'ChecksumMixin')}#- /generators/checksum.py\n${renamed}`;
  await checkAction(id, 'in generators/checksum.py', at(text), after);
});

test('not a mixin whose checksum a method of the class hides', async () => {
  const text = `${plain}\n    @property\n    def digest(self) -> str:\n        return ""\n`;
  const before = unconnected({ '/generators/keys.py': own, [paths.fabric]: cursorAt(text, 'class') });
  expect(await titlesAt(id, before)).toEqual(['Add a checksum mixin to FabricGenerator, in generators/checksum.py']);
});

test('the package that other files import', async () => {
  const other = 'from bundle.keys import Ключ\n';
  const before = unconnected({
    '/src/bundle/keys.py': own,
    '/generators/other.py': other,
    [paths.fabric]: cursorAt(plain, 'class'),
  });
  const after = plain
    .replace('from infrahub', 'from bundle.keys import Ключ\nfrom infrahub')
    .replace('(InfrahubGenerator)', '(InfrahubGenerator, Ключ)');
  await checkAction(id, 'Add Ключ of src/bundle/keys.py', before, `#- ${paths.fabric}\n${after}`);
});

test('in the same file, for a generator at the root of the repository', async () => {
  const config = unconnected().replaceAll('generators/generate_fabric.py', 'generate_fabric.py');
  const files = config.replace(plain, cursorAt(`import os\n\n${plain}`, 'class'));
  const titles = await titlesAt(id, files);
  expect(titles).toEqual(['Add a checksum mixin to FabricGenerator, in this file']);
  const [head = '', body = ''] = mixin.split('\n\n\n');
  const after = `import hashlib\nimport json\nimport os\n\n${plain}`
    .replace('import InfrahubGenerator\n', `import InfrahubGenerator\n\n${head.slice(head.indexOf('# Raise'))}\n`)
    .replace('class Fabric', `${body}\n\nclass Fabric`)
    .replace('(InfrahubGenerator)', '(InfrahubGenerator, ChecksumMixin)');
  await checkAction(id, 'in this file', files, `#- /generate_fabric.py\n${after}`);
});

test.each([
  ['class FabricGenerator(InfrahubGenerator):\n', 'class FabricGenerator(InfrahubGenerator, ChecksumMixin):\n'],
  [
    'class FabricGenerator(\n    InfrahubGenerator,  # of the SDK\n):\n    pass\n',
    'class FabricGenerator(\n    InfrahubGenerator,\n    ChecksumMixin,  # of the SDK\n):\n    pass\n',
  ],
  [
    'class FabricGenerator(InfrahubGenerator, metaclass=Meta):  # one\n    pass\n',
    'class FabricGenerator(InfrahubGenerator, ChecksumMixin, metaclass=Meta):  # one\n    pass\n',
  ],
  [
    'class FabricGenerator(InfrahubGenerator, OneOfTheMixinsOfThisRepository, AnotherOfThem):\n    pass\n',
    'class FabricGenerator(\n    InfrahubGenerator,\n    OneOfTheMixinsOfThisRepository,\n    AnotherOfThem,\n    ChecksumMixin,\n):\n    pass\n',
  ],
])('the header %j', async (header, expected) => {
  const head = 'from infrahub_sdk.generator import InfrahubGenerator\n\n\n';
  const [made] = await offersAt(id, at(head + header));
  const texts = (made?.offer.edits() ?? []).flatMap((edit) => ('at' in edit ? [edit] : []));
  const text = texts
    .toSorted((one, other) => other.at.range.start - one.at.range.start)
    .reduce(
      (now, { at: { range }, newText }) => now.slice(0, range.start) + newText + now.slice(range.end),
      head + header,
    );
  expect(text).toContain(expected);
});

test.each([
  ['it inherits one', withMixin(plain, '.keys', 'Ключ')],
  ['it has a method of that name', `${plain}\n    def calculate_checksum(self):\n        return "x"\n`],
  ['no generator', 'class FabricGenerator(Base):\n    pass\n'],
  ['an unfinished header', plain.replace('(InfrahubGenerator):', '(InfrahubGenerator')],
])('nothing: %s', async (_, text) => {
  const config = unconnected({ '/generators/keys.py': own, [paths.fabric]: cursorAt(text, 'class Fabric') });
  const files = text.includes('(Base)') ? config.replace('class_name: FabricGenerator', 'class_name: Other') : config;
  expect(await titlesAt(id, files)).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import type { ModuleLookup, PythonSource } from '../../../server/src/model/generators/evaluate/world';
import { moduleCandidates } from '../../../server/src/model/generators/moduleCandidates';
import { pythonFacts } from '../../../server/src/model/generators/pythonFacts';
import { resolveClass, type ResolvedClass } from '../../../server/src/model/generators/resolveClass';

/** Resolves a class of the first file, with the other files at hand. */
function resolve(files: Record<string, string>, name: string): ResolvedClass {
  const sources = new Map<string, PythonSource>();
  for (const [file, text] of Object.entries(files)) sources.set(file, { file, facts: pythonFacts(text) });
  const lookup: ModuleLookup = ({ module, level, from }) => {
    for (const candidate of moduleCandidates(from, module, level)) {
      const source = sources.get(candidate);
      if (source) return source;
    }
    return undefined;
  };
  const [first] = sources.values();
  const resolved = first && resolveClass(first, name, lookup);
  if (!resolved) throw new Error(`There is no class ${name}.`);
  return resolved;
}

const mixin = `import hashlib
class GeneratorMixin:
    def calculate_checksum(self):
        ids = self.client.group_context.related_node_ids
        return hashlib.sha256(",".join(sorted(ids)).encode()).hexdigest()
    async def signal(self, nodes):
        for node in nodes:
            if node.checksum.value != self.calculate_checksum():
                node.checksum.value = self.calculate_checksum()
                await node.save(allow_upsert=True)
`;

it.each(['InfrahubGenerator as Base', 'Base'])('a base that is imported as %s', (imported) => {
  const text = `from infrahub_sdk.generator import ${imported}\nclass A(Base):\n    async def generate(self, data):\n        pass\n`;
  expect(resolve({ 'generators/a.py': text }, 'A').isGenerator).toBe(imported !== 'Base');
});

describe('inheritance across files', () => {
  const generator = (importLine: string) => `from infrahub_sdk.generator import InfrahubGenerator
${importLine}
class PodGenerator(InfrahubGenerator, GeneratorMixin):
    async def generate(self, data):
        await self.signal(await self.client.all("LocationRack"))
`;

  it.each([
    ['relative', 'from .common import GeneratorMixin', 'generators/common.py'],
    ['from the root', 'from generators.common import GeneratorMixin', 'generators/common.py'],
    ['src layout', 'from bundle.mixin import GeneratorMixin', 'src/bundle/mixin.py'],
    ['package', 'from .common import GeneratorMixin', 'generators/common/__init__.py'],
  ])('a mixin is found: %s', (_name, line, file) => {
    const resolved = resolve({ 'generators/pod.py': generator(line), [file]: mixin }, 'PodGenerator');
    expect(resolved.writes.map((write) => [write.kind, write.attribute, write.tracked, write.file])).toEqual([
      ['LocationRack', 'checksum', true, file],
    ]);
    expect(resolved.saves.map((save) => save.unsafe)).toEqual([true]);
    expect([resolved.unknown, resolved.openBases, resolved.isGenerator]).toEqual([false, [], true]);
    expect(resolved.usesChecksum).toBe(true);
  });

  it('a name passed on by a package is followed', () => {
    const resolved = resolve(
      {
        'generators/pod.py': generator('from .common import GeneratorMixin'),
        'generators/common/__init__.py': 'from .mixin import GeneratorMixin\n',
        'generators/common/mixin.py': mixin,
      },
      'PodGenerator',
    );
    expect(resolved.writes).toHaveLength(1);
  });

  it('without the file nothing is concluded', () => {
    const resolved = resolve({ 'generators/pod.py': generator('from bundle import GeneratorMixin') }, 'PodGenerator');
    expect([resolved.unknown, resolved.openBases, resolved.writes]).toEqual([true, ['GeneratorMixin'], []]);
    expect(resolved.missingMethods).toEqual([]);
  });

  it('generate may be inherited, and super() reaches the base', () => {
    const files = {
      'a.py': `from base import Base
class A(Base):
    KIND = "NetworkPod"
    async def mark(self, pod):
        await super().mark(pod)
        pod.extra.value = 1
        await pod.save()
`,
      'base.py': `from infrahub_sdk.generator import InfrahubGenerator
class Base(InfrahubGenerator):
    async def generate(self, data):
        for pod in await self.client.all(self.KIND):
            await self.mark(pod)
    async def mark(self, pod):
        pod.x.value = "a"
`,
    };
    const resolved = resolve(files, 'A');
    expect(resolved.writes.map((write) => [write.kind, write.attribute, write.file])).toEqual([
      ['NetworkPod', 'x', 'base.py'],
      ['NetworkPod', 'extra', 'a.py'],
    ]);
    expect([resolved.isGenerator, resolved.stub]).toEqual([true, false]);
  });

  it('a class that works for the generator is followed, with what it was given', () => {
    const files = {
      'a.py': `from infrahub_sdk.generator import InfrahubGenerator
from .creator import Creator
class A(InfrahubGenerator):
    async def generate(self, data):
        creator = Creator(client=self.client, kind="NetworkPod")
        await creator.mark()
`,
      'creator.py': `from .names import STATUS
class Creator:
    def __init__(self, client, kind):
        self.client = client
        self.kind = kind
    async def mark(self):
        pod = await self.client.get(kind=self.kind)
        pod.status.value = STATUS
        await pod.save()
`,
      'names.py': 'STATUS = "ready"\n',
    };
    const resolved = resolve(files, 'A');
    expect(resolved.writes.map((write) => [write.kind, write.attribute, write.constant, write.tracked])).toEqual([
      ['NetworkPod', 'status', 'ready', true],
    ]);
  });

  it('bases that inherit from each other end', () => {
    expect(resolve({ 'a.py': 'class A(B): pass\nclass B(A):\n    async def generate(self): pass\n' }, 'A').stub).toBe(
      true,
    );
  });

  it('an unknown name resolves to nothing', () => {
    expect(resolveClass({ file: 'a.py', facts: pythonFacts('x = 1') }, 'A', () => undefined)).toBeUndefined();
  });
});

describe('moduleCandidates', () => {
  it.each<[string, string, number, string[]]>([
    ['generators/a.py', 'common', 1, ['generators/common.py', 'generators/common/__init__.py']],
    ['generators/a.py', '', 1, ['generators.py', 'generators/__init__.py']],
    ['x/generators/a.py', 'lib.b', 2, ['x/lib/b.py', 'x/lib/b/__init__.py']],
    ['generators/a.py', 'b', 2, ['b.py', 'b/__init__.py']],
    ['generators/a.py', 'b', 3, []],
    ['a.py', '', 0, []],
  ])('%s imports %s at level %i', (importer, module, level, expected) => {
    expect(moduleCandidates(importer, module, level)).toEqual(expected);
  });

  it('absolute names: root first, then src, then the folders above the importer', () => {
    expect(moduleCandidates('g/h/a.py', 'm', 0).filter((file) => !file.includes('__init__'))).toEqual([
      'm.py',
      'src/m.py',
      'g/h/m.py',
      'g/m.py',
    ]);
  });
});

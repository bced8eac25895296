import { expect, test } from 'vitest';
import { pythonFacts } from '../../../server/src/model/generators/pythonFacts';
import { parseFixture } from '../../support/fixture';
import { openRepository } from '../../support/repository';
import { layers } from '../cascade/layers';

const path = '/generators/generate_fabric.py';

/** A generator with these lines before a created device, and what follows it. */
function generatorWith(lines: string, head = ''): string {
  const body = lines.split('\n').map((line) => (line ? `        ${line}\n` : '\n'));
  return `from infrahub_sdk.generator import InfrahubGenerator
${head}

class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        name = data["NetworkFabric"]["edges"][0]["node"]["name"]["value"]
${body.join('')}        device = await self.client.create(kind="NetworkDevice", name=f"{name}-1")
        await device.save(allow_upsert=True)

    async def last(self) -> None:
        pass


class Other:
    pass
`;
}

async function findingsOf(text: string): Promise<string[]> {
  const { service, uri } = await openRepository(parseFixture(layers({ files: { [path]: text } })).files);
  const found = service.diagnostics(uri(path)).map(({ finding, message }) => `${finding.rule.id}: ${message}`);
  // True, and about other classes.
  return found.filter((each) => !each.startsWith('unregistered-file'));
}

type Case = readonly [what: string, lines: string];

const syntax: readonly Case[] = [
  ['3.8 walrus', 'if (count := len(data)) > 1:\n    self.logger.info(count)'],
  ['3.8 positional only parameters', 'def inner(a, /, b, *, c):\n    return a'],
  ['3.8 = in a format string', 'self.logger.info(f"{name=} {name!r:>10}")'],
  ['3.9 union of mappings', 'merged = {"a": 1} | {**data}\nmerged |= data'],
  ['3.9 any expression as decorator', '@(lambda f: f)\ndef inner():\n    return 1'],
  [
    '3.10 parentheses of with',
    'with (\n    open("a") as one,\n    open("b") as two,\n):\n    self.logger.info(one, two)',
  ],
  ['3.10 match with empty parentheses', 'match data:\n    case str():\n        pass'],
  [
    '3.10 match',
    'match data:\n    case {"a": [first, *rest]} if first:\n        self.logger.info(rest)\n    case int(x) | None:\n        self.logger.info(x)\n    case _:\n        pass',
  ],
  ['3.10 soft keywords as names', 'match = 1\ncase = match\ntype = case\nself.logger.info(match, type)'],
  [
    '3.11 groups of exceptions',
    'try:\n    self.logger.info("a")\nexcept* ValueError as group:\n    raise RuntimeError("b") from group',
  ],
  ['3.11 unpacking in an index', 'self.logger.info(data[*name])'],
  ['3.12 quotes of the same kind inside', 'self.logger.info(f"{data["a"]} {f"{name}"}")'],
  ['3.12 lines and comments inside', 'self.logger.info(f"{\n    name  # why\n}")'],
  ['3.12 type parameters', 'type Names[T] = list[T]\ndef inner[T: (int, str), *Ts, **P](a: T) -> T:\n    return a'],
  ['3.13 defaults of type parameters', 'def inner[T = int](a: T) -> T:\n    return a'],
  ['3.14 template strings', 'self.logger.info(t"{data["a"]} b")\ntext = t"{name}" rt"\\d"'],
  [
    '3.14 except without parentheses',
    'try:\n    self.logger.info("a")\nexcept ValueError, TypeError:\n    raise RuntimeError("b")',
  ],
  [
    'asynchronous loops',
    'names = [x async for x in self.rows() if await x]\nasync for row in self.rows():\n    self.logger.info(row)',
  ],
  [
    'other statements',
    'global counter\nassert data, "no data"\ndel data["a"]\ncounter = 1; other = 2\nx = 1 + \\\n    2',
  ],
  ['3.8 positional only parameters of a lambda', 'inner = lambda a, /, b=1, *, c=lambda: 2: a\nlast = lambda a, /: a'],
  [
    '3.9 decorators of several lines',
    '@checks[0].of(\n    "a",  # why\n)(2)\n@(found := checks)\ndef inner():\n    return 1',
  ],
  ['3.9 unpacking in a loop', 'for row in *data, *name:\n    self.logger.info(row)'],
  [
    '3.10 several subjects',
    'match data, name:\n    case {"a": 1}, str(n):\n        pass\nmatch data,:\n    case _:\n        pass',
  ],
  [
    '3.10 empty patterns',
    'match data:\n    case [] | {} | ():\n        pass\n    case list([], rest={}) | dict():\n        pass',
  ],
  [
    '3.10 parentheses of an asynchronous with',
    'async with (self.lock(")") as one, name as two):\n    pass\nwith (open("a")) as three:\n    pass',
  ],
  ['3.11 unpacking in an annotation', 'def inner(*rows: *tuple[int, ...]) -> None:\n    return None'],
  [
    '3.12 nested quotes, escapes and formats',
    'self.logger.info(f"{"\\n".join(data)} {name!r:>{len(data)}} {f"{f"{1}"}"} {"a" if name else "b"} {{}}")',
  ],
  [
    '3.13 defaults of all type parameters',
    'type Pair[T = int, *Ts = *tuple[int], **P = [int]] = dict[T, P]\nclass Inner[T: int = "a, b"](list[T]):\n    pass',
  ],
  [
    '3.14 names of later as annotations',
    'rows: Later | None = None\ndef inner(a: Later = None) -> Later[int]:\n    return a',
  ],
  ['3.14 return in finally', 'def inner():\n    try:\n        return 1\n    finally:\n        return 2'],
  ['form feeds', '\f\ncount = 1'],
  ['names that are not ASCII', 'größe = data["größe"]\n名前 = größe\nself.logger.info(名前)'],
];

test.each(syntax)('%s', async (_, lines) => {
  const text = generatorWith(lines);
  const facts = pythonFacts(text);
  expect(facts.broken).toBe(false);
  expect(facts.complete).toBe(true);
  expect(facts.classes.map(({ name }) => name)).toEqual(['FabricGenerator', 'Other']);
  expect(facts.classes[0]?.methods.map(({ name }) => name)).toEqual(['generate', 'last']);
  expect(facts.classes[0]?.creates.map(({ kind, tracked }) => [kind, tracked])).toEqual([['NetworkDevice', true]]);
  expect((await findingsOf(text)).filter((found) => !found.startsWith('missing-method'))).toEqual([]);
});

const work = `pod = await self.client.get(kind="NetworkPod", id=name)
pod.name.value = "a"
await pod.save(update_group_context=False)
leaf = await self.client.create(kind="NetworkDevice", name="leaf")
await leaf.save(allow_upsert=True)`;

/** What is done in the blocks of newer Python is seen, under the right kinds; `WORK` stands for it. */
test.each([
  ['match', 'match data:\n    case {"a": [first, *rest], **more} if first:\n        WORK\n    case _:\n        pass'],
  [
    'match behind an empty pattern',
    'match data, name:\n    case str(), []:\n        pass\n    case {}, ():\n        WORK',
  ],
  ['except*', 'try:\n    WORK\nexcept* (ValueError, TypeError) as group:\n    raise'],
  ['what except* does', 'try:\n    pass\nexcept* ValueError:\n    WORK'],
  ['except without parentheses', 'try:\n    pass\nexcept ValueError, TypeError:\n    WORK\nfinally:\n    pass'],
  ['finally with a return', 'try:\n    WORK\nfinally:\n    return'],
  ['with in parentheses', 'with (\n    open("a") as one,  # why\n    open("b") as two,\n):\n    WORK'],
  ['with in parentheses, Windows', 'async with (\r\n    a() as one,\r\n):\r\n    WORK'],
  ['a loop over unpacked values', 'for row in *data, *name:\n    WORK'],
  ['a walrus', 'if (count := len(data)) > 1:\n    WORK'],
  ['behind defaults of type parameters', 'def inner[*Ts = *tuple[int], **P = [int]](*a: *Ts) -> None:\n    pass\nWORK'],
  ['an asynchronous loop', 'async for row in data:\n    WORK'],
])('what is done: %s', (_, lines) => {
  const indented = lines.replace(/^( *)WORK$/m, (_line, indent: string) => work.replace(/^/gm, indent));
  const facts = pythonFacts(generatorWith(indented));
  expect(facts.broken).toBe(false);
  const [cls] = facts.classes;
  expect(cls?.creates.map(({ kind, tracked }) => [kind, tracked])).toContainEqual(['NetworkDevice', true]);
  expect(cls?.creates[0]?.attributes[0]).toMatchObject({ name: 'name', constant: 'leaf' });
  expect(cls?.writes).toMatchObject([{ kind: 'NetworkPod', attribute: 'name', constant: 'a', tracked: false }]);
  expect(cls?.unknowns).toEqual([]);
});

/** Python of no version: the rules and commands that need a whole file have to know. */
test.each([
  'match data, name\n    case 1:\n        pass',
  'match data:\n    case [:\n        pass',
  'match data:\n    case str(:\n        pass',
  'with (open("a") as one:\n    pass',
  'with (open("a") as one)\n    pass',
  '@\ndef inner():\n    pass',
  '@(lambda f: f\ndef inner():\n    pass',
  'def inner[T = ](a):\n    pass',
  'name[*]',
  'inner = lambda a, /',
  'def inner(*a: *):\n    pass',
])('%j is broken, and hides nothing of the class', (lines) => {
  const facts = pythonFacts(generatorWith(lines));
  expect(facts.broken).toBe(true);
  expect(facts.classes.map(({ name }) => name)).toEqual(['FabricGenerator', 'Other']);
  expect(facts.classes[0]?.methods.map(({ name }) => name)).toEqual(['generate', 'last']);
});

test.each([
  [
    'class FabricGenerator[T: dict = dict, *Ts = *tuple[int]](InfrahubGenerator):',
    'async def generate(self, data: dict) -> None:',
  ],
  [
    'class FabricGenerator(InfrahubGenerator[Later], flag=True):',
    'async def generate(self, /, data: Later = None) -> Later:',
  ],
  [
    '@checks[0]("a")\nclass FabricGenerator(InfrahubGenerator):',
    '@(lambda f: f)\n    async def generate(self, data: dict) -> None:',
  ],
  [
    '@(lambda c: c)\nclass FabricGenerator(InfrahubGenerator):',
    'async def generate[T = int](self, data: T, *rows: *Ts) -> None:',
  ],
  [
    'class FabricGenerator(\n    # why\n    InfrahubGenerator,\n):',
    '@tries(\n        times=(3),\n    )(2)\n    async def generate(self, data):',
  ],
])('headers of newer Python: %j, %j', async (cls, method) => {
  const text = generatorWith('pass')
    .replace('class FabricGenerator(InfrahubGenerator):', cls)
    .replace('async def generate(self, data: dict) -> None:', method);
  const facts = pythonFacts(text);
  expect(facts.broken).toBe(false);
  expect(facts.classes[0]).toMatchObject({ name: 'FabricGenerator', bases: ['InfrahubGenerator'] });
  expect(facts.classes[0]?.methods).toMatchObject([{ name: 'generate', async: true }, { name: 'last' }]);
  expect(facts.classes[0]?.creates.map(({ kind, tracked }) => [kind, tracked])).toEqual([['NetworkDevice', true]]);
  expect(await findingsOf(text)).toEqual([]);
});

test('generic classes', async () => {
  const text = generatorWith('pass').replace('FabricGenerator(', 'FabricGenerator[T](');
  expect(pythonFacts(text).classes[0]).toMatchObject({ name: 'FabricGenerator', bases: ['InfrahubGenerator'] });
  expect(await findingsOf(text)).toEqual([]);
});

test.each<[string, (text: string) => string]>([
  ['tabs', (text) => text.replaceAll('    ', '\t')],
  ['two spaces', (text) => text.replaceAll('    ', '  ')],
  ['line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
  ['a byte order mark', (text) => `\ufeff${text}`],
  ['no line end', (text) => text.trimEnd()],
  ['an encoding', (text) => `# -*- coding: utf-8 -*-\n${text}`],
])('%s', async (_, change) => {
  const text = change(generatorWith('if data:\n    self.logger.info("a")'));
  const facts = pythonFacts(text);
  expect(facts.broken).toBe(false);
  const [cls] = facts.classes;
  expect(cls && text.slice(cls.nameRange.start, cls.nameRange.end)).toBe('FabricGenerator');
  expect(cls?.methods.map(({ nameRange: { start, end } }) => text.slice(start, end))).toEqual(['generate', 'last']);
  expect(cls?.creates.map(({ kind, tracked }) => [kind, tracked])).toEqual([['NetworkDevice', true]]);
  expect(await findingsOf(text)).toEqual([]);
});

test.each<[string, string, string]>([
  [
    'a helper for a sync client',
    'from infrahub_sdk import InfrahubClientSync',
    `def load(client: InfrahubClientSync) -> list:
    racks = client.filters(kind="LocationRack")
    for rack in racks:
        rack.save()
    return racks
`,
  ],
  [
    'a script beside the generator',
    'from infrahub_sdk import Config, InfrahubClient',
    `async def main() -> None:
    client = await InfrahubClient.init(config=Config(default_branch="main"))
    await client.all(kind="LocationRack")
`,
  ],
  [
    'a transform in the same file',
    'from infrahub_sdk.transforms import InfrahubTransform',
    `class Report(InfrahubTransform):
    query = "report"

    async def transform(self, data):
        return data["LocationRack"]["edges"][0]["node"]
`,
  ],
  [
    'a check in the same file',
    'from infrahub_sdk.checks import InfrahubCheck',
    `class Names(InfrahubCheck):
    query = "names"

    def validate(self, data):
        self.log_error(message="bad")
`,
  ],
])('%s', async (_, head, more) => {
  const text = `${generatorWith('pass', head)}\n\n${more}`;
  expect(pythonFacts(text).broken).toBe(false);
  expect(await findingsOf(text)).toEqual([]);
});

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

/** Whether the parser of today knows it; what it does not know is unknown to the rules, and nothing more. */
type Case = readonly [what: string, lines: string, known?: boolean];

const syntax: readonly Case[] = [
  ['3.8 walrus', 'if (count := len(data)) > 1:\n    self.logger.info(count)'],
  ['3.8 positional only parameters', 'def inner(a, /, b, *, c):\n    return a'],
  ['3.8 = in a format string', 'self.logger.info(f"{name=} {name!r:>10}")'],
  ['3.9 union of mappings', 'merged = {"a": 1} | {**data}\nmerged |= data'],
  ['3.9 any expression as decorator', '@(lambda f: f)\ndef inner():\n    return 1', false],
  [
    '3.10 parentheses of with',
    'with (\n    open("a") as one,\n    open("b") as two,\n):\n    self.logger.info(one, two)',
    false,
  ],
  ['3.10 match with empty parentheses', 'match data:\n    case str():\n        pass', false],
  [
    '3.10 match',
    'match data:\n    case {"a": [first, *rest]} if first:\n        self.logger.info(rest)\n    case int(x) | None:\n        self.logger.info(x)\n    case _:\n        pass',
  ],
  ['3.10 soft keywords as names', 'match = 1\ncase = match\ntype = case\nself.logger.info(match, type)'],
  [
    '3.11 groups of exceptions',
    'try:\n    self.logger.info("a")\nexcept* ValueError as group:\n    raise RuntimeError("b") from group',
  ],
  ['3.11 unpacking in an index', 'self.logger.info(data[*name])', false],
  ['3.12 quotes of the same kind inside', 'self.logger.info(f"{data["a"]} {f"{name}"}")'],
  ['3.12 lines and comments inside', 'self.logger.info(f"{\n    name  # why\n}")'],
  ['3.12 type parameters', 'type Names[T] = list[T]\ndef inner[T: (int, str), *Ts, **P](a: T) -> T:\n    return a'],
  ['3.13 defaults of type parameters', 'def inner[T = int](a: T) -> T:\n    return a', false],
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
  ['names that are not ASCII', 'größe = data["größe"]\n名前 = größe\nself.logger.info(名前)'],
];

test.each(syntax.map(([what, lines, known = true]) => [what, lines, known] as const))('%s', async (_, lines, known) => {
  const text = generatorWith(lines);
  const facts = pythonFacts(text);
  expect(facts.broken).toBe(!known);
  expect(facts.complete).toBe(true);
  expect(facts.classes.map(({ name }) => name)).toEqual(['FabricGenerator', 'Other']);
  expect(facts.classes[0]?.methods.map(({ name }) => name)).toEqual(['generate', 'last']);
  expect(facts.classes[0]?.creates.map(({ kind, tracked }) => [kind, tracked])).toEqual([['NetworkDevice', true]]);
  expect((await findingsOf(text)).filter((found) => !found.startsWith('missing-method'))).toEqual([]);
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

import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fixedFile, withFile } from '../../support/generators';
import { layers, marked } from '../cascade/layers';

const rule = 'allocation-without-identifier';

test.each([
  ['allocate_next_ip_address', '(resource_pool=pool)', 'another address'],
  ['allocate_next_ip_prefix', '(pool, prefix_length=31)', 'another prefix'],
  ['allocate_next_ip_address', '(pool, identifier=None)', 'another address'],
])('%s%s', async (call, args, what) => {
  const fabric = `
pool = await self.client.get(kind="CoreIPAddressPool", name__value="loopbacks")
address = await self.client.${call}${args}
`;
  const message = `information ${rule}: Without an identifier every run takes ${what}`;
  await checkDiagnostics(rule, marked(layers({ fabric }), 'self.client.', call, message));
});

test.each([
  'allocate_next_ip_address(pool, identifier=target_id)',
  'allocate_next_ip_prefix(pool, None, target_id)',
  'allocate_next_ip_prefix(pool, **options)',
  'allocate_next_ip_prefix(*options)',
])('%s', async (call) => {
  await checkDiagnostics(rule, layers({ fabric: `address = await self.client.${call}` }));
});

/** A generator that reads its target and pools, with these lines. */
function text(lines: string): string {
  return `from infrahub_sdk.generator import InfrahubGenerator


class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        fabric = data["NetworkFabric"]["edges"][0]["node"]
        pool = await self.client.get(kind="CoreIPAddressPool", name__value="loopbacks")
${lines.replaceAll(/^(?=.)/gm, '        ')}
`;
}

const allocate = (args: string): string => `await self.client.allocate_next_ip_address(${args})`;
const of = (lines: string): string => withFile(text(lines), { '/queries/generate_fabric.gql': query });
const query = `query Read($name: String!) {
  NetworkFabric(name__value: $name) {
    edges { node { id name { value } pods { edges { node { id } } } devices { edges { node { name { value } } } } } }
  }
}
`;

test.each([
  ['loopback = ', 'f"{fabric[\'id\']}-loopback"'],
  ['device.primary_address = ', 'f"{fabric[\'id\']}-primary_address"'],
  ['await self.save(vtep=', 'f"{fabric[\'id\']}-vtep"', ')'],
  ['given = {"vtep": ', 'f"{fabric[\'id\']}-vtep"', '}'],
  ['', 'f"{fabric[\'id\']}-address"'],
])('a fix makes an identifier of the target and the purpose: %s', async (before, identifier, after = '') => {
  const line = (args: string): string => `${before}${allocate(args)}${after}`;
  const wide = { '/queries/generate_fabric.gql': query, '/pyproject.toml': '[tool.ruff]\nline-length = 140\n' };
  const source = withFile(text(line('pool')), wide);
  await checkFix(rule, source, fixedFile(text(line(`pool, identifier=${identifier}`))));
});

test.each([
  ['for index in range(1, 5):', '{index}'],
  ['for pod in fabric["pods"]["edges"]:', "{pod['node']['id']}"],
  ['for at, pod in enumerate(fabric["pods"]["edges"], start=1):', "{pod['node']['id']}"],
  ['for role in ("spine", "leaf"):', '{role}'],
  ['for pod in await self.client.filters(kind="NetworkPod", parent__ids=[fabric["id"]]):', '{pod.id}'],
  ['pods = await self.client.all(kind="NetworkPod")\nfor pod in sorted(pods, key=lambda pod: pod.id):', '{pod.id}'],
])('in a loop with what tells its turns apart: %s', async (loop, turn) => {
  const lines = (args: string): string => `${loop}\n    vtep = ${allocate(args)}  # one each`;
  const identifier = `f"{fabric['id']}-vtep-${turn}"`;
  const after = `${loop}\n    vtep = await self.client.allocate_next_ip_address(\n        pool, identifier=${identifier}\n    )  # one each`;
  const short = lines(`pool, identifier=${identifier}`);
  const fixed = short.split('\n').at(-1) ?? '';
  // Black's 88 columns, with 8 in front; a comment behind does not count.
  await checkFix(rule, of(lines('pool')), fixedFile(text(fixed.replace(/ {2}#.*/, '').length > 80 ? after : short)));
});

test('nested loops, several of one name, and None', async () => {
  const lines = (first: string, second: string): string => `for pod in fabric["pods"]["edges"]:
    for index in range(2):
        if index:
            vtep = ${allocate(`resource_pool=pool${first}`)}
other = ${allocate(`resource_pool=pool, identifier=${second}`)}`;
  const path = "{fabric['id']}";
  const after = lines('X', `f"${path}-vtep"`).replace(
    '(resource_pool=poolX)',
    `(
                resource_pool=pool, identifier=f"${path}-vtep_2-{pod['node']['id']}-{index}"
            )`,
  );
  await checkFix(rule, of(lines('', `f"${path}-vtep"`)), fixedFile(text(after)));
  const none = (identifier: string): string => `a = ${allocate(`pool, identifier=${identifier}, prefix_length=31`)}`;
  const fixed = none(`f"${path}-a"`);
  expect(fixed.length).toBeGreaterThan(80);
  const exploded = `a = await self.client.allocate_next_ip_address(
    pool, identifier=f"${path}-a", prefix_length=31
)`;
  await checkFix(rule, of(none('None')), fixedFile(text(exploded)));
});

test('in the style of the file: tabs, CRLF, single quotes, arguments on lines of their own', async () => {
  const style = (source: string): string =>
    source
      .replace(/^(?: {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4))
      .replaceAll('"', '\u0000')
      .replaceAll("'", '"')
      .replaceAll('\u0000', "'")
      .replaceAll('\n', '\r\n');
  const lines = (more: string): string => `vtep = await self.client.allocate_next_ip_prefix(
    resource_pool=pool,  # größe
    prefix_length=31,${more}
)`;
  const written = (more: string): string => style(text(lines(more)));
  const source = withFile(written(''), { '/queries/generate_fabric.gql': query });
  await checkFix(rule, source, fixedFile(written('\n    identifier=f"{fabric[\'id\']}-vtep",')));
});

test.each([
  ['in a loop whose turns nothing tells apart', `for name in fabric["names"]:\n    a = ${allocate('pool')}`],
  ['of objects that the query does not read', `for x in fabric["racks"]["edges"]:\n    a = ${allocate('pool')}`],
  ['of a name that is bound anew', `for i in range(3):\n    i = 1\n    a = ${allocate('pool')}`],
  ['in a loop on a condition', `while fabric:\n    a = ${allocate('pool')}`],
  ['in a comprehension', `a = [${allocate('pool')} for x in range(3)]`],
  ['equal items', `for x in ["a", "a"]:\n    a = ${allocate('pool')}`],
  ['behind a loop', `for x in range(3):\n    pass\nelse:\n    a = ${allocate('pool')}`],
  ['a target that is another one by then', `fabric = data = await self.other()\na = ${allocate('pool')}`],
  ['None in its place', `a = ${allocate('pool, None, None')}`],
])('no fix %s', async (_, lines) => {
  expect(await fixTitles(rule, of(lines))).toEqual([]);
});

test('no fix in a helper, or in a broken file', async () => {
  const helper = text('await self.take(pool)').concat(
    `\n    async def take(self, pool):\n        a = ${allocate('pool')}\n`,
  );
  expect(await fixTitles(rule, withFile(helper, { '/queries/generate_fabric.gql': query }))).toEqual([]);
  expect(await fixTitles(rule, of(`a = ${allocate('pool')}\nb = (`))).toEqual([]);
});

test('the query reads the ids it needs', async () => {
  const gql = (ids: readonly [string, string]): string => `query Read($name: String!) {
  NetworkFabric(name__value: $name) {
    edges {
      node {${ids[1]}
        name {
          value
        }
        pods {
          edges {
            node {${ids[0]}
              name {
                value
              }
            }
          }
        }
      }
    }
  }
}
`;
  const path = '/queries/generate_fabric.gql';
  const line = (args: string): string => `for pod in fabric["pods"]["edges"]:\n    a = ${allocate(args)}`;
  const wide = { '/pyproject.toml': '[tool.black]\nline-length = 140\n' };
  const before = withFile(text(line('pool')), { ...wide, [path]: gql(['', '']) });
  const identifier = `f"{fabric['id']}-a-{pod['node']['id']}"`;
  const after = gql(['\n              id', '\n        id']);
  const title = `Add identifier=${identifier}: one more address is taken, then every run gets that one (reads the id in the query)`;
  const fixed = fixedFile(text(line(`pool, identifier=${identifier}`)));
  await checkFix(rule, before, `${fixed}\n#- ${path}\n${after}`, title);
  const broken = withFile(text(line('pool')), { ...wide, [path]: gql(['', '']).replace('$name: String!', '$name:') });
  expect(await fixTitles(rule, broken)).toEqual([]);
});

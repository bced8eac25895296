import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fixedBody, withBody, withFile } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'unknown-kind-in-generator';

test.each(['gen10-create-kind', 'gen10-get-kind', 'gen10-filters-kind'])('%s', (name) => {
  expect(recordedGenerator(name).error).toContain("Unable to find the schema 'NetworkDevise'");
});

test.each(['create', 'get', 'filters', 'all'])('client.%s', async (method) => {
  const body = (kind: string): string => `found = await self.client.${method}(kind="${kind}", name="d")`;
  const source = withBody(body('NetworkDevise'));
  await checkDiagnostics(
    rule,
    marked(source, 'kind=', '"NetworkDevise"', `error ${rule}: Did you mean 'NetworkDevice'?`),
  );
  await checkFix(rule, source, fixedBody(body('NetworkDevice')));
});

test('objects of a generic are read, but not made', async () => {
  const body = (kind: string): string =>
    `target = await self.client.create(kind="${kind}", checksum="1")\nawait target.save(allow_upsert=True)`;
  const source = withBody(body('GeneratorTarget'));
  const what = `error ${rule}: GeneratorTarget is a generic, and the server makes no objects of one: the run fails when it is saved`;
  await checkDiagnostics(rule, marked(source, 'kind=', '"GeneratorTarget"', what));
  expect(await fixTitles(rule, source)).toContain('Change to NetworkPod');
  await checkDiagnostics(rule, withBody(body('NetworkPod')));
});

test('the name without its namespace, and one like no other', async () => {
  const source = withBody('pods = await self.client.all("Pod")');
  await checkDiagnostics(rule, marked(source, 'all(', '"Pod"', `error ${rule}: Did you mean 'NetworkPod'?`));
  const other = withBody('pods = await self.client.all("VpnTunnel")');
  await checkDiagnostics(rule, marked(other, 'all(', '"VpnTunnel"', `error ${rule}: there is no kind 'VpnTunnel'.`));
  expect(await fixTitles(rule, other)).toEqual([]);
});

test('schemas that are not all here: one information per file, unless it is a slip', async () => {
  const open = (body: string): string =>
    withBody(body)
      .replace('schemas: [schemas/layers.yml]', 'schemas: [schemas]\n')
      .replace('/schemas/layers.yml', '/schemas/layers.yml\n#- /schemas/broken.yml\nnodes: [\n#- /schemas/layers.yml');
  const source = open('a = await self.client.all("VpnTunnel")\nb = await self.client.all("VpnPeer")');
  await checkDiagnostics(
    rule,
    marked(source, 'all(', '"VpnTunnel"', `information ${rule}: If the server has none either`),
  );
  // What cannot be read may be that very name.
  const near = 'a = await self.client.all("NetworkDevise")';
  await checkDiagnostics(rule, marked(open(near), 'all(', '"NetworkDevise"', `information ${rule}`));
  const slip = withBody(near).replace(
    'schemas: [schemas/layers.yml]',
    'schemas: [schemas/layers.yml, schemas/none.yml]',
  );
  await checkDiagnostics(rule, marked(slip, 'all(', '"NetworkDevise"', `error ${rule}: there is no kind`));
});

test.each([
  'pods = await self.client.all("NetworkPod")',
  'targets = await self.client.all("GeneratorTarget")',
  'groups = await self.client.all("CoreStandardGroup")',
  'things = await self.client.all(data["kind"])',
  'things = await self.client.all(f"Network{name}")',
  'things = await client.all("VpnTunnel") if (client := data.get("client")) else []',
])('silent: %s', async (body) => {
  await checkDiagnostics(rule, withBody(body));
});

test('kinds of the server may come with another version', async () => {
  const source = withBody('things = await self.client.all("CoreThingOfTomorrow")');
  const what = `information ${rule}: If the server has none either`;
  await checkDiagnostics(rule, marked(source, 'all(', '"CoreThingOfTomorrow"', what));
});

test('protocol classes', async () => {
  const file = (kind: string): string => `from infrahub_sdk.generator import InfrahubGenerator
from infrahub_sdk.protocols import CoreStandardGroup

from .protocols import ${kind}


class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        groups = await self.client.all(kind=CoreStandardGroup)
        pods = await self.client.filters(kind=${kind}, name__value="p")
`;
  await checkDiagnostics(rule, withFile(file('NetworkPod')));
  const source = withFile(file('NetworkPodd'));
  await checkDiagnostics(
    rule,
    marked(source, 'filters(kind=', 'NetworkPodd', `error ${rule}: Did you mean 'NetworkPod'?`),
  );
  expect(await fixTitles(rule, source)).toEqual([]);
});

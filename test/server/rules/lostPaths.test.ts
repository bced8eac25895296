import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'unregistered-file';

/** An entry of the name that the file has, and where it leads. */
const entryOfRack = (written: string, files = '', query = '/queries/rack.gql'): string => `
    #- ${query}
    query get_rack { __typename }
    ${files}#- /.infrahub.yml
    queries:
      - name: pod
        file_path: queries/pod.gql
      - name: get_rack # found by its name
        file_path: ${written}
    `;

test.each([
  ['old/racks.gql', 'query get_rack of .infrahub.yml names old/racks.gql, which does not exist.'],
  ['queries\\rack.gql', 'query get_rack of .infrahub.yml names queries\\rack.gql, and a backslash is no separator'],
  ['queries/Rack.gql', 'query get_rack of .infrahub.yml names queries/Rack.gql, and the server minds the case.'],
  ['queries', 'query get_rack of .infrahub.yml names queries, which is a folder.'],
  ['""', 'the path of query get_rack of .infrahub.yml is empty.'],
])('an entry that was meant for the file gets its path: %s', async (written, message) => {
  const before = entryOfRack(written);
  await checkDiagnostics(
    rule,
    before.replace('__typename }', `__typename }\n    #     ^^^^^^^^ information unregistered-file: ${message}`),
  );
  expect(await fixTitles(rule, before)).toEqual(['Change the path of query get_rack to queries/rack.gql']);
  await checkFix(
    rule,
    before,
    `
    #- /.infrahub.yml
    queries:
      - name: pod
        file_path: queries/pod.gql
      - name: get_rack # found by its name
        file_path: ${written.startsWith('"') ? '"queries/rack.gql"' : 'queries/rack.gql'}
    `,
  );
});

test('an entry called like the file that was moved: its path, or an entry of its own', async () => {
  const before = `
    #- /queries/location/rack.gql
    query GetRack { __typename }
    #- /.infrahub.yml
    queries:
      - {name: rack, file_path: queries/rack.gql}
    `;
  const titles = ['Change the path of query rack to queries/location/rack.gql', 'Add to queries of .infrahub.yml'];
  expect(await fixTitles(rule, before)).toEqual(titles);
  expect(await fixTitles(rule, before.replace('name: rack', 'name: location'))).toEqual([
    'Add to queries of .infrahub.yml',
    'Change the path of query location to queries/location/rack.gql',
  ]);
});

test('a name that the entry of another file has is not taken twice', async () => {
  await checkFix(
    rule,
    entryOfRack('queries/racks.gql', '#- /queries/racks.gql\n    query get_rack { id }\n    '),
    `
    #- /.infrahub.yml
    queries:
      - name: pod
        file_path: queries/pod.gql
      - name: get_rack # found by its name
        file_path: queries/racks.gql
      - name: rack
        file_path: queries/rack.gql
    `,
    'Add to queries of .infrahub.yml as rack',
  );
  const taken = entryOfRack(
    'queries/racks.gql',
    '#- /queries/racks.gql\n    query get_rack { id }\n    ',
    '/old/pod.gql',
  );
  expect(await fixTitles(rule, taken.replace('queries/pod.gql', 'queries/racks.gql'))).toEqual([
    'Add to queries of .infrahub.yml as get_rack_2',
  ]);
  // Its path is filled in there.
  const pathless = entryOfRack('x').replace(/\n\s*file_path: x/, '');
  expect(await fixTitles(rule, pathless)).toEqual([]);
});

test('a path that a merge key brings is not changed for others', async () => {
  const before = `
    #- /queries/rack.gql
    query rack { __typename }
    #- /.infrahub.yml
    queries:
      - &first {name: pod, file_path: old/rack.gql}
      - {<<: *first, name: rack}
    `;
  expect(await fixTitles(rule, before)).toEqual(['Change the path of query pod to queries/rack.gql']);
});

test.each([
  '/queries/rack.gql',
  'x/../queries/rack.gql',
  '../queries/rack.gql',
  'queries//rack.gql',
  './queries/./rack.gql',
])('a path that leads to the file in another way names it: %s', async (written) => {
  await checkDiagnostics(rule, entryOfRack(written));
});

test('templates, schemas and menus that were moved, or spelt as the server does not read them', async () => {
  const transforms = (path: string): string => `
    #- /templates/leaf.j2
    {{ x }}
    #- /templates/rack.j2
    {{ data }}
    #- /.infrahub.yml
    jinja2_transforms:
      - {name: leaf, query: leaf, template_path: templates/leaf.j2}
      - {name: rack, query: rack, template_path: ${path}}
    `;
  await checkDiagnostics(rule, transforms('/templates/rack.j2'));
  for (const path of ['old/racks.j2', 'templates\\rack.j2']) {
    expect(await fixTitles(rule, transforms(path))).toEqual([
      'Change the path of Jinja2 transform rack to templates/rack.j2',
    ]);
  }
  await checkFix(
    rule,
    transforms('templates/Rack.j2'),
    transforms('templates/rack.j2').replace(/[^]*(?=#- \/\.inf)/, '\n    '),
  );
  expect(await fixTitles(rule, transforms('templates/leaf.j2'))).toEqual([
    'Add to jinja2_transforms of .infrahub.yml as rack_2',
  ]);
  const schemas = (path: string): string => `
    #- /schemas/dcim/pod.yml
    version: "1.0"
    nodes: [{name: Pod, namespace: Net}]
    #- /.infrahub.yml
    schemas:
      - ${path}
    `;
  const reaching = ['/schemas/dcim/pod.yml', '/schemas', '../schemas', 'schemas//dcim/pod.yml', 'schemas/./dcim/'];
  for (const path of [...reaching, 'schemas/.', './', 'schemas/..']) await checkDiagnostics(rule, schemas(path));
  const change = (path: string, wanted = 'schemas/dcim/pod.yml') => `Change ${path} to ${wanted} in .infrahub.yml`;
  const add = 'Add to schemas of .infrahub.yml';
  expect(await fixTitles(rule, schemas('schemas\\dcim\\pod.yml'))).toEqual([change('schemas\\dcim\\pod.yml')]);
  expect(await fixTitles(rule, schemas('schemas\\dcim'))).toEqual([change('schemas\\dcim', 'schemas/dcim')]);
  expect(await fixTitles(rule, schemas('schemas/pod.yml'))).toEqual([change('schemas/pod.yml'), add]);
  expect(await fixTitles(rule, schemas('schemas/rack.yml'))).toEqual([add]);
});

test('a class gets an entry of a free name', async () => {
  const before = (names: string): string => `
    #- /generators/rack.py
    from infrahub_sdk.generator import InfrahubGenerator
    class Rack(InfrahubGenerator):
        async def generate(self, data): self.x = 1
    #- /.infrahub.yml
    generator_definitions: [${names.replaceAll(/\w+/g, '{name: $&, query: q, targets: t, file_path: a.py, class_name: A}')}]
    `;
  const title = 'Add to generator_definitions of .infrahub.yml';
  expect(await fixTitles(rule, before('pod'))).toEqual([title]);
  expect(await fixTitles(rule, before('rack'))).toEqual([`${title} as Rack`]);
  expect(await fixTitles(rule, before('rack, Rack'))).toEqual([`${title} as rack_2`]);
});

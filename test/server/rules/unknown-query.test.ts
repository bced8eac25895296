import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'unknown-query';

test('a query that queries does not have', async () => {
  expect(recordedInput('repositories', 'cfg07-query-not-declared').accepted).toBe(false);
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    queries:
      - {name: rack, file_path: a.gql}
    jinja2_transforms:
      - {name: a, query: rack, template_path: a.j2}
      - {name: b, query: pod, template_path: a.j2}
    #                    ^^^ error unknown-query: Jinja2 transform b cannot run: there is no query 'pod'
    generator_definitions:
      - {name: a, query: racks, file_path: a.py, targets: racks}
    #                    ^^^^^ error unknown-query: Did you mean 'rack'?
    `,
  );
});

test('the fixes: the nearest name, or an entry for the file that looks like it', async () => {
  const before = `
    #- /queries/deep/pod.gql
    query make_pod { __typename }
    #- /.infrahub.yml
    queries:
      - name: rack
        file_path: queries/rack.gql
    generator_definitions:
      - {name: a, query: "make_pod", file_path: a.py, targets: racks}
    `;
  expect(await fixTitles(rule, before)).toEqual(["Add query 'make_pod' (queries/deep/pod.gql)"]);
  await checkFix(
    rule,
    before,
    `
    #- /.infrahub.yml
    queries:
      - name: rack
        file_path: queries/rack.gql
      - name: make_pod
        file_path: queries/deep/pod.gql
    generator_definitions:
      - {name: a, query: "make_pod", file_path: a.py, targets: racks}
    `,
  );
  expect(
    await fixTitles(
      rule,
      `
      #- /.infrahub.yml
      queries: [{name: rack, file_path: graphql/rack.gql}]
      generator_definitions: [{name: a, query: pod-data, file_path: a.py, targets: racks}]
      `,
    ),
  ).toEqual(["Add query 'pod-data' (graphql/pod-data.gql)"]);
});

test.each(['\n      rack: queries/rack.gql\n      pod: queries/pod.gql', ' queries/rack.gql', ' {}', ' "open'])(
  'no entry is offered while queries is no list: %j',
  async (queries) => {
    const source = `
    #- /.infrahub.yml
    generator_definitions:
      - {name: a, query: rack, file_path: a.py, targets: racks}
    queries:${queries}
    `;
    expect(await fixTitles(rule, source)).toEqual([]);
  },
);

test.each(['', ' []', ' # none yet'])('an entry is offered where queries is empty: %j', async (queries) => {
  const source = `
    #- /.infrahub.yml
    generator_definitions:
      - {name: a, query: rack, file_path: a.py, targets: racks}
    queries:${queries}
    `;
  expect(await fixTitles(rule, source)).toEqual(["Add query 'rack' (queries/rack.gql)"]);
});

test('a file that has an entry of another name gets no second one', async () => {
  const source = (config: string, file = '/queries/rack.gql'): string => `
    #- ${file}
    query rack { __typename }
    #- /.infrahub.yml
    queries:
      - ${config}
    generator_definitions:
      - {name: a, query: rack, file_path: a.py, targets: racks}
    `;
  expect(await fixTitles(rule, source('{name: location_data, file_path: ./queries/rack.gql}'))).toEqual([
    "Change to 'location_data'",
  ]);
  expect(await fixTitles(rule, source('{name: racks, file_path: /queries/rack.gql}'))).toEqual(["Change to 'racks'"]);
  // It may hold what it is wanted for, and is in no entry.
  expect(
    await fixTitles(rule, source('{name: location_data, file_path: queries/rack.gql}', '/queries/pod.gql')),
  ).toEqual(["Add query 'rack' (queries/pod.gql)"]);
  // A new file would be the one that the other entry names.
  const missing = source('{name: location_data, file_path: queries/rack.gql}', '/queries/pod.gql');
  expect(await fixTitles(rule, missing.replace('query rack {', 'query pod {'))).toEqual(["Change to 'location_data'"]);
});

test('a file that is there is not made again', async () => {
  const before = `
    #- /queries/rack_data.gql
    query get_racks { __typename }
    #- /.infrahub.yml
    queries: []
    generator_definitions:
      - {name: a, query: rack data, file_path: a.py, targets: racks}
    `;
  await checkFix(
    rule,
    before,
    `
    #- /.infrahub.yml
    queries:
      - name: rack data
        file_path: queries/rack_data.gql
    generator_definitions:
      - {name: a, query: rack data, file_path: a.py, targets: racks}
    `,
  );
});

test.each(['queries/vlan.gql', './queries/vlan.gql', '/queries/vlan.gql', 'vlan.gql'])(
  'a file of a query in place of its name: %s',
  async (written) => {
    const source = (query: string): string => `
    #- /queries/vlan.gql
    query vlan { __typename }
    #- /.infrahub.yml
    queries:
      - {name: site_generator, file_path: queries/site.gql}
      - {name: vlan_generator, file_path: queries/vlan.gql}
    generator_definitions:
      - {name: a, file_path: a.py, targets: vlans, query: ${query}}
    `;
    expect(await fixTitles(rule, source(written))).toEqual(["Change to 'vlan_generator'"]);
    const column = '      - {name: a, file_path: a.py, targets: vlans, query: '.length;
    const mark = `#${' '.repeat(column - 5)}${'^'.repeat(written.length)} error ${rule}: That is the file of 'vlan_generator'.`;
    await checkDiagnostics(rule, `${source(written)}${mark}\n    `);
    const after = source('vlan_generator');
    await checkFix(rule, source(written), `\n    ${after.slice(after.indexOf('#- /.infrahub.yml'))}`);
  },
);

test('a file that no entry names gets one, which is used', async () => {
  const source = (
    query: string,
    added = '',
    file = '#- /queries/vlan.gql\n    query get_vlan { __typename }',
  ): string => `
    ${file}
    #- /.infrahub.yml
    queries:
      - name: site
        file_path: queries/site.gql${added}
    generator_definitions:
      - {name: a, file_path: a.py, targets: vlans, query: ${query}}
    `;
  const changed = (text: string): string => `\n    ${text.slice(text.indexOf('#- /.infrahub.yml'))}`;
  const entry = (name: string, path: string): string => `\n      - name: ${name}\n        file_path: ${path}`;
  expect(await fixTitles(rule, source('queries/vlan.gql'))).toEqual([
    "Add query 'get_vlan' (queries/vlan.gql) and use it",
  ]);
  await checkFix(rule, source('queries/vlan.gql'), changed(source('get_vlan', entry('get_vlan', 'queries/vlan.gql'))));
  const pod = source(
    'pod',
    entry('pod', 'graphql/pod.gql'),
    '#- /graphql/pod.gql\n    query pod {\n      __typename\n    }\n    ',
  );
  await checkFix(rule, source('graphql/pod.gql'), pod);
  expect(await fixTitles(rule, source('pod.graphql'))).toEqual(["Add query 'pod' (queries/pod.gql) and use it"]);
  expect(await fixTitles(rule, source('../pod.gql'))).toEqual(["Add query 'pod' (queries/pod.gql) and use it"]);
});

test.each([
  'rack.graphql',
  'Rack.gql',
  'Queries/Rack.gql',
  'queries\\rack.gql',
  'C:\\work\\repository\\queries\\rack.gql',
  'D:/queries/rack.gql',
])('no second file, and no second entry, for one that is only spelt in another way: %s', async (written) => {
  const source = (entries: string): string => `
    #- /queries/rack.gql
    query get_rack { __typename }
    #- /.infrahub.yml
    queries: ${entries}
    generator_definitions:
      - {name: a, query: '${written}', file_path: a.py, targets: racks}
    `;
  expect(await fixTitles(rule, source('[{name: location_data, file_path: queries/rack.gql}]'))).toEqual([
    "Change to 'location_data'",
  ]);
  expect(await fixTitles(rule, source('[]'))).toEqual(["Add query 'get_rack' (queries/rack.gql) and use it"]);
});

test('no query is added for an empty name', async () => {
  const source = `
    #- /.infrahub.yml
    queries: []
    generator_definitions:
      - {name: a, query: '', file_path: a.py, targets: racks}
    #                    ^^ error unknown-query: there is no query '' under queries, and the import fails.
    `;
  await checkDiagnostics(rule, source);
  expect(await fixTitles(rule, source)).toEqual([]);
});

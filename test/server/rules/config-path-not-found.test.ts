import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'config-path-not-found';

test('paths that do not exist as written', async () => {
  expect(recordedInput('repositories', 'cfg04-query-file-missing').accepted).toBe(false);
  expect(recordedInput('repositories', 'cfg04-query-file-other-case').accepted).toBe(false);
  expect(recordedInput('repositories', 'cfg04-query-is-folder').accepted).toBe(false);
  expect(recordedInput('repositories', 'cfg24-fragment-path-missing').accepted).toBe(false);
  await checkDiagnostics(
    rule,
    `
    #- /queries/rack.gql
    query rack { __typename }
    #- /.infrahub.yml
    objects: [objects]
    #         ^^^^^^^ error config-path-not-found: There is no objects: the import of the repository fails.
    schemas: [schemas/dcim.yml]
    #         ^^^^^^^^^^^^^^^^ warning config-path-not-found: its kinds will be missing
    queries:
      - {name: a, file_path: queries/none.gql}
    #                        ^^^^^^^^^^^^^^^^ error config-path-not-found: There is no queries/none.gql
      - {name: b, file_path: queries/Rack.gql}
    #                        ^^^^^^^^^^^^^^^^ error config-path-not-found: spelt differently (queries/rack.gql)
      - {name: c, file_path: queries}
    #                        ^^^^^^^ error config-path-not-found: queries is a folder
      - {name: d, file_path: "queries\\\\rack.gql"}
    #                        ^^^^^^^^^^^^^^^^^^^ error config-path-not-found: has a backslash
      - {name: e, file_path: ''}
    #                        ^^ error config-path-not-found: The path is empty
    graphql_fragments:
      - {name: a, file_path: fragments}
    #                        ^^^^^^^^^ error config-path-not-found: There is no fragments
    generator_definitions:
      - {name: a, file_path: generators/a.py, query: a, targets: t, watch: {files: [lib/a.py]}}
    #                        ^^^^^^^^^^^^^^^ error config-path-not-found: There is no generators/a.py
    #                                                                               ^^^^^^^^ warning config-path-not-found: watching it has no effect
    jinja2_transforms:
      - {name: a, query: a, template_path: templates/a.j2}
    #                                      ^^^^^^^^^^^^^^ warning config-path-not-found: cannot be rendered
    `,
  );
});

test('absolute paths and detours that lead to a file are a warning', async () => {
  expect(recordedInput('repositories', 'cfg04-path-absolute').accepted).toBe(true);
  await checkDiagnostics(
    rule,
    `
    #- /queries/rack.gql
    query rack { __typename }
    #- /.infrahub.yml
    queries:
      - {name: a, file_path: /queries/rack.gql}
    #                        ^^^^^^^^^^^^^^^^^ warning config-path-not-found: begins with a slash
      - {name: b, file_path: queries/../queries/rack.gql}
    #                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning config-path-not-found: takes a detour
      - {name: c, file_path: ../queries/rack.gql}
    #                        ^^^^^^^^^^^^^^^^^^^ warning config-path-not-found: leads out of this repository
      - {name: d, file_path: /etc/rack.gql}
    #                        ^^^^^^^^^^^^^ error config-path-not-found: There is no /etc/rack.gql in this repository
    `,
  );
});

test('a path out of the repository has no empty suggestion', async () => {
  const config = (path: string): string => `
    #- /objects/a.yml
    kind: Object
    spec: {kind: BuiltinTag, data: []}
    #- /.infrahub.yml
    schemas:
      - ${path}
    `;
  for (const path of ['../../..', '..', '/', '//', './..']) {
    expect(await fixTitles(rule, config(path)), path).toEqual([]);
    await checkDiagnostics(
      rule,
      `${config(path).trimEnd()}
    #   ${'^'.repeat(path.length)} warning config-path-not-found: its kinds will be missing.
    `,
    );
  }
  expect(await fixTitles(rule, config('objects/..'))).toEqual(['Change to .']);
});

test('files, folders and ./ are fine', async () => {
  expect(recordedInput('repositories', 'cfg04-path-dot').accepted).toBe(true);
  await checkDiagnostics(
    rule,
    `
    #- /queries/rack.gql
    query rack { __typename }
    #- /objects/a.yml
    kind: Object
    spec: {kind: BuiltinTag, data: []}
    #- /templates/a.j2
    {{ data }}
    #- /.infrahub.yml
    objects: [objects/, ./objects, objects/a.yml, .]
    queries:
      - {name: rack, file_path: ./queries/rack.gql}
    graphql_fragments:
      - {name: all, file_path: queries}
      - {name: one, file_path: queries/rack.gql}
    jinja2_transforms:
      - {name: a, query: rack, template_path: templates/a.j2, watch: {files: [templates]}}
    `,
  );
});

test('the fixes take an existing path, or make the file', async () => {
  const before = `
    #- /queries/config/rack.gql
    query rack { __typename }
    #- /.infrahub.yml
    queries:
      - name: rack
        file_path: "queries/rack.gql"
    `;
  await checkFix(
    rule,
    before,
    `
    #- /.infrahub.yml
    queries:
      - name: rack
        file_path: "queries/config/rack.gql"
    `,
  );
  expect(await fixTitles(rule, before)).toEqual(['Change to queries/config/rack.gql', 'Create queries/rack.gql']);
  await checkFix(
    rule,
    before,
    `
    #- /queries/rack.gql
    query rack {
      __typename
    }
    `,
    'Create queries/rack.gql',
  );
  await checkFix(
    rule,
    `
    #- /.infrahub.yml
    generator_definitions:
      - {name: a, file_path: generators/a.py, query: a, targets: t, class_name: Rack}
    `,
    `
    #- /generators/a.py
    from infrahub_sdk.generator import InfrahubGenerator


    class Rack(InfrahubGenerator):
        async def generate(self, data: dict) -> None:
            raise NotImplementedError
    `,
  );
});

test('the stub of a generator has its class, also behind ./; a file that is only watched is empty', async () => {
  const config = `
    #- /.infrahub.yml
    generator_definitions:
      - {name: g, file_path: ./gen/pod.py, query: q, targets: t, class_name: Pods, watch: {files: [gen/mixin.py]}}
    `;
  await checkFix(
    rule,
    `${config}#- /gen/mixin.py\n`,
    `
    #- /gen/pod.py
    from infrahub_sdk.generator import InfrahubGenerator


    class Pods(InfrahubGenerator):
        async def generate(self, data: dict) -> None:
            raise NotImplementedError
    `,
  );
  await checkFix(rule, `${config}#- /gen/pod.py\n`, '#- /gen/mixin.py\n', 'Create gen/mixin.py');
});

test('a wrong ending: the file of that name with the ending of its section', async () => {
  const config = (section: string): string => `
    #- /objects/90_triggers.yml
    kind: Object
    spec: {kind: BuiltinTag, data: []}
    #- /queries/pod.gql
    query pod { __typename }
    #- /generators/pod.py
    class Pod: ...
    #- /templates/pod.j2
    {{ data }}
    #- /.infrahub.yml
    ${section}
    `;
  const generator = (path: string): string => `generator_definitions: [{name: g, query: q, targets: t, ${path}}]`;
  const titles = (section: string) => fixTitles(rule, config(section));
  expect(await titles('objects: [objects/90_triggers.yaml]')).toEqual([
    'Change to objects/90_triggers.yml',
    'Create objects/90_triggers.yaml',
  ]);
  expect(await titles('objects: [90_triggers.yaml]')).toContain('Change to objects/90_triggers.yml');
  expect(await titles('queries: [{name: q, file_path: queries/pod.gqll}]')).toEqual(['Change to queries/pod.gql']);
  expect(await titles('queries: [{name: q, file_path: pod.graphql}]')).toContain('Change to queries/pod.gql');
  expect(await titles(generator('file_path: generators/pod.pyy'))).toEqual(['Change to generators/pod.py']);
  expect(await titles('jinja2_transforms: [{name: a, query: q, template_path: templates/pod.jinja}]')).toContain(
    'Change to templates/pod.j2',
  );
  await checkDiagnostics(
    rule,
    `
    #- /objects/90_triggers.yml
    kind: Object
    spec: {kind: BuiltinTag, data: []}
    #- /.infrahub.yml
    objects: [objects/90_triggers.yaml]
    #         ^^^^^^^^^^^^^^^^^^^^^^^^ error config-path-not-found: Did you mean objects/90_triggers.yml?
    `,
  );
});

test('no file is created for a pattern; its folder is offered where a folder may stand', async () => {
  const files = `
    #- /objects/a.yml
    kind: Object
    spec: {kind: BuiltinTag, data: []}
    #- /queries/a.gql
    query a { __typename }
    #- /.infrahub.yml
    `;
  expect(await fixTitles(rule, `${files}objects: ["objects/*.yml"]\n    `)).toEqual(['Change to objects']);
  expect(await fixTitles(rule, `${files}objects: ["other/**/[a-z]?.yml"]\n    `)).toEqual([]);
  expect(await fixTitles(rule, `${files}queries: [{name: a, file_path: "queries/*.gql"}]\n    `)).toEqual([
    'Change to queries/a.gql',
  ]);
});

test('a query or class that was moved: the file that holds it, before files that are only called like it', async () => {
  const query = (name: string, more = ''): string => `
    #- /queries/generate_pod.gql
    query generate_pod { __typename }
    #- /graphql/rack.gql
    query generate_rack { __typename }
    #- /graphql/change.gql
    mutation generate_pool { X { ok } }
    #- /graphql/two.gql
    query generate_two { __typename }
    query other { __typename }
    #- /.infrahub.yml
    queries:
      - {name: generate_pod, file_path: queries/generate_pod.gql}
      - {name: ${name}, file_path: queries/${name}.gql}
    ${more}`;
  expect(await fixTitles(rule, query('generate_rack'))).toEqual([
    'Change to graphql/rack.gql',
    'Change to queries/generate_pod.gql',
    'Create queries/generate_rack.gql',
  ]);
  await checkDiagnostics(
    rule,
    `${query('generate_rack').trimEnd()}
    #                                    ^^^^^^^^^^^^^^^^^^^^^^^^^ error config-path-not-found: Did you mean graphql/rack.gql?
    `,
  );
  for (const name of ['generate_pool', 'generate_two'])
    expect(await fixTitles(rule, query(name))).toEqual([
      'Change to queries/generate_pod.gql',
      `Create queries/${name}.gql`,
    ]);
  // It has an entry of its own.
  const named = '  - {name: a, file_path: ./graphql/rack.gql}\n    ';
  expect((await fixTitles(rule, query('generate_rack', named)))[0]).toBe('Change to queries/generate_pod.gql');
  const generator = (className: string): string => `
    #- /generators/generate_pod.py
    class Pod: ...
    #- /lib/racks.py
    class Base: ...
    class Rack(Base): x = 1
    #- /.infrahub.yml
    generator_definitions:
      - {name: a, file_path: generators/generate_rack.py, query: q, targets: t, class_name: ${className}, watch: {files: [x]}}
    `;
  expect(await fixTitles(rule, generator('Rack'))).toEqual([
    'Change to lib/racks.py',
    'Change to generators/generate_pod.py',
    'Create generators/generate_rack.py',
  ]);
  expect((await fixTitles(rule, generator('Other')))[0]).toBe('Change to generators/generate_pod.py');
});

test('a query that was moved: the file of its name, behind those whose query has it', async () => {
  const source = (files: string): string => `
    ${files}#- /.infrahub.yml
    queries:
      - {name: rack, file_path: old/location.gql}
    `;
  const file = (path: string, name: string): string => `#- ${path}\n    query ${name} { __typename }\n    `;
  const named = file('/graphql/rack.gql', 'get_rack');
  const create = 'Create old/location.gql';
  expect(await fixTitles(rule, source(named))).toEqual(['Change to graphql/rack.gql', create]);
  expect(await fixTitles(rule, source(named + file('/queries/location_data.gql', 'rack')))).toEqual([
    'Change to queries/location_data.gql',
    'Change to graphql/rack.gql',
    create,
  ]);
  expect(await fixTitles(rule, source('#- /graphql/rack.gql\n    mutation rack { X { ok } }\n    '))).toEqual([create]);
});

test('a query or a module called like a template is not what was meant', async () => {
  const files = '#- /queries/fw.gql\n#- /transforms/fw.py\n#- /templates/fw.xml\n';
  const config = (path: string): string =>
    `${files}#- /.infrahub.yml\njinja2_transforms: [{name: a, query: q, template_path: ${path}}]\n`;
  expect(await fixTitles(rule, config('templates/fw.j2'))).toStrictEqual([
    'Change to templates/fw.xml',
    'Create templates/fw.j2',
  ]);
  expect(await fixTitles(rule, config('templates/fw'))).toStrictEqual(['Change to templates/fw.xml']);
});

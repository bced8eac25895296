import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'unregistered-file';

test('queries and classes that .infrahub.yml does not name', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /queries/rack.gql
    query rack { __typename }
    #- /queries/pod.gql
    query pod { __typename }
    #     ^^^ information unregistered-file: no entry of .infrahub.yml names this file
    #- /queries/parts.gql
    fragment a on CoreNode { id }
    #- /queries/change.gql
    mutation change { X { ok } }
    #- /queries/script.gql
    query script { __typename }
    #- /scripts/run.py
    text = open("queries/script.gql").read()
    #- /tests/test_rack.gql
    query test { __typename }
    #- /generators/a.py
    from infrahub_sdk.generator import InfrahubGenerator
    class Common(InfrahubGenerator):
        async def generate(self, data): self.x = 1
    class Used(Common):
        async def generate(self, data): self.x = 1
    class Forgotten(InfrahubGenerator):
    #     ^^^^^^^^^ information unregistered-file: Forgotten never runs: no generator definition
        async def generate(self, data): self.x = 1
    class Abstract(InfrahubGenerator):
        async def generate(self, data): ...
    #- /.infrahub.yml
    queries: [{name: rack, file_path: queries/rack.gql}]
    generator_definitions: [{name: a, query: rack, file_path: generators/a.py, class_name: Used, targets: a}]
    `,
  );
});

test('the fixes add an entry', async () => {
  await checkFix(
    rule,
    `
    #- /queries/pod.gql
    query get_pod { __typename }
    #- /.infrahub.yml
    queries: []
    `,
    `
    #- /.infrahub.yml
    queries:
      - name: get_pod
        file_path: queries/pod.gql
    `,
  );
  await checkFix(
    rule,
    `
    #- /generators/make_rack.py
    from infrahub_sdk.generator import InfrahubGenerator
    class MakeRack(InfrahubGenerator):
        async def generate(self, data): self.x = 1
    #- /.infrahub.yml
    queries: [{name: pod, file_path: a.gql}, {name: rack, file_path: a.gql}]
    `,
    `
    #- /.infrahub.yml
    queries: [{name: pod, file_path: a.gql}, {name: rack, file_path: a.gql}]
    generator_definitions:
      - name: make_rack
        file_path: generators/make_rack.py
        query: rack
        targets: my_group
        class_name: MakeRack
    `,
  );
});

test('a new generator gets the parameters that its query needs, and nothing else is wrong then', async () => {
  const files = `
    #- /schemas/rack.yml
    version: "1.0"
    nodes:
      - name: Rack
        namespace: Location
        attributes: [{name: name, kind: Text, unique: true}, {name: size, kind: Number}]
    #- /objects/racks.yml
    ---
    kind: Object
    spec: {kind: CoreStandardGroup, data: [{name: racks}]}
    ---
    kind: Object
    spec: {kind: LocationRack, data: [{name: r1, size: 1, member_of_groups: [racks]}]}
    #- /queries/rack.gql
    query rack($rack_name: String!, $size: BigInt!, $limit: Int) {
      LocationRack(name__value: $rack_name, size__value: $size, limit: $limit) { edges { node { id } } }
    }`;
  const config = `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    queries:
      - name: rack
        file_path: queries/rack.gql`;
  const python = (own: string): string => `
    #- /generators/make_rack.py
    from infrahub_sdk.generator import InfrahubGenerator
    class MakeRack(InfrahubGenerator):
        async def generate(self, data): self.x = 1
${own}`;
  const added = `
    generator_definitions:
      - name: make_rack
        file_path: generators/make_rack.py
        query: rack
        targets: racks`;
  const parameters = `
        parameters:
          rack_name: name__value
          size: size__value`;
  const className = '\n        class_name: MakeRack\n    ';
  const after = config + added + parameters + className;
  await checkFix(rule, `${files}${python('')}${config}\n    `, after);
  await checkDiagnostics(undefined, `${files}${python('')}${after}`);
  // What fetches its data itself is not given any.
  const own = python('        async def collect_data(self): return {}\n');
  await checkFix(rule, `${files}${own}${config}\n    `, config + added + className);
});

test('templates that nothing renders, beside those that are registered', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /templates/leaf.j2
    {% include "templates/parts/ntp.j2" %}
    {% import 'templates/shared.j2' as shared %}
    #- /templates/shared.j2
    {{ x }}
    #- /templates/parts/ntp.j2
    ntp
    #- /templates/spine.j2
      hostname {{ data.name }}
    # ^^^^^^^^^^^^^^^^^^^^^^^^ information unregistered-file: no Jinja2 transform of .infrahub.yml names it
    #- /templates/macros.j2
    {% macro port(name) %}{% endmacro %}
    #- /templates/_part.j2
    part
    #- /ansible/host.j2
    host
    #- /templates/tests/leaf.j2
    host
    #- /.infrahub.yml
    queries: [{name: leaf, file_path: queries/leaf.gql}]
    jinja2_transforms: [{name: leaf, query: leaf, template_path: ./templates/leaf.j2}]
    `,
  );
});

test('templates may be rendered by Python, or included under a name that is made up', async () => {
  const config = 'jinja2_transforms: [{name: leaf, query: leaf, template_path: templates/leaf.j2}]';
  for (const other of [
    `
    #- /transforms/config.py
    from jinja2 import Environment
    `,
    `
    #- /templates/leaf.j2
    {%- include "templates/" ~ data.platform ~ ".j2" %}
    `,
    `
    #- /templates/leaf.j2
    {% include data.template %}
    `,
    `
    #- /.infrahub.yml
    ${config}
    python_transforms: [{name: leaf, class_name: Leaf, file_path: elsewhere/missing.py}]
    `,
  ]) {
    await checkDiagnostics(
      rule,
      `
    #- /templates/spine.j2
    hostname
    ${other.includes('/.infrahub.yml') ? '' : `#- /.infrahub.yml\n    ${config}`}
    ${other}`,
    );
  }
});

test('schemas and menus beside those that are registered', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /schemas/pod.yml
    version: "1.0"
    nodes: [{name: Pod, namespace: Net}]
    #- /more/rack.yml
    ---
    version: "1.0"
    #        ^^^^^ information unregistered-file: no path under schemas in .infrahub.yml covers it
    generics:
      - name: Rack
        namespace: Net
    #- /more/extension.yml
    version: "1.0"
    #        ^^^^^ information unregistered-file: covers it
    extensions:
      nodes:
        - kind: NetPod
    #- /more/menu.yml
    apiVersion: infrahub.app/v1
    kind: Menu
    #     ^^^^ information unregistered-file: no path under menus in .infrahub.yml covers it
    spec: {data: []}
    #- /docs/rack.yml
    version: "1.0"
    nodes: [{name: Rack, namespace: Net}]
    #- /schema-library/rack.yml
    version: "1.0"
    nodes: [{name: Rack, namespace: Net}]
    #- /ignored/rack.yml
    version: "1.0"
    nodes: [{name: Rack, namespace: Net}]
    #- /compose.yml
    version: "3.0"
    services: {a: {image: b}}
    #- /cluster.yml
    version: "3.0"
    nodes:
      - name: a
        role: b
    #- /menus/a.yml
    kind: Menu
    #- /.infrahub-cascade.yml
    ignore: [ignored/**]
    #- /.infrahub.yml
    schemas: [schemas]
    menus: [menus/a.yml]
    `,
  );
});

test('trigger files beside object files that are registered', async () => {
  const trigger = `
    ---
    apiVersion: infrahub.app/v1
    kind: Object
    spec: {kind: CoreGeneratorAction, data: [{name: run-a, generator: a}]}`;
  const source = (config: string, what = ''): string => `
    #- /objects/groups.yml
    kind: Object
    spec: {kind: CoreStandardGroup, data: [{name: racks}]}
    #- /objects/tags.yml
    kind: Object
    spec: {kind: BuiltinTag, data: [{name: a}]}
    #- /objects/triggers.yml.save${trigger}
    #- /tests/triggers.yml${trigger}
    #- /objects/triggers.yml${trigger}${what}
    #- /.infrahub.yml
    objects: ${config}
    `;
  const what = `
    #            ^^^^^^^^^^^^^^^^^^^ information unregistered-file: Infrahub does not load this file with the repository`;
  await checkDiagnostics(rule, source('[objects/groups.yml]', what));
  for (const config of ['[objects]', '[objects/groups.yml, ./objects/triggers.yml]', '[]', ''])
    await checkDiagnostics(rule, source(config));
  await checkFix(
    rule,
    source('[objects/groups.yml]'),
    `
    #- /.infrahub.yml
    objects: [objects/groups.yml, objects/triggers.yml]
    `,
  );
});

test('where no path of the kind is registered, schemas and menus are loaded by hand', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /schemas/pod.yml
    version: "1.0"
    nodes: [{name: Pod, namespace: Net}]
    #- /menu.yml
    kind: Menu
    #- /.infrahub.yml
    objects: [objects]
    `,
  );
});

test('the fixes register templates, schemas and menus', async () => {
  await checkFix(
    rule,
    `
    #- /templates/pod.j2
    {{ data }}
    #- /.infrahub.yml
    queries:
      - name: rack
        file_path: queries/rack.gql
      - name: pod
        file_path: queries/pod.gql
    jinja2_transforms:
      - name: rack
        query: rack
        template_path: templates/rack.j2
    `,
    `
    #- /.infrahub.yml
    queries:
      - name: rack
        file_path: queries/rack.gql
      - name: pod
        file_path: queries/pod.gql
    jinja2_transforms:
      - name: rack
        query: rack
        template_path: templates/rack.j2
      - name: pod
        template_path: templates/pod.j2
        query: pod
    `,
  );
  await checkFix(
    rule,
    `
    #- /more/pod.yml
    version: "1.0"
    nodes: [{name: Pod, namespace: Net}]
    #- /.infrahub.yml
    schemas:
      - schemas
    `,
    `
    #- /.infrahub.yml
    schemas:
      - schemas
      - more/pod.yml
    `,
  );
});

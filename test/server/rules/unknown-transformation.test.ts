import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'unknown-transformation';

test('an artifact without its transformation', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    jinja2_transforms:
      - {name: rack_text, query: rack, template_path: a.j2}
    python_transforms:
      - {name: rack_json, file_path: a.py}
    artifact_definitions:
      - {name: a, parameters: {}, content_type: text/plain, targets: racks, transformation: rack_text}
      - {name: b, parameters: {}, content_type: text/plain, targets: racks, transformation: rack_json}
      - {name: c, parameters: {}, content_type: text/plain, targets: racks, transformation: rack-json}
    #                                                                                       ^^^^^^^^^ warning unknown-transformation: Did you mean 'rack_json'?
    `,
  );
});

test('the fix takes the nearest name', async () => {
  await checkFix(
    rule,
    `
    #- /.infrahub.yml
    python_transforms: [{name: rack_json, file_path: a.py}]
    artifact_definitions:
      - {name: c, parameters: {}, content_type: text/plain, targets: racks, transformation: 'rack-json'}
    `,
    `
    #- /.infrahub.yml
    python_transforms: [{name: rack_json, file_path: a.py}]
    artifact_definitions:
      - {name: c, parameters: {}, content_type: text/plain, targets: racks, transformation: 'rack_json'}
    `,
  );
});

test('a template that has a transform of another name gets no second one', async () => {
  const source = (path: string): string => `
    #- /templates/Rack.j2
    {{ data }}
    #- /.infrahub.yml
    jinja2_transforms: [{name: location_text, query: q, template_path: ${path}}]
    artifact_definitions:
      - {name: c, parameters: {}, content_type: text/plain, targets: racks, transformation: Rack}
    `;
  for (const path of ['templates/Rack.j2', './templates//Rack.j2', '/templates/Rack.j2'])
    expect(await fixTitles(rule, source(path)), path).toEqual(["Change to 'location_text'"]);
  expect(await fixTitles(rule, source('templates/pod.j2'))).toEqual([
    "Add Jinja2 transform 'Rack' (templates/Rack.j2)",
  ]);
  await checkFix(
    rule,
    source('templates/pod.j2').replace('transformation: Rack', 'transformation: rack'),
    `
    #- /.infrahub.yml
    jinja2_transforms: [{name: location_text, query: q, template_path: templates/pod.j2}, {name: rack, query: rack, template_path: templates/Rack.j2}]
    artifact_definitions:
      - {name: c, parameters: {}, content_type: text/plain, targets: racks, transformation: rack}
    `,
  );
});

test('the new transform reads a query that the parameters fill', async () => {
  const files = `
    #- /queries/fabric.gql
    query fabric($name: String!) { NetworkFabric(name__value: $name) { count } }
    #- /queries/rack.gql
    query rack($device: String!) { LocationRack(name__value: $device) { count } }`;
  const config = (added: string): string => `
    #- /.infrahub.yml
    queries:
      - {name: fabric, file_path: queries/fabric.gql}
      - {name: rack, file_path: queries/rack.gql}
    artifact_definitions:
      - name: config
        targets: racks
        transformation: leaf
        content_type: text/plain
        parameters: {device: name__value}${added}
    `;
  const added = `
    jinja2_transforms:
      - name: leaf
        query: rack
        template_path: templates/leaf.j2`;
  const template = '\n    #- /templates/leaf.j2';
  await checkFix(rule, files + config(''), template + config(added));
  await checkDiagnostics(['missing-query-variable', 'unknown-query-variable'], files + config(added));
});

const racks = `
    #- /schemas/rack.yml
    version: "1.0"
    nodes:
      - name: Rack
        namespace: Location
        human_friendly_id: [name__value]
        attributes: [{name: name, kind: Text, unique: true}, {name: site, kind: Text}]
    #- /objects/racks.yml
    kind: Object
    spec:
      kind: LocationRack
      data:
        - {name: r1, site: s1, member_of_groups: [racks]}
    #- /queries/rack.gql
    query rack($name: String!, $site: String!) { LocationRack(name__value: $name, site__value: $site) { count } }
    #- /queries/leaf.gql
    query leaf($leaf: String!) { LocationRack(name__value: $leaf) { count } }`;

test.each([
  ['none yet', '', '\n        parameters:\n          leaf: name__value', 'leaf'],
  ['empty', '\n        parameters: {}', '\n        parameters:\n          leaf: name__value', 'leaf'],
  [
    'some',
    '\n        parameters:\n          site: site__value',
    '\n        parameters:\n          site: site__value\n          name: name__value',
    'rack',
  ],
  [
    'all',
    '\n        parameters:\n          leaf: name__value',
    '\n        parameters:\n          leaf: name__value',
    'leaf',
  ],
])('the artifact gives what the query of the new transform needs, and gave %s', async (_, given, parameters, query) => {
  const config = (written: string, added = ''): string => `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    queries:
      - {name: rack, file_path: queries/rack.gql}
      - {name: leaf, file_path: queries/leaf.gql}
    artifact_definitions:
      - name: config
        transformation: leaf
        content_type: text/plain
        targets: racks${written}${added}
    `;
  const added = `
    jinja2_transforms:
      - name: leaf
        query: ${query}
        template_path: templates/leaf.j2`;
  await checkFix(rule, racks + config(given), `\n    #- /templates/leaf.j2${config(parameters, added)}`);
  await checkDiagnostics(
    ['missing-query-variable', 'unknown-query-variable', 'invalid-parameter-path'],
    racks + config(parameters, added),
  );
});

test.each(['templates/rack.j2', './templates/rack.j2', 'templates\\rack.j2', 'rack.j2'])(
  'a template in place of the name of its transform: %s',
  async (written) => {
    const source = (transforms: string, transformation: string): string => `
    #- /templates/rack.j2
    {{ data }}
    #- /.infrahub.yml
    jinja2_transforms: [${transforms}]
    artifact_definitions:
      - {name: c, parameters: {}, content_type: text/plain, targets: racks, transformation: ${transformation}}
    `;
    const named = '{name: location_text, query: q, template_path: templates/rack.j2}';
    expect(await fixTitles(rule, source(named, written))).toEqual(["Change to 'location_text'"]);
    const other = '{name: pod, query: q, template_path: templates/pod.j2}';
    const after = source(`${other}, {name: rack, query: rack, template_path: templates/rack.j2}`, 'rack');
    await checkFix(
      rule,
      source(other, written),
      `\n    ${after.slice(after.indexOf('#- /.infrahub.yml'))}`,
      "Add Jinja2 transform 'rack' (templates/rack.j2) and use it",
    );
  },
);

test('a template that is not there is made where it is written, and none for an empty name', async () => {
  const source = (transformation: string): string => `
    #- /.infrahub.yml
    jinja2_transforms: []
    artifact_definitions:
      - {name: c, parameters: {}, content_type: text/plain, targets: racks, transformation: ${transformation}}
    `;
  const title = (path: string): string => `Add Jinja2 transform 'rack' (${path}) and use it`;
  expect(await fixTitles(rule, source('text/rack.j2'))).toEqual([title('text/rack.j2')]);
  expect(await fixTitles(rule, source('../text/rack.j2'))).toEqual([title('templates/rack.j2')]);
  expect(await fixTitles(rule, source("''"))).toEqual([]);
});

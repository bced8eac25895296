import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'missing-config-key';

test('keys that an entry must have', async () => {
  expect(recordedInput('config', 'cfg03-generator-name-only').accepted).toBe(false);
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    generator_definitions:
      - name: make_rack
    #   ^^^^^^^^^^^^^^^ error missing-config-key: generator definition make_rack has no file_path, no query, no targets.
    queries:
      - &q {name: a, file_path: a.gql}
      - <<: *q
      - {file_path: b.gql}
    #    ^^^^^^^^^^^^^^^^ error missing-config-key: this query has no name.
    `,
  );
});

test('the fix fills in what is named most like the entry', async () => {
  await checkFix(
    rule,
    `
    #- /objects/groups.yml
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: pods
        - name: racks
    #- /generators/make_rack.py
    class Generator: ...
    #- /generators/make_pod.py
    class Generator: ...
    #- /.infrahub.yml
    objects: [objects]
    queries:
      - name: make_pod
        file_path: queries/make_pod.gql
      - name: make_rack
        file_path: queries/make_rack.gql
    generator_definitions:
      - name: make-rack # layer 3
    `,
    `
    #- /.infrahub.yml
    objects: [objects]
    queries:
      - name: make_pod
        file_path: queries/make_pod.gql
      - name: make_rack
        file_path: queries/make_rack.gql
    generator_definitions:
      - name: make-rack # layer 3
        file_path: generators/make_rack.py
        query: make_rack
        targets: racks
    `,
  );
});

test.each([
  ['generator_definitions', 'generators/a.py', 'query: pod', ''],
  ['artifact_definitions', '', 'transformation: pod', '\n        content_type: text/plain'],
])('what the query needs comes along: %s', async (section, path, missing, content) => {
  const config = (added: string): string => `
    #- /queries/pod.gql
    query pod($name: String!) { NetworkPod(name__value: $name) { count } }
    #- /.infrahub.yml
    queries: [{name: pod, file_path: queries/pod.gql}]
    jinja2_transforms: [{name: pod, query: pod, template_path: templates/pod.j2}]
    ${section}:
      - name: make-pod${path && `\n        file_path: ${path}`}
        targets: pods${added}
    `;
  const parameters = '\n        parameters:\n          name: name__value';
  const after =
    section === 'generator_definitions'
      ? `\n        ${missing}${parameters}`
      : `${parameters}${content}\n        ${missing}`;
  const text = config(after);
  await checkFix(rule, config(''), `\n    ${text.slice(text.indexOf('#- /.infrahub.yml'))}`);
  await checkDiagnostics(['missing-query-variable'], text);
});

test.each([
  ['create_vlan', 'vlan_generator'],
  ['CreateVlans', 'vlan_generator'],
  ['site', 'site_generator'],
  ['something else', 'fabric_generator'],
])('the query for %s is one that has a word in common with it', async (name, query) => {
  const config = (added: string): string => `
    #- /.infrahub.yml
    queries:
      - {name: fabric_generator, file_path: a.gql}
      - {name: site_generator, file_path: b.gql}
      - {name: vlan_generator, file_path: c.gql}
    generator_definitions:
      - name: ${name}
        file_path: a.py
        targets: all${added}
    `;
  await checkFix(rule, config(''), config(`\n        query: ${query}`));
});

test.each(['queries/pod.gql', './queries//pod.gql'])(
  'a path that another entry has is not filled in: %s',
  async (path) => {
    const config = (added: string): string => `
    #- /queries/pod.gql
    query a { __typename }
    #- /queries/pods.gql
    query b { __typename }
    #- /.infrahub.yml
    queries:
      - name: other
        file_path: ${path}
      - name: pod${added}
    `;
    const after = config('\n        file_path: queries/pods.gql');
    await checkFix(rule, config(''), `\n    ${after.slice(after.indexOf('#- /.infrahub.yml'))}`);
  },
);

test.each([
  ['the file that declares its class', '', 'generators/racks.py'],
  ['that file, whatever tests declare', '#- /tests/racks.py\n    class RackMaker: ...', 'generators/racks.py'],
  ['a usual path while two declare it', '#- /lib/racks.py\n    class RackMaker: ...', 'generators/make-rack.py'],
])('a generator gets %s', async (_, other, path) => {
  const files = (added: string): string => `
    #- /generators/racks.py
    class Helper: ...
    class RackMaker: ...
    ${other}
    #- /.infrahub.yml
    queries:
      - {name: rack, file_path: rack.gql}
    generator_definitions:
      - {name: make-pod, file_path: generators/pods.py, query: rack, targets: pods}
      - name: make-rack
        query: rack
        targets: racks
        class_name: RackMaker${added}
  `;
  const after = files(`\n        file_path: ${path}`);
  await checkFix(rule, files(''), `\n    ${after.slice(after.indexOf('#- /.infrahub.yml'))}`);
});

test('nothing is missing for sure while the YAML has an error', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    queries:
      - name: "a
        file_path: b.gql
    `,
  );
});

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

import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'unknown-config-key';

test('keys that an entry does not have', async () => {
  expect(recordedInput('config', 'cfg02-query-under-check').accepted).toBe(false);
  expect(recordedInput('config', 'cfg02-unknown-key-in-generator').accepted).toBe(false);
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    generator_definitions:
      - name: make_rack
        file_path: generators/rack.py
        query: rack
        targets: racks
        paramters: {}
    #   ^^^^^^^^^ error unknown-config-key: a generator definition has no key 'paramters'. Did you mean 'parameters'?
    check_definitions:
      - name: rack_check
        file_path: checks/rack.py
        query: rack
    #   ^^^^^ error unknown-config-key: a check definition has no key 'query'. Its class names the query.
    artifact_definitions:
      - name: rack_artifact
        parameters: {}
        content_type: text/plain
        targets: racks
        transformation: rack_text
        path: rack.j2
    #   ^^^^ error unknown-config-key: an artifact definition has no key 'path'.
    `,
  );
});

test('merge keys and a section that a later one replaces are not judged', async () => {
  expect(recordedInput('config', 'file-anchors-and-merge').accepted).toBe(true);
  expect(recordedInput('config', 'file-same-root-key-twice-last-wins').accepted).toBe(true);
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    queries:
      - {name: old, unknown: 1, file_path: a.gql}
    queries:
      - &rack
        name: rack
        file_path: queries/rack.gql
      - <<: *rack
        name: site
    `,
  );
});

test('a key that came with a later Infrahub', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub-cascade.yml
    server_version: '1.4'
    #- /.infrahub.yml
    generator_definitions:
      - name: make_rack
        file_path: generators/rack.py
        query: rack
        targets: racks
        execute_after_merge: false
    #   ^^^^^^^^^^^^^^^^^^^ error unknown-config-key: 'execute_after_merge' came with Infrahub 1.5
    `,
  );
});

test('the query of a check moves to its class', async () => {
  await checkFix(
    rule,
    `
    #- /.infrahub.yml
    check_definitions:
      - name: rack_check
        query: rack
        class_name: RackCheck
        file_path: checks/rack.py
    #- /checks/rack.py
    from infrahub_sdk.checks import InfrahubCheck


    class RackCheck(InfrahubCheck):
        """Counts."""

        def validate(self, data): ...
    `,
    `
    #- /.infrahub.yml
    check_definitions:
      - name: rack_check
        class_name: RackCheck
        file_path: checks/rack.py
    #- /checks/rack.py
    from infrahub_sdk.checks import InfrahubCheck


    class RackCheck(InfrahubCheck):
        """Counts."""
        query = "rack"

        def validate(self, data): ...
    `,
  );
});

test('where the class names its query already, the key is only removed', async () => {
  await checkFix(
    rule,
    `
    #- /checks/rack.py
    class Check(InfrahubCheck):
        query = "rack"
    #- /.infrahub.yml
    check_definitions:
      - {name: rack_check, query: rack, file_path: checks/rack.py}
    `,
    `
    #- /.infrahub.yml
    check_definitions:
      - {name: rack_check, file_path: checks/rack.py}
    `,
  );
});

test.each([
  [
    'above the next key',
    '{odd: 1,\n     # b\n     name: a, file_path: b.gql}',
    '{\n     # b\n     name: a, file_path: b.gql}',
  ],
  ['above it, on lines of their own', '{\n     odd: 1, # a\n     # b\n     name: a}', '{\n     # b\n     name: a}'],
  ['behind the key before', '{name: a, # a\n     # b\n     odd: 1}', '{name: a # a\n     # b\n     }'],
  ['behind that and the key', '{name: a # a\n     , odd: 1 # b\n     }', '{name: a # a\n       # b\n     }'],
  ['without blanks', '{name: a,# a\n     odd: 1}', '{name: a # a\n     }'],
  ['that is none', '{name: "a#", odd: 1}', '{name: "a#"}'],
])('removing a key in braces keeps a comment %s', async (_name, before, after) => {
  const config = (entry: string): string => `#- /.infrahub.yml\nqueries:\n  - ${entry}\n`;
  await checkFix(rule, config(before), config(after));
});

test('a key with an anchor that is used elsewhere is not removed', async () => {
  const config = (path: string): string =>
    `#- /.infrahub.yml\nqueries:\n  - {name: a, odd: &p a.gql, file_path: ${path} }\n`;
  expect(await fixTitles(rule, config('*p'))).toEqual([]);
  expect(await fixTitles(rule, config('a.gql'))).toEqual(["Remove 'odd'"]);
});

test.each([
  ['jinja2_transforms', 'query: q, file_path', 'template_path'],
  ['jinja2_transforms', 'query: q, template', 'template_path'],
  ['generator_definitions', 'query: q, targets: t, path', 'file_path'],
  ['queries', 'file', 'file_path'],
])('in %s, {%s: …} is meant as %s', async (section, before, wanted) => {
  const config = (keys: string): string => `
    #- /.infrahub.yml
    ${section}:
      - {name: a, ${keys}: b.j2}
    `;
  await checkFix(rule, config(before), config(before.replace(/\w+$/, wanted)), `Rename to '${wanted}'`);
});

test('a key for a path is no guess where the entry has its path', async () => {
  const source = '#- /.infrahub.yml\nqueries:\n  - {name: a, file_path: a.gql, template: b.j2}\n';
  expect(await fixTitles(rule, source)).toEqual(["Remove 'template'"]);
});

import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'unknown-config-section';

test('names and keys that are no section', async () => {
  expect(recordedInput('config', 'cfg01-unknown-root-key').accepted).toBe(false);
  expect(recordedInput('config', 'cfg01-root-key-not-text').accepted).toBe(false);
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    {queries: [], objetcs: [], 1: []}
    #             ^^^^^^^ error unknown-config-section: it knows no section 'objetcs'. Did you mean 'objects'?
    #                          ^ error unknown-config-section: it knows no section '1'
    `,
  );
});

test('every section, and merge keys, are fine', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    schemas: []
    objects: []
    menus: []
    queries: []
    graphql_fragments: []
    jinja2_transforms: []
    python_transforms: []
    artifact_definitions: []
    check_definitions: []
    generator_definitions: []
    `,
  );
});

test('a section that an older Infrahub does not know', async () => {
  const files = (version: string): string => `
    #- /.infrahub-cascade.yml
    server_version: '${version}'
    #- /.infrahub.yml
    {queries: [], graphql_fragments: []}
    `;
  const mark = `
    #             ^^^^^^^^^^^^^^^^^ error unknown-config-section: the section 'graphql_fragments' came with Infrahub 1.9
    `;
  await checkDiagnostics(rule, files('1.9'));
  await checkDiagnostics(rule, files('1.8').trimEnd() + mark);
});

test('with a version that was only read from a compose file it is a warning', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /docker-compose.yml
    services: {server: {image: "registry.opsmill.io/opsmill/infrahub:1.8.7"}}
    #- /.infrahub.yml
    {graphql_fragments: [], nope: []}
    #^^^^^^^^^^^^^^^^^ warning unknown-config-section: Infrahub 1.8 refuses the whole file
    #                       ^^^^ error unknown-config-section: it knows no section 'nope'
    `,
  );
});

test('the fixes rename or remove', async () => {
  await checkFix(
    rule,
    `
    #- /.infrahub.yml
    queries: []
    generators:
      - name: a
    `,
    `
    #- /.infrahub.yml
    queries: []
    generator_definitions:
      - name: a
    `,
  );
  const before = `
    #- /.infrahub.yml
    transforms: []
    queries: []
    `;
  expect(await fixTitles(rule, before)).toEqual([
    "Rename to 'jinja2_transforms'",
    "Rename to 'python_transforms'",
    "Remove 'transforms'",
  ]);
  await checkFix(
    rule,
    before,
    `
    #- /.infrahub.yml
    queries: []
    `,
    "Remove 'transforms'",
  );
});

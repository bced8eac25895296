import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'config-path-as-mapping';

test('the form that the guide prints is refused', async () => {
  expect(recordedInput('config', 'cfg06-mapping-in-objects').accepted).toBe(false);
  expect(recordedInput('config', 'cfg06-plain-paths').accepted).toBe(true);
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    objects:
      - file_path: objects/a.yml
    #   ^^^^^^^^^^^^^^^^^^^^^^^^ error config-path-as-mapping: Write '- objects/a.yml' without a key
      - objects/b.yml
    menus:
      - {a: 1, b: 2}
    #   ^^^^^^^^^^^^ error config-path-as-mapping: must be a plain path, not a mapping
    queries:
      - {name: a, file_path: a.gql}
    `,
  );
});

test('the fix covers the whole section', async () => {
  await checkFix(
    rule,
    `
    #- /.infrahub.yml
    objects:
      - file_path: objects/a.yml # first
      - objects/b.yml
      - name: c
        file_path: "objects/c.yml"
      - {path: objects/d.yml}
    `,
    `
    #- /.infrahub.yml
    objects:
      - objects/a.yml # first
      - objects/b.yml
      - objects/c.yml
      - objects/d.yml
    `,
    'Write all 3 as plain paths',
  );
});

import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'duplicate-config-section';

test('the last of several sections counts', async () => {
  expect(recordedInput('config', 'file-same-root-key-twice-last-wins').accepted).toBe(true);
  expect(recordedInput('config', 'file-same-root-key-twice').accepted).toBe(false);
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    {menus: [], objects: [a.yml], objects: [b.yml], queries: [], objects: [c.yml]}
    #           ^^^^^^^ warning duplicate-config-section: Infrahub ignores this section: objects is written again
    #                             ^^^^^^^ warning duplicate-config-section
    `,
  );
});

test('the fixes move the items, or remove the section that is ignored', async () => {
  const before = `
    #- /.infrahub.yml
    ---
    queries:
      - name: a # first
        file_path: a.gql
    objects:
      - objects/a.yml
    queries:
      - name: b
        file_path: b.gql
    `;
  await checkFix(
    rule,
    before,
    `
    #- /.infrahub.yml
    ---
    objects:
      - objects/a.yml
    queries:
      - name: b
        file_path: b.gql
      - name: a
        file_path: a.gql
    `,
  );
  await checkFix(
    rule,
    before,
    `
    #- /.infrahub.yml
    ---
    objects:
      - objects/a.yml
    queries:
      - name: b
        file_path: b.gql
    `,
    'Remove this section',
  );
});

import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

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

test('items are not moved to where their name is taken; what is there already goes', async () => {
  const source = (moved: string): string => `
    #- /.infrahub.yml
    ---
    queries:
      - ${moved}
    queries:
      - name: b
        file_path: b.gql
    `;
  const titles = (moved: string): Promise<string[]> => fixTitles(rule, source(moved));
  expect(await titles('{name: b, file_path: other.gql}')).toEqual(['Remove this section']);
  expect(await titles('{name: a, file_path: other.gql}')).toEqual([
    "Move its items to the last 'queries'",
    'Remove this section',
  ]);
  expect(await titles('{name: b, file_path: b.gql}')).toEqual(['Remove this section']);
  const objects = `
    #- /.infrahub.yml
    ---
    objects: [objects/a.yml, objects/b.yml]
    objects:
      - objects/b.yml
    `;
  await checkFix(
    rule,
    objects,
    `
    #- /.infrahub.yml
    ---
    objects:
      - objects/b.yml
      - objects/a.yml
    `,
  );
});

import { expect, test } from 'vitest';
import { recordedInput } from '../../evidence/recorded';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

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

test('no fix takes away an anchor that is used elsewhere, or a comment inside', async () => {
  const config = (item: string, other: string): string =>
    `#- /.infrahub.yml\nobjects:\n  - ${item}\nmenus: [${other}]\n`;
  expect(await fixTitles(rule, config('file_path: &a objects/a.yml', '*a'))).toEqual([]);
  await checkFix(rule, config('&a {file_path: objects/a.yml}', 'm'), config('&a objects/a.yml', 'm'));
  await checkFix(rule, config('file_path: &a objects/a.yml', '"*a"'), config('objects/a.yml', '"*a"'));
  await checkFix(rule, config('file_path: a&b.yml # *b', '"*b"'), config('a&b.yml # *b', '"*b"'));
  expect(await fixTitles(rule, config('file_path: a.yml # why\n    # so', 'b'))).toEqual(['Write it as a plain path']);
  expect(await fixTitles(rule, config('name: a # why\n    file_path: a.yml', 'b'))).toEqual([]);
});

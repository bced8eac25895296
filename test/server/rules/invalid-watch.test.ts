import { expect, test } from 'vitest';
import { allRecorded } from '../../evidence/recorded';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'invalid-watch';

test('the shapes that are refused', async () => {
  expect(allRecorded('config').filter(({ name, accepted }) => name.startsWith('cfg18') && !accepted)).toHaveLength(9);
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    python_transforms:
      - {name: a, file_path: a.py, watch: [lib]}
    #                                     ^^^^^ error invalid-watch: must be a mapping with files, not a list
      - {name: b, file_path: a.py, watch: {paths: [lib]}}
    #                                      ^^^^^ error invalid-watch: watch has the one key files, not 'paths'
      - {name: c, file_path: a.py, watch: {files: lib}}
    #                                             ^^^ error invalid-watch: files of watch must be a list, not 'lib'
      - {name: d, file_path: a.py, watch: {files: [12, lib]}}
    #                                              ^^ error invalid-watch: must be text, not a number
      - {name: e, file_path: a.py, watch: {files: [lib]}}
      - {name: f, file_path: a.py, watch: {}}
      - {name: g, file_path: a.py, watch: }
    `,
  );
});

test('an alias is what it stands for', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    python_transforms:
      - {name: a, file_path: a.py, watch: {files: [&path lib, &number 12]}}
    #                                                                 ^^ error invalid-watch: must be text, not a number
      - {name: b, file_path: b.py, watch: {files: [*path, *number]}}
    #                                                     ^^^^^^^ error invalid-watch: must be text, not a number
    `,
  );
});

test('since when there is watch', async () => {
  const files = (version: string, mark = ''): string => `
    #- /.infrahub-cascade.yml
    server_version: '${version}'
    #- /.infrahub.yml
    python_transforms: [{name: a, file_path: a.py, watch: {files: []}}]
    generator_definitions: [{name: a, file_path: a.py, query: a, targets: a, watch: {files: []}}]
    ${mark}
    `;
  const mark = `#                                                                        ^^^^^ error invalid-watch: came with Infrahub 1.11`;
  await checkDiagnostics(rule, files('1.11'));
  await checkDiagnostics(rule, files('1.10', mark));
});

test('the fixes', async () => {
  const before = (watch: string): string => `
    #- /.infrahub.yml
    python_transforms:
      - name: a
        file_path: a.py
        ${watch}
    `;
  await checkFix(
    rule,
    before('watch: [lib, b.py]'),
    before('watch:\n          files:\n            - lib\n            - b.py'),
  );
  await checkFix(rule, before('watch: lib'), before('watch:\n          files:\n            - lib'));
  await checkFix(rule, before('watch: {paths: [lib]}'), before('watch: {files: [lib]}'));
  await checkFix(rule, before('watch: {files: lib}'), before('watch: {files: [lib]}'));
  await checkFix(rule, before('watch: {files: [{path: lib}]}'), before('watch: {files: [lib]}'));
  const list = before('watch:\n          files:\n            - lib\n            - b.py');
  await checkFix(rule, before('watch: [{files: [lib, b.py]}]'), list);
  expect(await fixTitles(rule, before('watch: [lib, {files: [b.py], also: c.py}]'))).toEqual([]);
});

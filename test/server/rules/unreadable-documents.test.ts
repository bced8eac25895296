import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { findingsIn } from '../../support/findings';
import { openRepository } from '../../support/repository';

const rule = 'unreadable-documents';

const group = (name: string) => `kind: Object
spec:
  kind: CoreStandardGroup
  data:
    - name: ${name}
`;

test('two documents and one separator', async () => {
  const found = await findingsIn(rule, `${group('a')}--- # b\n${group('b')}`);
  expect(found).toEqual([
    'error "--- # b": The loader refuses this file: it reads it as one document, because it does ' +
      'not begin with ---, and here another document starts. Begin the file with ---.',
  ]);
});

test('the fix puts a separator before every document', async () => {
  await checkFix(rule, `${group('a')}---\n${group('b')}`, `---\n${group('a')}---\n${group('b')}`);
  await checkFix(rule, `${group('a')}...\n${group('b')}`, `---\n${group('a')}...\n---\n${group('b')}`);
  await checkFix(rule, `${group('a')}...\n---\n${group('b')}`, `---\n${group('a')}...\n---\n${group('b')}`);
});

test.each([
  ['one document', group('a')],
  ['two documents behind a separator', `---\n${group('a')}---\n${group('b')}`],
  ['three documents, so two separators', `${group('a')}---\n${group('b')}---\n${group('c')}`],
  ['a comment that holds the second one', `# --- groups\n${group('a')}---\n${group('b')}`],
  ['a text that holds it', `${group('a---')}---\n${group('b')}`],
  ['an end marker', `---\n${group('a')}...\n`],
])('%s is read', async (_, text) => {
  await checkDiagnostics(rule, text);
});

test.each([
  ['a comment only', `---\n${group('a')}---\n# later\n`, '---'],
  ['an empty mapping', `---\n${group('a')}--- {}\n`, '--- {}'],
  ['a separator at the end', `${group('a')}---\n`, '---'],
  ['two separators', `---\n---\n${group('a')}`, '---'],
])('a document with nothing in it: %s', async (_, text, marked) => {
  const found = await findingsIn(rule, text);
  expect(found).toContain(
    `error "${marked}": The loader refuses this file: there is nothing in the document that begins here. Remove the ---.`,
  );
});

test('the fix removes the separator', async () => {
  await checkFix(rule, `---\n${group('a')}---\n# later\n`, `---\n${group('a')}# later\n`);
  await checkFix(rule, `---\n${group('a')}---\n`, `---\n${group('a')}`);
  await checkFix(rule, `---\n---\n${group('a')}`, `---\n${group('a')}`);
  await checkFix(rule, `---\r\n---\r\nkind: Object\r\n`, `---\r\nkind: Object\r\n`);
});

test('an empty file of a listed folder is refused; other empty files are none of ours', async () => {
  const message = 'The loader refuses this file, and with it the whole load: there is nothing in it.';
  expect(await findingsIn(rule, '')).toEqual([`error "": ${message}`]);
  expect(await findingsIn(rule, '# nothing\n')).toEqual([`error "": ${message}`]);
  expect(await findingsIn(rule, '\n', '/other/a.yml')).toEqual([]);
});

test.each(['---\nnull\n', '--- null\n', '---\n{}\n', '--- []\n', '---\nfalse\n', '---\n""\n', '--- ""'])(
  'the fix removes %j whole',
  async (text) => {
    await checkFix(rule, `---\n${group('a')}${text}`, `---\n${group('a')}`);
  },
);

test('the fix leaves comments, and a tag is no business of it', async () => {
  await checkFix(rule, `---\n${group('a')}---\n# b\nnull # c\n# d\n`, `---\n${group('a')}# b\n# c\n# d\n`);
  expect(await fixTitles(rule, `---\n${group('a')}--- !!null null\n`)).toEqual([]);
});

test.each(['null', '{}', '[]', 'false', '""'])('a document of %s is refused once', async (text) => {
  const { service, uri } = await openRepository([['/objects/a.yml', `---\n${group('a')}---\n${text}\n`]]);
  expect(service.diagnostics(uri('/objects/a.yml')).map(({ finding }) => finding.rule.id)).toEqual([rule]);
});

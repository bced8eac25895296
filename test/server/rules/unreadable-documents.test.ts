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
  ['two end markers', `---\n${group('a')}...\n...\n---\n${group('b')}`],
  ['end markers with a comment between', `---\n${group('a')}...\n# b\n...\n\n...\n---\n${group('b')}`],
  ['end markers at the end', `${group('a')}...\n...\n`],
  ['a directive behind an end marker', `---\n${group('a')}...\n%YAML 1.1\n---\n${group('b')}`],
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

const unmarked =
  'The loader refuses this file: ... above ends a document, and the next one, which starts here, does not begin with ---. ';

test.each([
  ['where another follows', `---\n${group('a')}...\n${group('b')}---\n${group('c')}`, 'Put --- before it.'],
  ['with dashes in a comment', `---\n${group('a')}...\n# ---\n${group('b')}`, 'Put --- before it.'],
  ['with the first of them marked', `---\n${group('a')}...\n${group('b')}`, 'Put --- before it.'],
  ['with none marked', `${group('a')}...\n${group('b')}`, 'Begin every document with ---.'],
])('a document without --- behind an end marker, %s', async (_, text, advice) => {
  expect(await findingsIn(rule, text)).toEqual([`error "kind: Object": ${unmarked}${advice}`]);
});

test('the fix puts --- before the document behind an end marker', async () => {
  const fixed = `---\n${group('a')}...\n---\n# b\n${group('b')}---\n${group('c')}`;
  await checkFix(rule, fixed.replace('---\n# b', '# b'), fixed, 'Begin the document with ---');
  await checkFix(rule, `---\n${group('a')}...\n${group('b')}`, `---\n${group('a')}...\n---\n${group('b')}`);
  await checkFix(
    rule,
    `${group('a')}...\n${group('b')}`,
    `---\n${group('a')}...\n---\n${group('b')}`,
    'Begin every document with ---',
  );
  expect(await fixTitles(rule, `---\n${group('a')}...\nnull\n`)).toEqual([]);
});

test.each([`...\n---\n${group('a')}`, `...\n...\n---\n${group('a')}`, `...\n${group('a')}`])(
  'a file that begins with an end marker: %j',
  async (text) => {
    expect(await findingsIn(rule, text)).toEqual([
      'error "...": The loader refuses this file: it begins with ..., where a document has to begin. Remove that line.',
    ]);
    await checkFix(rule, text, text.replaceAll('...\n', ''), 'Remove the ...');
  },
);

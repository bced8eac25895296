import { expect, test } from 'vitest';
import { applyEdits, checkFix, fixTitles } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';
import { yamlValues } from '../../support/yamlValues';

const rule = 'yaml-syntax-error';
const example = readFolder('examples/fabric');
const paths = ['/.infrahub.yml', '/objects/90_triggers.yml', '/objects/03_fabrics.yml'];

/** The lines of an item, a section or a document, with a tab for every two blanks before them. */
function* tabbed(text: string): Iterable<string> {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => (/^(?: {2,4}- name|\w+:$)/.test(line) ? index : []));
  for (const start of starts) {
    const indent = lines[start]?.search(/\S/) ?? 0;
    const next = lines.findIndex((line, at) => at > start && /\S/.test(line) && line.search(/\S/) <= indent);
    const end = next < 0 ? lines.length : next;
    const withTabs = (line: string): string => line.replace(/^ +/, (blanks) => '\t'.repeat(blanks.length / 2));
    yield lines.map((line, at) => (at >= start && at < end ? withTabs(line) : line)).join('\n');
  }
  yield text.replaceAll(/^ +/gm, (blanks) => '\t'.repeat(blanks.length / 2));
}

test.each(paths)(
  '%s with tabs before the lines of a part, and before all: one fix restores what it said',
  async (path) => {
    const original = example.find(([each]) => each === path)?.[1] ?? '';
    const repository = await openRepository(example);
    const uri = repository.uri(path);
    const errors = (text: string) => {
      repository.files.set(uri, text);
      repository.service.updateDocument(uri, text);
      return repository.service.diagnostics(uri).filter(({ finding }) => finding.rule.id === rule);
    };
    for (const text of tabbed(original)) {
      let fixed = text;
      // Each document has an error and a fix of its own.
      for (let left = errors(text).length; left > 0; left--) {
        const [error, ...more] = errors(fixed);
        expect(more).toHaveLength(left - 1);
        const fix = error?.finding.fixes?.().find(({ title }) => /^Replace the tabs before \d+ lines with/.test(title));
        if (!fix) throw new Error(`no such fix\n${fixed}`);
        fixed = applyEdits(repository, repository.service.resolveFix(uri, fix)).get(path) ?? '';
      }
      expect(yamlValues(fixed), text).toBe(yamlValues(original));
    }
  },
);

const item = (lines: string): string =>
  `kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n    - name: a\n${lines}      active: true\n`;

test.each([
  ['lines below each other', '\tmatches:\n\t\tkind: A\n', '      matches:\n        kind: A\n'],
  ['lines apart', '\taction: b\n      # c\n\tnode_kind: C\n', '      action: b\n      # c\n      node_kind: C\n'],
  [
    'lines with others between',
    '\taction: b\n      branch_scope: c\n\tnode_kind: C\n',
    '      action: b\n      branch_scope: c\n      node_kind: C\n',
  ],
  ['a tab for four blanks', '\t- name: b\n\t  action: c\n', '    - name: b\n      action: c\n'],
])('%s stand like those around them', async (_, lines, mended) => {
  await checkFix(rule, item(lines), item(mended), 'Replace the tabs before 2 lines with blanks');
});

test.each([
  ['two readings', 'kind: Object\nspec:\n  a:\n    b:\n\tc: d\n\te: f\n'],
  ['keys beside their equals', item('\tname: b\n\taction: c\n')],
  ['another error', item('\taction: b\n\tnode_kind: [\n')],
])('%s: only the line alone is offered', async (_, source) => {
  expect(await fixTitles(rule, source)).toEqual(['Replace with blanks']);
});

test('a tab within a block text stays', async () => {
  const source = (blanks: string): string =>
    item(`${blanks}action: b\n${blanks}node_kind: C\n      description: |\n        a\n        \tb\n`);
  await checkFix(rule, source('\t'), source('      '), 'Replace the tabs before 2 lines with blanks');
});

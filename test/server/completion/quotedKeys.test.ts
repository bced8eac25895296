import { describe, expect, test } from 'vitest';
import { checkCompletionEdit, completionAt } from '../../support/checkCompletion';

const rule = (body: string): string => `kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n${body}`;

describe('a quoted key that begins its mapping', () => {
  test.each([
    ['an object', rule('    - "na$0"\n'), 'name'],
    ['spec', 'kind: Object\nspec:\n  "ki$0"\n', 'kind'],
    ['parameters of a document', 'kind: Object\nspec:\n  parameters:\n    "ex$0"\n', 'expand_range'],
    ['matches', rule('    - name: a\n      node_kind: BuiltinTag\n      matches:\n        "ki$0"\n'), 'kind'],
    [
      'a match',
      rule(
        '    - name: a\n      node_kind: BuiltinTag\n      matches:\n        kind: CoreNodeTriggerAttributeMatch\n' +
          '        data:\n          - "att$0"\n',
      ),
      'attribute_name',
    ],
    ['an empty configuration', '#- /.infrahub.yml\n"que$0"\n', 'queries'],
    ['an item of a section', '#- /.infrahub.yml\ngenerator_definitions:\n  - "na$0"\n', 'name'],
    ['the settings', '#- /.infrahub-cascade.yml\nrules:\n  "unk$0"\n', 'unknown-action'],
  ])('%s', async (_name, source, label) => {
    const { result } = await completionAt(source);
    expect(result.items.map((item) => item.label)).toContain(label);
  });

  test('an open quote is closed, with a colon behind it', () =>
    checkCompletionEdit(rule('    - "na$0\n'), 'name', rule('    - "name": \n')));

  test('closed quotes get a colon behind them, in braces and in block style', async () => {
    await checkCompletionEdit(
      rule('    - {"name": "x", "act$0"}\n'),
      'action',
      rule('    - {"name": "x", "action": }\n'),
    );
    await checkCompletionEdit(rule("    - {'$0', name: x}\n"), 'action', rule("    - {'action': , name: x}\n"));
    await checkCompletionEdit(rule('    - "na$0"\n'), 'name', rule('    - "name": \n'));
    await checkCompletionEdit(rule('    - {"na$0": x}\n'), 'name', rule('    - {"name": x}\n'));
  });

  test('behind other keys the quotes stay and get a colon behind them', async () => {
    const later = (line: string): string => rule(`    - name: x\n      ${line}\n      active: true\n`);
    await checkCompletionEdit(later('"act$0"'), 'action', later('"action": '));
    await checkCompletionEdit(later('"act$0'), 'action', later('"action": '));
    await checkCompletionEdit(later("'$0'"), 'action', later("'action': "));
  });

  test('a quote that is missing before the colon is written, and the value stays', async () => {
    const first = (line: string): string => rule(`    - ${line}\n      active: true\n`);
    const later = (line: string): string => rule(`    - name: x\n      ${line}\n      active: true\n`);
    await checkCompletionEdit(later('"act$0: run'), 'action', later('"action": run'));
    await checkCompletionEdit(first('"$0: x'), 'name', first('"name": x'));
    await checkCompletionEdit(first("'na$0me: x # y"), 'name', first("'name': x # y"));
  });

  test('variables of the query', async () => {
    const { result } = await completionAt(`
      #- /q.gql
      query q($pod_name: String!) { BuiltinTag(name__value: $pod_name) { count } }
      #- /.infrahub.yml
      queries:
        - {name: q, file_path: q.gql}
      generator_definitions:
        - name: g
          query: q
          parameters:
            "po$0"
      `);
    expect(result.items.map((item) => item.label)).toEqual(['pod_name']);
  });
});

test('a list of texts gets no keys in quotes', async () => {
  const { result } = await completionAt('#- /.infrahub.yml\nobjects:\n  - "$0"\n#- /objects/a.yml\n');
  expect(result.items.map((item) => item.kind)).not.toContain('key');
});

test('watch on the same line begins its mapping below', () =>
  checkCompletionEdit(
    '#- /.infrahub.yml\ngenerator_definitions:\n  - name: a\n    watch: $0\n',
    'files',
    '#- /.infrahub.yml\ngenerator_definitions:\n  - name: a\n    watch:\n      files:\n        - \n',
  ));

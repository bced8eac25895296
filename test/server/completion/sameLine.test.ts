import { describe, expect, test } from 'vitest';
import { checkCompletion, checkCompletionEdit, completionAt } from '../../support/checkCompletion';
import { accepted, acceptedRule, match, object, rule, withConfig, withTriggers } from '../../support/completionFixture';

/** Behind a key: what has to begin on the next line. */
const file = (text: string): string => `#- /objects/90_triggers.yml\n${text}`;
const settings = (text: string): string => `#- /.infrahub-cascade.yml\n${text}`;
const nested = (...lines: string[]): string => withTriggers(object('NetworkPod', 'name: p', ...lines));

async function labelsAt(source: string): Promise<string[]> {
  return (await completionAt(source)).result.items.map(({ label }) => label);
}

describe('the same on the line of the key as on the next one', () => {
  test.each<[name: string, around: (value: string) => string, indent: number]>([
    ['spec', (value) => withTriggers(`kind: Object\nspec:${value}\n`), 2],
    [
      'parameters of spec',
      (value) => withTriggers(`kind: Object\nspec:\n  kind: NetworkPod\n  parameters:${value}\n`),
      4,
    ],
    ['one nested object', (value) => nested('fabric:', '  kind: NetworkFabric', `  data:${value}`), 10],
    ['the object of an action', (value) => rule('action:', '  kind: CoreGeneratorAction', `  data:${value}`), 10],
    ['a relationship without names', (value) => nested(`racks:${value}`), 8],
    ['a parent', (value) => nested(`fabric:${value}`), 8],
    ['parameters of a generator', (value) => withConfig(`    parameters:${value}\n`), 6],
    ['watch', (value) => withConfig(`    watch:${value}\n`), 6],
    ['rules', (value) => settings(`rules:${value}\n`), 2],
  ])('%s', async (_name, around, indent) => {
    const below = await labelsAt(around(`\n${' '.repeat(indent)}$0`));
    expect(below).not.toEqual([]);
    expect(await labelsAt(around(' $0'))).toEqual(below);
    expect(await labelsAt(around('$0'))).toEqual(below);
  });

  test('matches: whole ones come behind the keys', () =>
    checkCompletion(
      rule('node_kind: NetworkPod', 'matches: $0'),
      'key kind\nkey data\nsnippet attribute match\nsnippet relationship match',
    ));
});

test.each<[name: string, source: string]>([
  ['objects', withTriggers('kind: Object\nspec:\n  kind: NetworkPod\n  data:$0\n    - name: p\n')],
  [
    'objects behind a comment',
    withTriggers('kind: Object\nspec:\n  kind: NetworkPod\n  data: $0\n# c\n    - name: p\n'),
  ],
])('no whole object begins behind the colon above %s that are there', async (_name, source) => {
  expect(await labelsAt(source)).toEqual([]);
});

describe('a block begins on the next line, with no blank behind the colon', () => {
  test('a key of spec', () =>
    checkCompletionEdit(withTriggers('kind: Object\nspec: $0\n'), 'kind', file('kind: Object\nspec:\n  kind: \n')));

  test('right behind the colon', () =>
    checkCompletionEdit(withTriggers('kind: Object\nspec:$0\n'), 'kind', file('kind: Object\nspec:\n  kind: \n')));

  test('half a key', () =>
    checkCompletionEdit(
      withTriggers('kind: Object\nspec: da$0\n'),
      'data',
      file('kind: Object\nspec:\n  data:\n    - \n'),
    ));

  test('without a colon', () =>
    checkCompletionEdit(settings('rules unk$0\n'), 'unknown-action', settings('rules:\n  unknown-action: \n')));

  test('parameters', () =>
    checkCompletionEdit(
      withConfig('    parameters: $0\n'),
      'pod_name',
      withConfig('    parameters:\n      pod_name: \n'),
    ));

  test('rules', () =>
    checkCompletionEdit(settings('rules: $0\n'), 'unknown-action', settings('rules:\n  unknown-action: \n')));

  test('matches', () =>
    checkCompletionEdit(rule('matches: $0'), 'data', acceptedRule('matches:', '  data:', '    - ')));

  test('whole matches', () =>
    checkCompletionEdit(
      rule('node_kind: NetworkPod', 'matches: $0'),
      'attribute match',
      acceptedRule(...match('attribute_name: checksum', 'value_match: any')),
    ));

  test('a nested object', () =>
    checkCompletionEdit(nested('fabric: $0'), 'kind', accepted('NetworkPod', 'name: p', 'fabric:', '  kind: ')));

  test('keys that follow stay where they are', () =>
    checkCompletionEdit(
      withTriggers('kind: Object\nspec: $0\nmetadata: {}\n'),
      'data',
      file('kind: Object\nspec:\n  data:\n    - \nmetadata: {}\n'),
    ));

  test('line breaks of Windows', async () => {
    const { result } = await completionAt(withTriggers('kind: Object\r\nspec: $0\r\n'));
    expect(result.items.find(({ label }) => label === 'kind')?.edit.newText).toBe('\r\n  kind: ');
  });
});

describe('no block', () => {
  test.each([
    ['in quotes', withTriggers('kind: Object\nspec: "$0"\n')],
    ['above a block', withTriggers('kind: Object\nspec: k$0\n    kind: NetworkPod\n')],
    ['above a list', settings('ignore: k$0\n- a\n')],
    ['of a text', nested('name: $0')],
    ['of a path', withConfig('    convert_query_response: $0\n')],
  ])('%s', async (_name, source) => {
    const { result } = await completionAt(source);
    expect(result.items.filter(({ edit }) => edit.newText.includes('\n'))).toEqual([]);
  });

  test('where a name is known', () => checkCompletion(rule('action: $0'), 'reference run-pod'));
});

describe('keys behind a comma and half of one, in braces', () => {
  test.each<[name: string, around: (text: string) => string, first: string, second: string]>([
    ['a document', (text) => withTriggers(`{${text}}\n`), 'kind: Object', 'spec'],
    ['spec', (text) => withTriggers(`kind: Object\nspec: {${text}}\n`), 'kind: NetworkPod', 'data'],
    [
      'an object',
      (text) => withTriggers(`kind: Object\nspec: {kind: NetworkPod, data: [{${text}}]}\n`),
      'name: a',
      'role',
    ],
    ['matches', (text) => rule(`matches: {${text}}`), 'kind: CoreNodeTriggerAttributeMatch', 'data'],
    ['a nested object', (text) => nested(`racks: {${text}}`), 'kind: NetworkPod', 'data'],
    ['parameters', (text) => withConfig(`    parameters: {${text}}\n`), 'pod_name: name__value', 'limit'],
    ['rules', (text) => settings(`rules: {${text}}\n`), 'unknown-action: error', 'unknown-group'],
  ])('%s', async (_name, around, first, second) => {
    for (const typed of ['$0', `${second.slice(0, 2)}$0`, `"${second.slice(0, 2)}$0"`]) {
      const before = around(`${first}, ${typed}`);
      const end = typed.startsWith('"') ? `"${second}": ` : `${second}: `;
      expect(await labelsAt(before)).toContain(second);
      await checkCompletionEdit(before, second, around(`${first}, ${end}`));
    }
    expect(await labelsAt(around(`${first},\n        $0\n        `))).toContain(second);
    expect(await labelsAt(around(`$0, ${first}`))).toContain(second);
  });

  test('a relationship without names begins a mapping of its own', () =>
    checkCompletionEdit(
      withTriggers('kind: Object\nspec: {kind: NetworkPod, data: [{name: a, racks: $0}]}\n'),
      'data',
      file('kind: Object\nspec: {kind: NetworkPod, data: [{name: a, racks: {data: []}}]}\n'),
    ));
});

describe('an item of a list that is not begun', () => {
  test.each<[name: string, around: (text: string) => string, key: string, indent: number]>([
    ['objects', (text) => withTriggers(`kind: Object\nspec:\n  kind: NetworkPod\n  data:${text}\n`), 'role', 4],
    [
      'matches',
      (text) => rule('node_kind: NetworkPod', 'matches:', '  kind: CoreNodeTriggerAttributeMatch', `  data:${text}`),
      'attribute_name',
      10,
    ],
    ['nested objects', (text) => nested('racks:', `  data:${text}`), 'role', 10],
    ['a section', (text) => `#- /.infrahub.yml\nqueries:${text}\n`, 'file_path', 2],
  ])('%s', async (_name, around, key, indent) => {
    const line = `\n${' '.repeat(indent)}`;
    const after = around(`${line}- ${key}: `);
    await checkCompletionEdit(around(' $0'), `- ${key}`, after);
    await checkCompletionEdit(around('$0'), `- ${key}`, after);
    await checkCompletionEdit(around(`${line}$0`), `- ${key}`, after);
    await checkCompletionEdit(around(` ${key.slice(0, 2)}$0`), `- ${key}`, after);
  });

  test('behind a dash there is one already', async () =>
    expect(await labelsAt('#- /.infrahub.yml\nqueries:\n  - $0\n')).toEqual(['name', 'file_path', 'query']));
});

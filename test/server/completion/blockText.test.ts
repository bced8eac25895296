import { describe, expect, test } from 'vitest';
import { checkCompletion, checkCompletionEdit, completionAt } from '../../support/checkCompletion';
import { acceptedRule, object, rule, withConfig, withTriggers } from '../../support/completionFixture';

async function labelsAt(source: string): Promise<string[]> {
  return (await completionAt(source)).result.items.map(({ label }) => label);
}

describe('a word below `>-` or `|-` is completed like a plain one', () => {
  test.each<[name: string, key: string, around: (value: string) => string, indent: number]>([
    ['a kind', 'node_kind', (text) => rule(text), 8],
    ['a choice', 'mutation_action', (text) => rule(text), 8],
    ['an action', 'action', (text) => rule(text), 8],
    [
      'the kind of a document',
      'kind',
      (text) => withTriggers(`kind: Object\nspec:\n  ${text}\n  data:\n    - name: a\n`),
      4,
    ],
    ['a query', 'query', (text) => withConfig(`  - name: b\n    ${text}\n`), 6],
  ])('%s', async (_name, key, around, indent) => {
    const line = `\n${' '.repeat(indent)}`;
    const plain = await labelsAt(around(`${key}: $0`));
    const names = plain.filter((label) => !['kind', 'data', 'id', 'hfid'].includes(label) && !label.includes(' '));
    expect(names).not.toEqual([]);
    for (const header of ['>-', '|-', '>-  # note', '>2-']) {
      expect(await labelsAt(around(`${key}: ${header}${line}$0`))).toEqual(names);
      expect(await labelsAt(around(`${key}: ${header}${line}C$0`))).toEqual(names);
      expect(await labelsAt(around(`${key}: ${header}\n${line}C$0`))).toEqual(names);
    }
  });

  test('the word is replaced', async () => {
    await checkCompletionEdit(
      rule('node_kind: >-', '  Netw$0ork', 'action: a'),
      'NetworkPod',
      acceptedRule('node_kind: >-', '  NetworkPod', 'action: a'),
    );
    await checkCompletionEdit(rule('action: >-', '  $0'), 'run-pod', acceptedRule('action: >-', '  run-pod'));
  });

  test('nothing is quoted there', () =>
    checkCompletionEdit(
      withTriggers(object('NetworkPod', 'name: a', 'role: |-', '  o$0')),
      'on',
      `#- /objects/90_triggers.yml\n${object('NetworkPod', 'name: a', 'role: |-', '  on')}`,
    ));

  test('an item of a list', async () =>
    expect(
      await labelsAt(withTriggers(object('NetworkPod', 'name: a', 'member_of_groups:', '  - >-', '    p$0'))),
    ).toEqual(['pods']));
});

describe('nothing is offered', () => {
  test.each([
    ['where a line break would end the name', rule('node_kind: >', '  Netw$0')],
    ['where one would be kept', rule('node_kind: |+', '  Netw$0')],
    ['on a second line', rule('node_kind: >-', '  Network', '  P$0')],
    ['above a second line', rule('node_kind: >-', '  N$0', '', '  Pod')],
    ['before the word', rule('node_kind: >-', '  $0   Pod')],
    ['above a line that looks like a comment', rule('node_kind: >-', '  N$0', '  # Pod')],
  ])('%s', (_name, source) => checkCompletion(source, ''));
});

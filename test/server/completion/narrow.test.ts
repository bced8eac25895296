import { expect, test } from 'vitest';
import { narrowed } from '../../../server/src/features/completion/narrow';
import { chunkAt, parseYamlFile } from '../../../server/src/syntax/yaml/yamlFile';
import { checkCompletion, checkCompletionEdit } from '../../support/checkCompletion';
import { object, withTriggers } from '../../support/completionFixture';

const rules = Array.from(
  { length: 400 },
  (_, index) => `    - name: rule-${index}\n      node_kind: NetworkPod\n      action: run-pod\n`,
);
/** Rules in one chunk, because of the anchor, with lines in the middle. */
const long = (lines: string): string =>
  `kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data: &all\n${rules.slice(0, 200).join('')}${lines}${rules.slice(200).join('')}`;

function windowOf(source: string): { text: string; around: string } {
  const offset = source.indexOf('$0');
  const text = source.replace('$0', '');
  const file = parseYamlFile('file:///a.yml', text);
  const found = chunkAt(file, offset);
  if (!found) throw new Error('no chunk');
  const window = narrowed(text, found.document, found.chunk, offset);
  const at = offset - window.delta;
  return { text: window.text, around: `${window.text.slice(at - 8, at)}$0${window.text.slice(at, at + 1)}` };
}

test('of a file in chunks, the item is parsed, with a dash for the next one', () => {
  const { text, around } = windowOf(long('    - name: r\n      node_$0\n').replace(' &all', ''));
  expect(text).toBe('    - name: r\n      node_\n    -');
  expect(around).toBe('   node_$0\n');
});

test('of a long file in one chunk, the way to the cursor is parsed', () => {
  const { text, around } = windowOf(long('    - name: r\n      node_$0\n'));
  expect(text.length).toBeLessThan(200);
  expect(text).toContain('  kind: CoreNodeTriggerRule\n');
  expect(around).toBe('   node_$0\n');
});

test('a key in a long file in one chunk', () =>
  checkCompletionEdit(
    withTriggers(long('    - name: r\n      node_$0\n')),
    'node_kind',
    `#- /objects/90_triggers.yml\n${long('    - name: r\n      node_kind: \n')}`,
  ));

test('a value in a long file in one chunk', () =>
  checkCompletion(withTriggers(long('    - name: r\n      action: $0\n')), 'reference run-pod'));

test('a new item in a long file in one chunk', () =>
  checkCompletionEdit(
    withTriggers(long('    na$0\n')),
    '- name',
    `#- /objects/90_triggers.yml\n${long('    - name: \n')}`,
  ));

test('a key of spec below the items', () =>
  checkCompletion(withTriggers(`${object('CoreNodeTriggerRule', 'name: r')}  par$0\n`), 'key parameters'));

import { expect, test } from 'vitest';
import { checkFix, fixTitles } from '../../support/check';
import { inNetwork, objects } from '../../support/triggers';

const head = `---
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: a
      node_kind: NetworkPod
      mutation_action: updated
      action: b
      matches: # what counts
`;
const next = `    # The other one
    - name: c
      node_kind: NetworkPod
      mutation_action: updated
      action: b
`;
const blocks = (by: number): string =>
  [
    '- kind: CoreNodeTriggerAttributeMatch # one',
    '  data:',
    '    attribute_name: checksum',
    '# another',
    '- kind: CoreNodeTriggerRelationshipMatch',
    '',
    '  data: {relationship_name: racks}',
  ]
    .map((line) => `${line && ' '.repeat(by)}${line}\n`)
    .join('');
const matches = (by: number): string =>
  ['- attribute_name: checksum # this', '  value_match: any', '- attribute_name: role']
    .map((line) => `${' '.repeat(by)}${line}\n`)
    .join('');
const block = '        kind: CoreNodeTriggerAttributeMatch\n        data:\n';

const windows = (text: string): string => text.replaceAll('\n', '\r\n');
const network = (text: string): string => inNetwork('').concat(text);

test('blocks of matches at the dash of their rule: the fix puts them below', async () => {
  const title = 'Indent 2 items below matches';
  const rule = 'missing-object-field';
  await checkFix(rule, network(head + blocks(4) + next), network(head + blocks(8) + next), title);
  expect((await fixTitles(rule, network(head + blocks(4) + next)))[0]).toBe(title);
  await checkFix(rule, network(windows(head + blocks(4) + next)), network(windows(head + blocks(8) + next)), title);
  await checkFix(rule, network(head + blocks(4)), network(head + blocks(8)), title);
});

test('matches at the dash of their rule: the fix makes them a block', async () => {
  const title = 'Make 2 items a block below matches';
  const rule = 'missing-object-field';
  await checkFix(rule, network(head + matches(4) + next), network(head + block + matches(10) + next), title);
  expect((await fixTitles(rule, network(head + matches(4) + next)))[0]).toBe(title);
  await checkFix(
    rule,
    network(windows(head + matches(4) + next)),
    network(windows(head + block + matches(10) + next)),
    title,
  );
});

test('names of groups at the dash of their object', async () => {
  const pods = (by: number): string =>
    `---\nkind: Object\nspec:\n  kind: NetworkPod\n  data:\n    - name: p\n      member_of_groups:\n${' '.repeat(by)}- pods # all\n    - name: q\n`;
  await checkFix('missing-nested-kind', network(pods(4)), network(pods(8)), 'Indent 1 item below member_of_groups');
});

test.each([
  ['an item of its own', head + next],
  ['nothing behind it', head],
  ['fields of the rule among them', `${head}    - attribute_name: checksum\n      action: b\n`],
  ['fields of no match', `${head}    - attribut: checksum\n`],
  ['matches of two kinds', `${head}    - attribute_name: checksum\n    - relationship_name: racks\n`],
  ['a block and a match', `${head}    - attribute_name: checksum\n${blocks(4)}`],
  ['a block without kind', `${head}    - data: {attribute_name: checksum}\n`],
  ['the name of an attribute, where names refer to nothing', `${head}    - checksum\n`],
  ['a field between', `${head}      branch_scope: other_branches\n${matches(4)}`],
  ['a field with null', `${head.replace(' # what counts', ' ~')}${matches(4)}`],
])('no such fix: %s', async (_, text) => {
  const titles = await fixTitles('missing-object-field', network(text));
  expect(titles.filter((each) => each.includes('below'))).toEqual([]);
});

test('names below a relationship to one are no list', async () => {
  const text = objects('CoreGroupAction', '- name: a\n  group:').concat('    - pods\n');
  const titles = await fixTitles('missing-object-field', network(text));
  expect(titles).toEqual([]);
});

import { expect, test } from 'vitest';
import { repairYaml } from '../../../server/src/syntax/yaml/repair';

/** The text with the placeholder, and what accepting replaces: `lead«range»`. */
function repaired(source: string): string | undefined {
  const offset = source.indexOf('|');
  const text = source.slice(0, offset) + source.slice(offset + 1);
  const found = repairYaml(text, offset);
  if (!found) return undefined;
  const { range, lead } = found.edit;
  expect(text.slice(range.start, offset).trimStart()).toBe(found.edit.prefix.trimStart());
  return `${found.text} ${lead}«${text.slice(range.start, range.end)}»`;
}

test.each([
  ['a bare key', 'a: 1\nfo|o', 'a: 1\nx:  «foo»'],
  ['a key with its colon', 'fo|o: 1', 'x: 1 «foo»'],
  ['a quoted key', '"fo|o": 1', 'x: 1 «foo»'],
  ['a value', 'a: b|c # d', 'a: x # d «bc»'],
  ['a value of several words', 'a: b|c d', 'a: x «bc d»'],
  ['no space behind the colon', 'a:|', 'a: x  «»'],
  ['no space, half a value', 'a:b|', 'a: x  «b»'],
  ['no colon', 'a b|', 'a: x : « b»'],
  ['an open quote', 'a: "b|\nc: d', 'a: x\nc: d «b»'],
  ['a closed quote', "a: 'b|''c'", "a: x «b''c»"],
  ['a dash alone', '- a: 1\n-|', '- a: 1\n- x  «»'],
  ['an empty line in a mapping', 'a:\n  b: 1\n  |\n', 'a:\n  b: 1\n  x: \n «»'],
  ['an empty line above a mapping', 'a:\n  |\n  b: 1\n', 'a:\n  x: \n  b: 1\n «»'],
  ['an empty line below a key', 'a:\n  |\n', 'a:\n  x\n «»'],
  ['an empty line in a list', 'a:\n  - 1\n  |\n', 'a:\n  - 1\n  - x\n - «»'],
  ['an empty line between columns', 'a:\n    b: 1\n     |\n', 'a:\n    b: 1\n    x: \n « »'],
  ['a value behind an anchor', 'a: &b c|', 'a: &b x «c»'],
  ['nothing behind an anchor', 'a: &b |\nc: d', 'a: &b x\nc: d «»'],
  ['nothing behind a tag', 'a: !!str |', 'a: !!str x «»'],
  ['behind a block scalar', 'a: >\n  b\nc|', 'a: >\n  b\nx:  «c»'],
  ['behind a block scalar of an item', '- a: >\n    b\n  c|', '- a: >\n    b\n  x:  «c»'],
  ['an open bracket', 'a: [b, |\nc: d', 'a: [b, x]\nc: d «»'],
  ['an open brace', 'a: {b: |\nc: d', 'a: {b: x}\nc: d «»'],
  ['a flow key', 'a: {b|: 1}', 'a: {x: 1} «b»'],
  ['a flow value in quotes', 'a: [{b: "c|"}]', 'a: [{b: x}] «c»'],
  ['a flow collection of several lines', 'a: [\n  b,\n  c|\n]', 'a: [\n  b,\n  x\n] «c»'],
  ['behind a flow collection', 'a: [b]\nc|', 'a: [b]\nx:  «c»'],
  ['a carriage return', 'a: b|\r\nc: d\r\n', 'a: x\r\nc: d\r\n «b»'],
])('%s', (_name, source, expected) => expect(repaired(source)).toBe(expected));

test.each([
  ['a comment', 'a: 1 # b|'],
  ['a comment in a flow collection', 'a: [1, # b|\n]'],
  ['a block scalar', 'a: ||\n'.replace('||', '>|')],
  ['an anchor', 'a: &b|'],
  ['in a block scalar', 'a: ¦\n  b: |\nc: d'.replace('¦', '>')],
  ['an empty line in a block scalar', 'a: >-\n  b\n    c\n  |\nd: e'],
  ['the first line of a block scalar', '- a: > # note\n    |'],
  ['deeper in a block scalar', '- >2\n  b:\n    - c\n      |'],
  ['a tab', '\ta|'],
  ['a value whose block stands below', 'a: |\n  b: 1\n'],
  ['indentation', ' |  a: 1'],
  ['a document marker', '---|'],
  ['a quote where a dash is missing before it', 'a:\n  - b\n  "|\n'],
  ['a quote in the wrong column', 'a:\n  b: 1\n "|"\n  c: 2\n'],
])('nothing for %s', (_name, source) => expect(repaired(source)).toBeUndefined());

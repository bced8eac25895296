import type { PlacedEdit } from '../../../server/src/edits/edit';
import { describe, expect, test } from 'vitest';
import { asList, asMap, entryOf, valueAt } from '../../../server/src/syntax/yaml/access';
import type { YamlMap, YamlNode } from '../../../server/src/syntax/yaml/nodes';
import { parseYamlFile, type YamlChunk } from '../../../server/src/syntax/yaml/yamlFile';
import {
  duplicateItem,
  insertItem,
  insertKeys,
  keepItem,
  removeEntry,
  removeItem,
  renameKey,
  replaceScalar,
  replaceValue,
} from '../../../server/src/edits/yamlEdits';
import { scalarText } from '../../../server/src/edits/yamlText';

function open(text: string, uri = 'file:///a.yml'): YamlChunk {
  const chunk = parseYamlFile(uri, text).documents[0]?.head;
  if (!chunk) throw new Error('no document');
  return chunk;
}

function apply(chunk: YamlChunk, edit: PlacedEdit | undefined): string {
  if (!edit) throw new Error('no edit');
  const { start, end } = edit.at.range;
  return chunk.text.slice(0, start) + edit.newText + chunk.text.slice(end);
}

/** The mapping that is the first item of the list under `a`, or the root. */
function mapIn(chunk: YamlChunk): YamlMap {
  const map = asMap(asList(valueAt(chunk.tree.root, 'a'))?.items[0]) ?? asMap(chunk.tree.root);
  if (!map) throw new Error('no mapping');
  return map;
}

function itemsIn(chunk: YamlChunk): YamlNode[] {
  return (asList(valueAt(chunk.tree.root, 'a'))?.items ?? []).flatMap((item) => item ?? []);
}

describe('insertKeys', () => {
  const insert = (text: string, after: string | undefined, entries: Parameters<typeof insertKeys>[0]['entries']) => {
    const chunk = open(text);
    const map = mapIn(chunk);
    return apply(chunk, insertKeys({ chunk, map, after: after ? entryOf(map, after) : undefined, entries }));
  };

  test.each([
    [
      'in a block item',
      'a:\n  - name: x # why\n    kind: y\n',
      'name',
      'a:\n  - name: x # why\n    new: v\n    kind: y\n',
    ],
    ['at the end without a line break', 'a:\n  - name: x', 'name', 'a:\n  - name: x\n    new: v'],
    [
      'behind the last one',
      'a:\n  - name: x\n    kind: y\n\nb: 1\n',
      undefined,
      'a:\n  - name: x\n    kind: y\n    new: v\n\nb: 1\n',
    ],
    ['in braces', 'a:\n  - {name: x, kind: y}\n', 'name', 'a:\n  - {name: x, new: v, kind: y}\n'],
    ['in empty braces', 'a: [{}]\n', undefined, 'a: [{new: v}]\n'],
    ['in a pair of a flow list', 'a: [b: c]\n', undefined, 'a: [{b: c, new: v}]\n'],
    [
      'behind a nested value',
      'a:\n  - b:\n      c: d\n    e: f\n',
      'b',
      'a:\n  - b:\n      c: d\n    new: v\n    e: f\n',
    ],
    ['behind an empty value', 'a:\n  - b:\n    e: f\n', 'b', 'a:\n  - b:\n    new: v\n    e: f\n'],
    [
      'behind a block scalar',
      'a:\n  - b: |\n      text\n    e: f\n',
      'b',
      'a:\n  - b: |\n      text\n    new: v\n    e: f\n',
    ],
    ['with Windows line ends', 'a:\r\n  - b: c\r\n    e: f\r\n', 'b', 'a:\r\n  - b: c\r\n    new: v\r\n    e: f\r\n'],
    ['at the root', 'b: c\ne: f\n', 'b', 'b: c\nnew: v\ne: f\n'],
  ])('%s', (_, text, after, expected) => {
    expect(insert(text, after, { new: 'v' })).toBe(expected);
  });

  test('nested data in block style', () => {
    expect(
      insert('a:\n  - name: x\n', 'name', { m: { kind: 'K', data: [{ q: 'yes', v: true }] }, l: ['p'], e: [] }),
    ).toBe(
      "a:\n  - name: x\n    m:\n      kind: K\n      data:\n        - q: 'yes'\n          v: true\n    l:\n      - p\n    e: []\n",
    );
  });

  test.each([
    ['no indentation', 'x:\n- p\n', 'x:\n- p\nl:\n- b: c\n  m:\n    k: 1\n'],
    ['four spaces', 'x:\n    - p\n', 'x:\n    - p\nl:\n    - b: c\n      m:\n        k: 1\n'],
    [
      'the last of several',
      'w:\n- p\nx:\n   - p\nz: []\n',
      'w:\n- p\nx:\n   - p\nz: []\nl:\n   - b: c\n     m:\n       k: 1\n',
    ],
    ['an empty first item', 'x:\n-\n- p\n', 'x:\n-\n- p\nl:\n- b: c\n  m:\n    k: 1\n'],
    ['lists in brackets only', 'x: [p]\nw: 1\n', 'x: [p]\nw: 1\nl:\n  - b: c\n    m:\n      k: 1\n'],
    ['Windows line ends', 'x:\r\n- p\r\n', 'x:\r\n- p\r\nl:\r\n- b: c\r\n  m:\r\n    k: 1\r\n'],
  ])('a list is indented as those beside it: %s', (_, text, expected) => {
    expect(insert(text, undefined, { l: [{ b: 'c', m: { k: 1 } }] })).toBe(expected);
  });

  test('JSON stays JSON', () => {
    const chunk = open('{"a": [{"name": "x"}]}\n', 'file:///a.json');
    const map = mapIn(chunk);
    expect(apply(chunk, insertKeys({ chunk, map, entries: { m: { data: ['b'] } } }))).toBe(
      '{"a": [{"name": "x", "m":{"data":["b"]}}]}\n',
    );
  });

  test('nested data in flow style', () => {
    expect(insert('a: [{name: x}]\n', 'name', { m: { kind: 'K', data: [{ q: 'b, c' }] } })).toBe(
      "a: [{name: x, m: {kind: K, data: [{q: 'b, c'}]}}]\n",
    );
  });
});

describe('removeEntry', () => {
  test.each([
    ['with its comment', 'a:\n  - b: c\n    d: e # gone\n    f: g\n', 'd', 'a:\n  - b: c\n    f: g\n'],
    ['the first of an item', 'a:\n  - b: c\n    d: e\n', 'b', 'a:\n  - d: e\n'],
    ['the last', 'a:\n  - b: c\n    d: e\n', 'd', 'a:\n  - b: c\n'],
    ['the last of a file without a line break', 'a:\n  - b: c\n    d: e', 'd', 'a:\n  - b: c'],
    ['the only one', 'a:\n  - b: c\n', 'b', 'a:\n  - {}\n'],
    ['a nested one', 'a:\n  - b: c\n    d:\n      - x: y\n    f: g\n', 'd', 'a:\n  - b: c\n    f: g\n'],
    ['in braces', 'a: [{b: c, d: e, f: g}]\n', 'd', 'a: [{b: c, f: g}]\n'],
    ['the last in braces', 'a: [{b: c, d: e }]\n', 'd', 'a: [{b: c }]\n'],
    ['the only one in braces', 'a: [{b: c}]\n', 'b', 'a: [{}]\n'],
  ])('%s', (_, text, key, expected) => {
    const chunk = open(text);
    const map = mapIn(chunk);
    const entry = entryOf(map, key);
    if (!entry) throw new Error('no entry');
    expect(apply(chunk, removeEntry(chunk, map, entry))).toBe(expected);
  });
});

describe('values', () => {
  test.each([
    ['b: plain\n', 'new', 'b: new\n'],
    ["b: 'single'\n", "it's", "b: 'it''s'\n"],
    ['b: "double"\n', 'x"y', 'b: "x\\"y"\n'],
    ['b: x\n', 'yes', "b: 'yes'\n"],
    ['b: x\n', '3', "b: '3'\n"],
    ['b: x\n', 'p: q', "b: 'p: q'\n"],
    ['b: x\n', '', "b: ''\n"],
    ['b: x\n', 'a, b', 'b: a, b\n'],
    ['{b: x}\n', 'a, b', "{b: 'a, b'}\n"],
    ['b: |\n  one\n  two\nc: 1\n', 'new', 'b: new\nc: 1\n'],
    ['b: >+\n  one\n\nc: 1\n', 'new', 'b: new\n\nc: 1\n'],
    ['b: |-\n  one', 'p: q', "b: 'p: q'"],
    ['b: |\n  one\n', 'two\nlines\n', 'b: "two\\nlines\\n"\n'],
    ['b:\n', 'new', 'b: new\n'],
    ['b:', 'new', 'b: new'],
    ['b: # why\nc: 1\n', 'new', 'b: new # why\nc: 1\n'],
    ['b:   \n', 'new', 'b:   new\n'],
    ['{a: 1, b:}\n', 'new', '{a: 1, b: new}\n'],
    ['{b: , a: 1}\n', 'new', '{b: new, a: 1}\n'],
    ['b: one\n  two\nc: 1\n', 'new', 'b: new\nc: 1\n'],
    ['b: "one\n  two" # why\nc: 1\n', 'new', 'b: "new" # why\nc: 1\n'],
    ['b: "one\nc: 1\nd: 2\n', 'new', 'b: "new"\nc: 1\nd: 2\n'],
    ["b: 'one  \r\nc: 1\r\n", 'new', "b: 'new'  \r\nc: 1\r\n"],
    ['b: "one', 'new', 'b: "new"'],
    ["b: 'it''s", 'new', "b: 'new'"],
    ['b: "one\nc: "two"\n', 'new', 'b: "new"\nc: "two"\n'],
    ['b: "one # why\nc: [1\n', 'new', 'b: "new"\nc: [1\n'],
  ])('replaceScalar in %j', (text, value, expected) => {
    const chunk = open(text);
    const node = valueAt(chunk.tree.root, 'b');
    if (!node) throw new Error('no value');
    expect(apply(chunk, replaceScalar(chunk, node, value))).toBe(expected);
  });

  test('every text is read back as itself', () => {
    const texts = [
      'a',
      '1',
      '1.5',
      '0x1f',
      '1:30',
      '2024-01-01',
      'on',
      '~',
      '- a',
      '-a',
      '*a',
      'a#b',
      'a #b',
      'a:',
      'é',
      'a\tb',
    ];
    for (const text of [
      ...texts,
      '<<',
      '=',
      ' a',
      'a ',
      '\u0085',
      'a\nb',
      '.inf',
      '1e3',
      '1_000',
      '+1',
      '.5',
      'null',
      '[x]',
    ]) {
      for (const style of ['plain', 'single', 'double'] as const) {
        const map = asMap(open(`{b: ${scalarText(text, style, true)}, c: d}\n`).tree.root);
        expect(entryOf(map, 'b')?.value, text).toMatchObject({ value: text });
        const block = asMap(open(`b: ${scalarText(text, style)}\n`).tree.root);
        expect(entryOf(block, 'b')?.value, text).toMatchObject({ value: text });
      }
    }
  });

  test('renameKey keeps quotes', () => {
    const chunk = open('"b": c\n');
    const key = mapIn(chunk).entries[0]?.key;
    expect(apply(chunk, key && renameKey(chunk, key, 'd'))).toBe('"d": c\n');
  });

  test.each([
    ['a:\n  - b: c # why\n    d: e\n', { k: 'v' }, 'a:\n  - b:\n      k: v # why\n    d: e\n'],
    ['a:\n  - b:\n    d: e\n', 'x', 'a:\n  - b: x\n    d: e\n'],
    ['a: [{b: c}]\n', ['x'], 'a: [{b: [x]}]\n'],
    ['b: # why\nc: 1\n', ['v'], 'b: # why\n  - v\nc: 1\n'],
    ['b: []  # why\r\nc: 1\r\n', [{ k: 'v' }], 'b:  # why\r\n  - k: v\r\nc: 1\r\n'],
    ['b: [] # why', [], 'b: [] # why'],
    ['x:\n- p\nb: # why\n', [{ k: 'v' }], 'x:\n- p\nb: # why\n- k: v\n'],
    ['b:\nx:\n    - p\n', ['v'], 'b:\n    - v\nx:\n    - p\n'],
    ['b:\n- p\n', ['v', 'w'], 'b:\n- v\n- w\n'],
    ['b: x # why\n', 'v', 'b: v # why\n'],
  ])('replaceValue in %j', (text, data, expected) => {
    const chunk = open(text);
    const map = mapIn(chunk);
    const entry = entryOf(map, 'b');
    expect(apply(chunk, entry && replaceValue(chunk, map, entry, data))).toBe(expected);
  });
});

describe('items', () => {
  test.each([
    ['a:\n  - b: c # x\n    d: e\n  - f\n', 'a:\n  - b: c # x\n    d: e\n  - p: v\n    m: w\n  - f\n'],
    ['a:\n- b: c', 'a:\n- b: c\n- p: v\n  m: w'],
    ['a: [{b: c}]\n', 'a: [{b: c}, {p: v, m: w}]\n'],
    ['a:\n  - {b: c} # x\n', 'a:\n  - {b: c} # x\n  - p: v\n    m: w\n'],
  ])('insertItem in %j', (text, expected) => {
    const chunk = open(text);
    expect(apply(chunk, itemsIn(chunk)[0] && insertItem(chunk, itemsIn(chunk)[0]!, { p: 'v', m: 'w' }))).toBe(expected);
  });

  test.each([
    ['a:\n  - b: c\n  - d: e # x\n  - f\n', 1, 'a:\n  - b: c\n  - f\n'],
    ['a:\n  - b: c\n    x: y\n  - d: e', 1, 'a:\n  - b: c\n    x: y'],
    ['a:\n  - b: c\n    x: y\n  - d: e\n', 0, 'a:\n  - d: e\n'],
    ['a: [b, c, d]\n', 0, 'a: [c, d]\n'],
    ['a: [b, c]\n', 1, 'a: [b]\n'],
  ])('removeItem in %j', (text, index, expected) => {
    const chunk = open(text);
    const items = itemsIn(chunk);
    expect(apply(chunk, removeItem(chunk, items, items[index]!))).toBe(expected);
  });

  test.each([
    ['a:\n  - b\n  - c # x\n  - d\ne: f\n', 'a:\n  - c # x\ne: f\n'],
    ['a: [b, c, d]\n', 'a: [c]\n'],
  ])('keepItem in %j', (text, expected) => {
    const chunk = open(text);
    const [before, after] = keepItem(chunk, itemsIn(chunk), itemsIn(chunk)[1]!) ?? [];
    const { start, end } = before!.at.range;
    expect(apply(open(apply(chunk, after)), { at: { part: chunk, range: { start, end } }, newText: '' })).toBe(
      expected,
    );
  });

  test('removeItem leaves the only one alone', () => {
    const chunk = open('a: [b]\n');
    expect(removeItem(chunk, itemsIn(chunk), itemsIn(chunk)[0]!)).toBeUndefined();
  });

  test.each([
    ['a:\n  - b: c # x\n    d: e\n  - f: g\n', 'a:\n  - b: c # x\n    d: e\n  - b: new # x\n    d: e\n  - f: g\n'],
    ['a: [{b: c, d: e}, f]\n', 'a: [{b: c, d: e}, {b: new, d: e}, f]\n'],
  ])('duplicateItem in %j', (text, expected) => {
    const chunk = open(text);
    const value = entryOf(mapIn(chunk), 'b')?.value;
    expect(apply(chunk, duplicateItem(chunk, mapIn(chunk), [[replaceScalar(chunk, value!, 'new')]]))).toBe(expected);
  });

  test('what is no item of a list gets no copy', () => {
    const chunk = open('b: c\n');
    expect(duplicateItem(chunk, mapIn(chunk), [[]])).toBeUndefined();
    expect(insertItem(chunk, mapIn(chunk), 'x')).toBeUndefined();
  });
});

import { expect, test } from 'vitest';
import { parseWhole } from '../../../server/src/syntax/yaml/parse';
import { quickRead } from '../../../server/src/syntax/yaml/quickRead';
import { parseYamlFile } from '../../../server/src/syntax/yaml/yamlFile';
import { seededRandom, randomEdit } from '../../support/random';
import { readFolder } from '../../support/repository';

const own = readFolder('examples/fabric').filter(([path]) => /\.ya?ml$/.test(path));
const chunks = own.flatMap(([path, text]) =>
  parseYamlFile(path, text).documents.flatMap(({ head, itemChunks }) => [head, ...itemChunks].map((each) => each.text)),
);

/** The quick way is taken, and gives what the library gives. */
test.each([
  ['mappings and lists', 'a:\n  b: c\n  d:\n  - e\n  -   f: g\n      h: i\n  - j\nk: l\n'],
  ['empty values', 'a:  # nothing\nb:\n-   \n- c:\n\n# end\n'],
  ['words that are no texts', 'a: on\nb: 12\nc: 2026-01-01\non: ~\nd: -5\ne: .5\nf: 1:30\ng: null\n'],
  ['words with signs in them', 'a: b#c\nd: e:f g\nh: -i\nj: k - l # m\nn: <o\n'],
  ['quoted texts', 'a: "b # c"   # d\ne: \'f: g\'\nh: ""\n'],
  ['brackets', 'a: [b, "c", [d, 1], {e: f g}]\nh: []\ni: {}\n'],
  ['repeated keys', 'a: 1\nb: {c: d}\na: 2\non: 1\ntrue: 2\n'],
  ['markers of a document', '# a\n\n--- # b\nc: d\n...\n\n'],
  ['line breaks of another system', 'a:\r\n  - b: c\r\n    d:  \r\n\r\n  - "e"\r\n'],
  ['comments at any column', 'a:\n# b\n  - c: d\n      # e\n    f: g\n # h\n'],
  ['block texts', 'a: |\n  b\n\n  # c\nd:\n  - e: >- # f\n     g\n     h\n\n  - |+\n   i\n\n\nj: k\n'],
  ['an item with its indentation', '    - name: a\n      kind: b\n'],
  ['emoji', 'a: 😀 b\n'],
])('%s', (_, text) => {
  const read = quickRead(text);
  expect(read).toBeDefined();
  expect(read).toEqual(parseWhole(text));
});

/** Left to the library: they say something else than they show, or are wrong. */
test.each([
  ['nothing', '# a\n'],
  ['anchors, aliases, tags', 'a: &b c\nd: *b\n'],
  ['a text of several lines', 'a: b\n  c\n'],
  ['a quoted text of several lines', 'a: "b\n  c"\n'],
  ['something behind a quoted text', 'a: "b"c\n'],
  ['an escape', 'a: "\\n"\n'],
  ['a quote in quotes', "a: 'b''c'\n"],
  ['a colon in a text', 'a: b: c\n'],
  ['an indentation that belongs nowhere', 'a:\n    b: c\n  d: e\n'],
  ['a list where a key belongs', 'a: b\n- c\n'],
  ['a tab', 'a:\tb\n'],
  ['a control character', 'a: "\u{7}"\n'],
  ['a date that does not exist', 'a: 2026-13-45\n'],
  ['a merge key', '<<: {}\n'],
  ['a second document', 'a: b\n---\nc: d\n'],
  ['an open bracket', 'a: [b\n'],
  ['many brackets', `a: ${'['.repeat(50)}${']'.repeat(50)}\n`],
  ['a block text with its own indentation', 'a: |2\n    b\n'],
])('%s: not the quick way', (_, text) => {
  expect(quickRead(text)).toBeUndefined();
});

test('the example is read the quick way', () => {
  expect(chunks.filter((text) => !quickRead(text))).toEqual([]);
});

test('whatever is read the quick way is read as by the library', { timeout: 60_000 }, () => {
  const random = seededRandom(11);
  let quick = 0;
  for (let round = 0; round < 3000; round++) {
    let text = chunks[random(chunks.length)] ?? '';
    for (let edits = 1 + random(3); edits > 0; edits--) text = randomEdit(text.slice(0, 1500), random);
    const read = quickRead(text);
    if (!read) continue;
    quick++;
    expect(read, JSON.stringify(text)).toEqual(parseWhole(text));
  }
  expect(quick).toBeGreaterThan(300);
});

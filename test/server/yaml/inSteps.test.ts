import { describe, expect, test } from 'vitest';
import type { YamlTree } from '../../../server/src/syntax/yaml/nodes';
import { parseInSteps } from '../../../server/src/syntax/yaml/parse';
import { randomEdit, seededRandom } from '../../support/random';
import { sampleTexts } from '../torture/samples';

/** The tree, and how many steps it took. */
function read(text: string, length: number): { readonly tree: YamlTree; readonly steps: number } {
  const reading = parseInSteps(text, length);
  for (let steps = 0; ; steps++) {
    const step = reading.next();
    if (step.done) return { tree: step.value, steps };
  }
}

/** Lengths of what is read in one step: everything by itself, a few things together. */
const lengths = [0, 12, 60, 400];

function compare(text: string): void {
  const { tree } = read(text, Infinity);
  for (const length of lengths) expect(read(text, length).tree, `${length} of ${JSON.stringify(text)}`).toEqual(tree);
}

const layouts: readonly (readonly [string, string])[] = [
  ['an anchor on data', 'spec:\n  data: &all\n    - name: a\n      b: {c: d}\n    - name: b\n    - *all\n'],
  ['anchors inside, named further down', 'a:\n  - &x {b: [c, d]}\n  - e: *x\n  - &x f\n  - *x\ng: *x\nh: *nope\n'],
  ['an anchor on an entry that is empty', 'a: &x\nb: *x\nc:\n  - &y\n  - *y\n'],
  ['JSON on one line', '{"kind":"Object","spec":{"data":[{"a":1,"b":[1,2,{"c":null}]},{"a":2},{}]},"x":[]}'],
  ['JSON on lines', '{\n  "spec": {\n    "data": [\n      {"a": 1},\n      {"a": 2}\n    ]\n  }\n}\n'],
  ['brackets with pairs in them', 'a: [b: c, "d": {e: f}, ? g : h, i, {j}, {k: , l}, [], [[m], [n]],]\n'],
  ['brackets that are wrong', 'a: [b c, , d "e" f, {g: h i: j, , k} l, m: n: o]\nb: [,a,,b]\nc: {,a,,b}\n'],
  ['brackets without an end', 'a:\n  - {b: [c, {d: e}\nf: g\n'],
  ['a bracket that ends elsewhere', 'a: {b: [c, {d: e}}, f: [g}\nh: i\n'],
  ['brackets at the left', 'a: {\nb: [c,\nd],\ne: f}\ng: h\n'],
  ['brackets as keys', '? [a, {b: c}]\n: d\n[e, f]: g\n{h: i}: [j]\n{{ k }}: l\n'],
  ['a mapping that is no key', 'a: b\n{c: d}\ne: f\n{{ g }}\nh: i\n'],
  ['lists in lists', '- - - a\n    - b\n  - - c\n-\n  -\n    - d\n- e\n'],
  ['wrong indentation', 'a:\n    b: c\n  d: e\n f: g\nh:\n- i\n - j\n  k: l\n'],
  ['a list where a key belongs', 'a: b\n- c\nd: e\nf:\n  g: h\n  - i\n  j: k\n'],
  ['two colons', 'a: b: c\nd:\n  - e: f: g\n    h: i\n  - j: k: {l: m}\n'],
  ['keys without values', 'a\nb:\nc: d\ne\nf:\n  g\n  h: i\n  "j"\n'],
  ['text behind texts', 'a: "b" c\nd: {e: "f" g, h: i}\nj: [k] l\nm: n\n'],
  ['tags', 'a: !x {b: c, d: e}\nf: !!map {g: h}\ni: !!seq\n  - j\nk: !<l> [m, n]\no: !!nope [p, q]\n'],
  [
    'tags that make something else',
    'a: !!set {b, c, d}\ne: !!omap [f: g, h: i]\nj: !!pairs [k: l, m: n]\no: !!set [p]\n',
  ],
  ['tags of the file', '%TAG ! tag:yaml.org,2002:\n---\na: !set {b, c}\nd: !map {e: f}\ng: !x [h]\n'],
  ['directives', '%YAML 1.2\n%NOPE\n---\na: on\nb: [yes, {c: no}]\n'],
  ['directives without a document', '%YAML 1.1\na: [b, {c: d}]\n'],
  ['a marker with something behind it', '--- {a: b, c: [d, e]}\n'],
  ['a marker with a mapping behind it', '--- a: b\nc: d\n'],
  ['tags and anchors of the document', '--- !x &a\nb: *a\nc: [d]\n'],
  ['several documents', 'a: [b]\n--- c\nd: e\n---\nf: "g\n'],
  ['ends of documents', '...\na: [b, c]\n... d\n# e\n%f\n'],
  ['no document', '# a\n%b\n'],
  [
    'comments everywhere',
    '# a\nb: # c\n  # d\n  - e # f\n  # g\n\n  - [h, # i\n  # j\n  k] # l\n # m\nn:\n  o: p\n  # q\n# r\n',
  ],
  ['tabs', 'a:\tb\nc:\n\t- d\ne: [f,\tg]\nh: |\n\ti\n'],
  ['control characters', 'a: "\u{7}"\nb: [c, \u{8}]\n'],
  ['anchors without names', 'a: & b\nc: [& {d: e}, * f]\ng: &h: i\n'],
  ['anchors and tags twice', 'a: &b &c {d: e}\nf: !g !h [i, j]\n&k l: &m\n  n: o\n'],
  ['anchors on lists', 'a: &b - c\nd: &e\n- f\n- g\nh: !x - i\n'],
  ['an alias with an anchor', 'a: &b {c: d}\ne: &f *b\ng: !h *b\n'],
  ['merge keys', 'a: &b {c: d}\ne:\n  <<: *b\n  f: <<\ng: [<<, {<<: h}]\ni: =\n'],
  ['repeated keys', 'a: {b: 1, b: 2, c: {d: 1, d: 2}}\na:\n  - e: 1\n    e: 2\na: 3\n'],
  ['long keys', `${'a'.repeat(1100)}: [b, c]\n${'[a, b], '.repeat(200)}: d\ne: [${'f'.repeat(1100)}: g]\n`],
  ['keys of several lines', 'a\n b: c\n"d\n e": f\n[g,\n h]: i\n? j\n  k\n: l\n'],
  ['questions', '? a\n? b\n: c\n? - d\n  - e\n: - f\n  - g\n? {h: i}\n: ? j\n  : k\n ? l\n : m\n'],
  ['questions in brackets', 'a: {? b : c, ? d, ? [e, f] : [g], ?}\nh: [? i : j, ? k, ?]\n'],
];

describe('a text that is read in steps is what it is when read in one go', () => {
  test.each(layouts)('%s', (_, text) => {
    compare(text);
    compare(text.replaceAll('\n', '\r\n'));
    for (let end = 1; end < text.length && text.length < 400; end++) compare(text.slice(0, end));
  });

  test('the samples', () => {
    for (const [, text] of sampleTexts()) compare(text);
  });

  test('and random edits of all of these', { timeout: 120_000 }, () => {
    const random = seededRandom(5);
    const texts = [...layouts, ...sampleTexts()].map(([, text]) => text);
    let right = 0;
    for (let round = 0; round < 400; round++) {
      let text = (texts[random(texts.length)] ?? '').slice(0, 1200);
      for (let edits = 1 + random(3); edits > 0; edits--) text = randomEdit(text, random);
      compare(text);
      if (read(text, Infinity).tree.problems.length === 0) right++;
    }
    expect(right).toBeGreaterThan(40);
  });
});

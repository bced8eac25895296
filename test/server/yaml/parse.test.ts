import { expect, test } from 'vitest';
import { asList, asMap, entryOf, textOf, valueAt } from '../../../server/src/syntax/yaml/access';
import { parseYaml } from '../../../server/src/syntax/yaml/parse';
import { parseYamlFile } from '../../../server/src/syntax/yaml/yamlFile';

/** The loader (PyYAML's safe loader) takes these. */
test.each([
  ['a quoted text that goes on at the margin', 'a: "x\ny"\nb: c\n'],
  ['a single-quoted one with a quote in it', "a: 'it''s\nhere'\n"],
  ['a list in brackets at the margin', 'a: [\nx,\ny\n]\nb: {c: d,\ne: f}\n'],
  ['a document with directives', '%YAML 1.1\n---\na: b\n'],
  ['tabs in quotes, comments and block texts', 'a: "\t"\nb: c # \t\nd: |\n  \te\nf: \'\t\'\n'],
  ['a text behind a lone = sign', 'a: ==\nb: "="\n'],
  ['an anchor used inside itself', 'a: &x [*x]\n'],
  ['emoji', 'a: 😀\n'],
  ['a bracket closed too far to the left behind comments', 'a:\n  b: [ # x\n    c, # y\n    "d" # z\n    # ]\n]\n'],
  [
    'a bracket closed too far to the left behind comments without a blank',
    `a:\n  b: [# it's x]\n    c,# y\n    "d"# z]\n]\n`,
  ],
  ['a bracket closed too far to the left behind an apostrophe', "a:\n  b: [rack's,\n    c\n]\n"],
  ['a comment right behind a quoted text', `a: "b"# c\nd: [\n  'e'# ]\n]\n`],
  ['a comment right behind a bracket', 'a: [b]# c\nd: {e: f}# g\n'],
  ['a comment right behind a quoted text that continues at the margin', 'a: "b\nc"# d\n'],
  ['a comment right behind an opening bracket, a comma or a colon', 'a: [# b\n  c,# d\n  {# e\n    "f":# g\n    h}]\n'],
  ['a question mark outside brackets', 'a: is it? yes\nb?: c\n'],
  ['a question mark in quotes', 'a: ["b?", {\'c?\': "d?"}]\n'],
  ['an explicit key in braces', 'a: {? b\n  c : d, ? e}\n'],
  ['texts in braces on lines of their own', 'a: {b,\n  c,\n  d: e,\n  f:\n    g\n  }\n'],
  ['a text in brackets on two lines', 'a: [b\n  c, d]\n'],
  ['the tags of YAML itself', 'a: !!str 3\nb: !!null x\n'],
])('%s is read', (_, text) => {
  expect(parseYaml(text).problems).toEqual([]);
});

/** The loader refuses these; the parser used here takes them. */
test.each([
  ['a comment right behind the head of a block text', 'a: |# b\n  c\n', '# b', 'Comments must be separated'],
  ['a question mark in a text in brackets', 'a: [b, is it?]\n', '?', 'quotes'],
  ['a question mark in a value in braces', 'a: {b: c?d}\n', '?', 'quotes'],
  ['a question mark in a key in braces', 'a: {b?: c}\n', '?', 'quotes'],
  ['a question mark in a pair in brackets', 'a: [{b: c}, d: e?]\n', '?', 'quotes'],
  ['a key in braces without a comma before it', 'a: {b\n  c: d}\n', 'b\n  c', 'one line'],
  ['a key in braces with its colon on the next line', 'a: {"b"\n  : d}\n', '"b"', 'one line'],
  ['a pair in brackets without a comma before it', 'a: [b,\n  c\n  d: e]\n', '', 'single line'],
  ['a tab behind a dash', '-\tname: rack\n', '\t', 'Tabs'],
  ['a tab behind a value', 'a: b\t\n', '\t', 'Tabs'],
  ['a tab in a JSON file', '{\n\t"a": 1\n}\n', '\t', 'Tabs'],
  ['a control character', 'a: "\u{7}"\n', '\u{7}', 'U+0007'],
  ['an alias without an anchor', 'a: *nowhere\n', '*nowhere', '&nowhere'],
  ['an alias above its anchor', 'a: *x\nb: &x 1\n', '*x', '&x'],
  ['an anchor given twice', 'a: &x 1\nb: [&y c, &x 2]\n', '&x 2', '&x'],
  ['a text in a bracket that a comment cuts', 'a:\n  b: [c # x\n  d # y\n]\n', '', 'sufficiently'],
  ['a template mark without quotes', 'a: {{ name }}\n', '{ name }', 'quotes'],
  ['a list as key', '? [a]\n: b\n', '[a]', 'key'],
  ['a merge key with a text', '<<: x\n', 'x', 'merge'],
  ['a lone = sign', 'a: =\n', '=', 'quotes'],
  ['a date that does not exist', 'a: 2026-13-45\n', '2026-13-45', 'date'],
  ['an unclosed quote', 'a: "b\nc: d\n', '', 'closing'],
  ['an unclosed bracket', 'a: [b\nc: d\n', '', 'sufficiently'],
  ['an application tag', 'a: !env X\n', '!env', '!env'],
])('%s is a problem at its place', (_, text, marked, message) => {
  const [problem, ...others] = parseYaml(text).problems;
  expect(others.filter(({ kind }) => kind !== 'syntax')).toEqual([]);
  expect(problem?.message).toContain(message);
  const { start = 0, end = 0 } = problem?.range ?? {};
  if (marked) expect(text.slice(start, end)).toContain(marked);
});

test('what a text says does not change when it goes on at the margin', () => {
  const { root } = parseYaml('a: "x\ny"\nb: c\n');
  expect(textOf(valueAt(root, 'a'))).toBe('x y');
  expect(asMap(root)?.entries[1]?.range).toEqual({ start: 9, end: 13 });
});

test('a bracket closed too far to the left behind comments has its values in their places', () => {
  const text = 'a:\n  b: [ # x\n    c, # y, z\n    d # z\n]\n';
  const list = asList(valueAt(parseYaml(text).root, 'a', 'b'));
  expect(list?.items.map((item) => item && text.slice(item.range.start, item.range.end))).toEqual(['c', 'd']);
});

test('an alias means the anchor above it, not one further down', () => {
  const { root } = parseYaml('a: &x 1\nb: *x\nc: &x 2\nd: *x\n');
  expect(textOf(valueAt(root, 'b'))).toBe('1');
  expect(textOf(valueAt(root, 'd'))).toBe('2');
});

test('a repeated key is known with the one that counts', () => {
  const { duplicates } = parseYaml('a: 1\nb: {c: 1, c: 2, c: 3}\na: 2\n<<: {}\n<<: {}\n1: x\n"1": y\n');
  expect(duplicates.map(({ ignored, counts }) => [ignored.range.start, counts.range.start])).toEqual([
    [0, 27],
    [9, 21],
    [15, 21],
  ]);
});

test('merge keys that refer to each other in every direction cost nothing', () => {
  const lines = ['a0: &a0 {x: 1}'];
  for (let at = 1; at < 40; at++) {
    const before = Array.from({ length: at }, (_, index) => `*a${index}`).join(', ');
    lines.push(`a${at}: &a${at} {<<: [${before}]}`);
  }
  const { root } = parseYaml(`${lines.join('\n')}\nb: &b {<<: *b}\n`);
  expect(entryOf(asMap(valueAt(root, 'a39')), 'nope')).toBeUndefined();
  expect(textOf(entryOf(asMap(valueAt(root, 'a39')), 'x')?.value)).toBe('1');
  expect(entryOf(asMap(valueAt(root, 'b')), 'x')).toBeUndefined();
});

test.each([
  ['[', 50_000],
  ['{a: ', 50_000],
  ['["x", ', 20_000],
])('%s nested without end is refused at once', (opener, count) => {
  const before = performance.now();
  const { root, problems } = parseYaml(opener.repeat(count));
  expect(root).toBeUndefined();
  expect(problems[0]?.message).toContain('too deep');
  expect(performance.now() - before).toBeLessThan(2000);
});

test('dashes nested without end are read as deep as anybody needs', () => {
  const before = performance.now();
  expect(parseYaml('- '.repeat(20_000)).root?.type).toBe('list');
  expect(performance.now() - before).toBeLessThan(2000);
});

test('a file begins with an end marker: the rest is a document of its own', () => {
  expect(parseYamlFile('file:///a.yml', '...\na: b\n').documents).toHaveLength(2);
});

test('lone carriage returns end lines, as the loader reads them', () => {
  const text =
    'kind: Object\nspec:\n  kind: X\n  data:\n    - name: a # b\n    - name: "c\n        d"\n---\nkind: Menu\n';
  const show = (source: string): unknown =>
    parseYamlFile('file:///a.yml', source).documents.map(({ head, itemChunks }) => [
      head.start,
      head.tree.problems,
      itemChunks.map((chunk) => [
        chunk.start,
        chunk.tree.problems,
        textOf(valueAt(asList(chunk.tree.root)?.items[0], 'name')),
      ]),
    ]);
  expect(show(text.replaceAll('\n', '\r'))).toEqual(show(text));
  expect(parseYaml('a: 1\rb: "c\r  d"\r').problems).toEqual([]);
});

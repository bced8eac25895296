import { describe, expect, test } from 'vitest';
import type { YamlNode } from '../../../server/src/syntax/yaml/nodes';
import { parseYaml } from '../../../server/src/syntax/yaml/parse';
import { parseYamlFile, type YamlFile } from '../../../server/src/syntax/yaml/yamlFile';
import { randomEdit, seededRandom } from '../../support/random';

const head = 'kind: Object\nspec:\n  kind: A\n  data:\n';

/** Every scalar of the items as `range value`, and every problem; positions are of the file. */
function flat(file: YamlFile): string[] {
  return file.documents.flatMap(({ itemChunks }) =>
    itemChunks.flatMap((chunk) => flatTree(chunk.tree.root, chunk.start)),
  );
}

function flatTree(node: YamlNode | undefined, base: number): string[] {
  switch (node?.type) {
    case 'map':
      return node.entries.flatMap(({ key, value }) => [...flatTree(key, base), ...flatTree(value, base)]);
    case 'list':
      return node.items.flatMap((item) => flatTree(item, base));
    case 'scalar':
      return [`${node.range.start + base}-${node.range.end + base} ${String(node.value)}`];
    default:
      return [];
  }
}

const chunkTexts = (file: YamlFile): string[] =>
  file.documents.flatMap(({ head: first, itemChunks }) => [first, ...itemChunks].map((chunk) => chunk.text));
const problems = (file: YamlFile): number =>
  file.documents
    .flatMap(({ head: first, itemChunks }) => [first, ...itemChunks].map((chunk) => chunk.tree.problems))
    .flat().length;

describe('a quoted text goes on over a line that looks like the next item', () => {
  test.each([
    ['double quotes', '  - name: "a\n  - b"\n    label: c\n  - name: d\n', 2],
    ['single quotes', "  - name: 'it''s\n  - b'\n  - name: d\n", 2],
    ['several such lines', '  - name: "a\n  - b\n\n  - c"\n  - name: d\n', 2],
    ['two texts in a row', '  - name: "a\n  - b"\n    label: "c\n  - d"\n  - name: e\n', 2],
    ['a text in brackets', '  - {name: "a\n  - b", label: c}\n  - name: d\n', 2],
    ['an escaped quote', '  - name: "a \\" b\n  - c"\n  - name: d\n', 2],
    ['an escaped line break', '  - name: "a \\\n  - c"\n  - name: d\n', 2],
    ['the last item', '  - name: d\n  - name: "a\n  - b"\n', 2],
    ['a comment with a quote before', "  - # it's 'so\n    name: 'a\n  - b'\n  - name: d\n", 2],
    ['windows line ends', '  - name: "a\r\n  - b"\r\n  - name: d\r\n', 2],
  ])('%s', (_name, items, count) => {
    const text = head + items;
    const file = parseYamlFile('file:///a.yml', text);
    expect(problems(file)).toBe(0);
    expect(file.documents[0]?.itemChunks.length).toBe(count);
    const whole = parseYaml(text).root;
    expect(flat(file)).toEqual(flatTree(whole, 0).slice(-flat(file).length));
    expect(flatTree(whole, 0).length).toBe(flat(file).length + 6);
  });
});

test.each([
  ['closed on its line', '  - name: "a"\n  - name: "b"\n'],
  ['never closed', '  - name: "a\n  - name: b\n'],
  ['closed by the quote that opens another', '  - name: "a\n  - name: "b"\n'],
  ['in a block', '  - name: |\n      say "a\n  - name: b"\n'],
  ['in a comment', '  - name: a # "b\n  - name: c"\n'],
  ['no quote at all', "  - name: 5 o'clock\n  - name: 6 o'clock\n"],
])('every item stays by itself: %s', (_name, items) => {
  expect(parseYamlFile('file:///a.yml', head + items).documents[0]?.itemChunks.length).toBe(2);
});

test('edits around such texts give what reading anew gives', () => {
  const random = seededRandom(41);
  const sample = `${head}${'  - name: "a\n  - b"\n  - name: d\n  - label: \'x\n\n  - y\'\n    name: e\n  - f: "g"\n'.repeat(3)}`;
  let text = sample;
  let file = parseYamlFile('file:///a.yml', text);
  for (let round = 0; round < 120; round++) {
    text = round % 5 === 4 ? sample : randomEdit(text, random);
    file = parseYamlFile('file:///a.yml', text, file);
    const fresh = parseYamlFile('file:///a.yml', text);
    expect(chunkTexts(file), text).toEqual(chunkTexts(fresh));
    expect(flat(file), text).toEqual(flat(fresh));
  }
});

test('typing a quote, and taking it away, far from where it ends', () => {
  const items = [
    '  - name: a\n',
    ...Array.from({ length: 40 }, (_, at) => `  - word ${at}\n`),
    '  - end" \n',
    '  - name: z\n',
  ];
  const without = head + items.join('');
  const quoted = without.replace('name: a', 'name: "a');
  let file = parseYamlFile('file:///a.yml', without);
  expect(file.documents[0]?.itemChunks.length).toBe(items.length);
  file = parseYamlFile('file:///a.yml', quoted, file);
  expect(chunkTexts(file)).toEqual(chunkTexts(parseYamlFile('file:///a.yml', quoted)));
  expect(file.documents[0]?.itemChunks.length).toBe(2);
  const unclosed = quoted.replace('end"', 'end');
  file = parseYamlFile('file:///a.yml', unclosed, file);
  expect(file.documents[0]?.itemChunks.length).toBe(items.length);
  file = parseYamlFile('file:///a.yml', quoted, file);
  expect(file.documents[0]?.itemChunks.length).toBe(2);
  file = parseYamlFile('file:///a.yml', without, file);
  expect(file.documents[0]?.itemChunks.length).toBe(items.length);
});

test.each(['  - name: "a\n    label: b\n', '  - "a" "b\n'])(
  'full of quotes that nobody closes: %j ends soon',
  (item) => {
    const text = head + item.repeat(30_000);
    const start = performance.now();
    parseYamlFile('file:///a.yml', text);
    expect(performance.now() - start).toBeLessThan(4000);
  },
);

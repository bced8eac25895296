import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createPythonMemo, pythonFacts } from '../../../server/src/model/generators/pythonFacts';
import type { PythonTree } from '../../../server/src/syntax/python/ast';
import { parsePython } from '../../../server/src/syntax/python/parse';
import { splitPython } from '../../../server/src/syntax/python/segments';
import { seededRandom } from '../../support/random';
import { guideGenerator } from './samples';

const fabric = readFileSync('examples/fabric/generators/generate_pod.py', 'utf8');
const junk = [
  '',
  '(',
  ')',
  '"',
  '"""',
  '\n',
  '    def f(self):\n',
  'class B:\n',
  '@x\n',
  '#',
  '\\',
  ':',
  'await ',
  '\t',
  'é',
];

test.each([
  ['guide', guideGenerator('allow_upsert=True')],
  ['example', fabric],
])('%s: what is read after an edit is what is read of the whole text', { timeout: 30_000 }, (_, start) => {
  const random = seededRandom(11);
  const memo = createPythonMemo();
  let text = start;
  for (let edit = 0; edit < 80; edit++) {
    if (edit % 10 === 0) text = start;
    const from = random(text.length + 1);
    const to = random(2) === 0 ? from : Math.min(text.length, from + random(12));
    text = text.slice(0, from) + (junk[random(junk.length)] ?? '') + text.slice(to);
    const tree = parsePython(text, memo.parsed);
    const fresh = parsePython(text);
    // Compared as text, which is much faster than member by member.
    const facts = JSON.stringify(pythonFacts(text, tree, memo.methods));
    const same = JSON.stringify(tree) === JSON.stringify(fresh) && facts === JSON.stringify(pythonFacts(text, fresh));
    expect(same, JSON.stringify(text)).toBe(true);
  }
});

test('a method that did not move is the same object, and its summary too', () => {
  const memo = createPythonMemo();
  const before = parsePython(fabric, memo.parsed);
  const facts = pythonFacts(fabric, before, memo.methods);
  const text = fabric.replace('rack.checksum.value = checksum', 'rack.checksum.value = f"{checksum}"');
  const after = parsePython(text, memo.parsed);
  const methods = (tree: typeof before) => tree.body.flatMap((each) => (each.kind === 'class' ? each.body : []));
  expect(methods(after)[0]).toBe(methods(before)[0]);
  expect(methods(after)[1]).not.toEqual(methods(before)[1]);
  expect(pythonFacts(text, after, memo.methods).classes[0]?.methods[0]).toBe(facts.classes[0]?.methods[0]);
});

test('a method that moved is the same object, and its ranges are where it stands now', () => {
  const memo = createPythonMemo();
  const methods = (tree: PythonTree) => tree.body.flatMap((each) => (each.kind === 'class' ? each.body : []));
  const before = parsePython(fabric, memo.parsed);
  const facts = pythonFacts(fabric, before, memo.methods);
  const text = fabric.replace(/(?<=async def generate.*\n)/, '        # a line more\n');
  const after = parsePython(text, memo.parsed);
  expect(methods(after)[0]).not.toBe(methods(before)[0]);
  expect(methods(after).at(-1)).toBe(methods(before).at(-1));
  const method = pythonFacts(text, after, memo.methods).classes[0]?.methods.at(-1);
  expect(method).toBe(facts.classes[0]?.methods.at(-1));
  expect(text.slice(method?.nameRange.start, method?.nameRange.end)).toBe('update_checksum');
});

test('twins stand in two places', () => {
  const memo = createPythonMemo();
  const twin = '    async def f(self):\n        await self.client.create(kind="A", name="b").save()\n';
  for (const text of [`class A:\n${twin}class B:\n${twin}`, `x = 1\nclass A:\n${twin}class B:\n${twin}`]) {
    const starts = parsePython(text, memo.parsed).body.flatMap((each) =>
      each.kind === 'class' ? each.body.map(({ span }) => span.start) : [],
    );
    expect(starts).toEqual([...text.matchAll(/async def/g)].map(({ index }) => index));
  }
});

test.each<[string, string, readonly string[]]>([
  [
    'functions and methods',
    'import a\nclass A:\n    x = 1\n    def f(self): pass\n    async def g(self): pass\ny = 1\ndef h(): pass\n',
    [
      'import a\n',
      'class A:\n    x = 1\n',
      '    def f(self): pass\n',
      '    async def g(self): pass\n',
      'y = 1\n',
      'def h(): pass\n',
    ],
  ],
  [
    'decorators stay with what they decorate',
    '@a\n@b(\n  1\n)\nclass A:\n    @c\n    # why\n    def f(self): pass\n',
    ['@a\n@b(\n  1\n)\nclass A:\n', '    @c\n    # why\n    def f(self): pass\n'],
  ],
  [
    'strings and brackets are whole',
    'x = """\ndef f(): pass\n"""\ny = (\n1,\n)\ndef g(): pass\n',
    ['x = """\ndef f(): pass\n"""\ny = (\n1,\n)\n', 'def g(): pass\n'],
  ],
  ['an open bracket ends at the next function', 'x = foo(1,\ndef g(): pass\n', ['x = foo(1,\n', 'def g(): pass\n']],
  [
    'tabs',
    'class A:\n\tdef f(self): pass\n\tdef g(self): pass\n',
    ['class A:\n', '\tdef f(self): pass\n', '\tdef g(self): pass\n'],
  ],
  [
    'line ends of Windows',
    'class A:\r\n    def f(self):\r\n        pass\r\n    def g(self): pass\r\n',
    ['class A:\r\n', '    def f(self):\r\n        pass\r\n', '    def g(self): pass\r\n'],
  ],
  [
    'a block in a class',
    'class A:\n    if x:\n        def f(self): pass\n    def g(self): pass\n',
    ['class A:\n    if x:\n        def f(self): pass\n', '    def g(self): pass\n'],
  ],
  ['nothing', '', ['']],
])('%s', (_, text, expected) => {
  expect(splitPython(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
});

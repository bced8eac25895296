import { describe, expect, test } from 'vitest';
import type { PythonChange } from '../../../server/src/edits/python/pythonChange';
import { pythonEdits } from '../../../server/src/edits/python/pythonEdits';
import { pythonStyle } from '../../../server/src/edits/python/pythonStyle';
import { parsePython } from '../../../server/src/syntax/python/parse';

/** The text after the changes, by the edits that an editor gets. */
function changed(text: string, ...changes: readonly PythonChange[]): string | undefined {
  const style = pythonStyle(text, parsePython(text).body);
  const edits = pythonEdits({ uri: 'file:///a.py', text, style }, changes);
  return edits
    ?.toSorted((one, other) => other.at.range.start - one.at.range.start)
    .reduce((now, { at: { range }, newText }) => now.slice(0, range.start) + newText + now.slice(range.end), text);
}

const from = (module: string, name: string, level = 0): PythonChange => ({ change: 'import', module, level, name });
const whole = (module: string): PythonChange => ({ change: 'import', module, level: 0 });

describe('an import', () => {
  test.each([
    ['an empty file', '', whole('json'), 'import json\n'],
    ['behind the docstring', '"""Doc."""\n', whole('json'), '"""Doc."""\n\nimport json\n'],
    ['behind a licence', '# Free\n\nx = 1\n', whole('json'), '# Free\n\nimport json\n\nx = 1\n'],
    [
      'above the comment of the first class',
      '# About A\nclass A:\n    pass\n',
      whole('json'),
      'import json\n\n\n# About A\nclass A:\n    pass\n',
    ],
    [
      'behind the line for the shell',
      '#!/usr/bin/env python\nx = 1\n',
      whole('json'),
      '#!/usr/bin/env python\nimport json\n\n\nx = 1\n',
    ],
    [
      'in its group, sorted',
      'import hashlib\nimport os\n\nimport httpx\n',
      whole('json'),
      'import hashlib\nimport json\nimport os\n\nimport httpx\n',
    ],
    [
      'a group of its own before others',
      'import httpx\n\nx = 1\n',
      whole('json'),
      'import json\n\nimport httpx\n\nx = 1\n',
    ],
    [
      'a group of its own behind others',
      'import os\n\nx = 1\n',
      from('keys', 'Key', 1),
      'import os\n\nfrom .keys import Key\n\nx = 1\n',
    ],
    [
      'between groups',
      'import os\n\nfrom . import a\n',
      from('httpx', 'Client'),
      'import os\n\nfrom httpx import Client\n\nfrom . import a\n',
    ],
    [
      'behind the one about the future',
      'from __future__ import annotations\n',
      whole('json'),
      'from __future__ import annotations\n\nimport json\n',
    ],
    ['parents before siblings', 'from .b import B\n', from('a', 'A', 2), 'from ..a import A\nfrom .b import B\n'],
    [
      'a further name, sorted',
      'from a import Alpha, Gamma, beta\n',
      from('a', 'Beta'),
      'from a import Alpha, Beta, Gamma, beta\n',
    ],
    ['a further name, last', 'from a import b\n', from('a', 'c'), 'from a import b, c\n'],
    [
      'a further name in brackets',
      'from a import (\n    b,  # one\n    d,\n)\n',
      from('a', 'c'),
      'from a import (\n    b,  # one\n    c,\n    d,\n)\n',
    ],
    [
      'a further name at the end of brackets',
      'from a import (\n    b,\n)\n',
      from('a', 'c'),
      'from a import (\n    b,\n    c,\n)\n',
    ],
    ['beside a star', 'from a import *\n', from('a', 'c'), 'from a import *\nfrom a import c\n'],
    ['beside another name for it', 'from a import c as d\n', from('a', 'c'), 'from a import c, c as d\n'],
    ['there already', 'import json\nfrom a import c\n', from('a', 'c'), 'import json\nfrom a import c\n'],
    ['no line break at the end', 'import os', whole('json'), 'import json\nimport os'],
    ['no line break behind the last', 'import json', whole('os'), 'import json\nimport os\n'],
  ] as const)('%s', (_, before, change, after) => {
    expect(changed(before, change)).toBe(after);
    expect(changed(after, change)).toBe(after);
  });

  test('a line that would get too long', () => {
    const long = `from a import ${'b'.repeat(60)}\n`;
    expect(changed(long, from('a', 'c'.repeat(20)))).toBe(`${long}from a import ${'c'.repeat(20)}\n`);
  });

  test('what stands under a condition does not count', () => {
    const text = 'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import json\n';
    expect(changed(text, whole('json'))).toBe(`import json\n${text}`);
  });
});

describe('a method', () => {
  const lines = ['def more(self):', '\treturn 1'];
  const add = (text: string): string | undefined => changed(text, { change: 'method', className: 'A', lines });

  test.each([
    [
      'behind the last',
      'class A:\n  def one(self):\n    pass\n\n\nx = 1\n',
      'class A:\n  def one(self):\n    pass\n\n  def more(self):\n    return 1\n\n\nx = 1\n',
    ],
    [
      'behind its comments',
      'class A:\n    x = 1\n    # about x\n\n# about y\ny = 1\n',
      'class A:\n    x = 1\n    # about x\n\n    def more(self):\n        return 1\n\n# about y\ny = 1\n',
    ],
    ['a class without a body', 'class A(B):\n', 'class A(B):\n    def more(self):\n        return 1\n'],
    ['no line break at the end', 'class A:\n    x = 1', 'class A:\n    x = 1\n\n    def more(self):\n        return 1'],
    ['tabs', 'class A:\n\tx = 1\n', 'class A:\n\tx = 1\n\n\tdef more(self):\n\t\treturn 1\n'],
    ['CRLF', 'class A:\r\n    x = 1\r\n', 'class A:\r\n    x = 1\r\n\n    def more(self):\n        return 1\n'],
  ])('%s', (_, before, after) => {
    expect(add(before)).toBe(after);
  });

  test.each([
    ['a class on one line', 'class A: pass\n'],
    ['no colon', 'class A(B\n'],
    ['no such class', 'class B:\n    pass\n'],
  ])('nowhere: %s', (_, text) => {
    expect(add(text)).toBeUndefined();
  });
});

describe('statements of a method', () => {
  const body = (where: 'checks' | 'end', text: string): string | undefined =>
    changed(text, { change: 'body', className: 'A', method: 'm', where, lines: ['new()'] });
  const cls = (...lines: readonly string[]): string =>
    `class A:\n    def m(self):\n${lines.map((line) => (line === '' ? '\n' : `        ${line}\n`)).join('')}`;

  test.each([
    ['last', cls('a()'), cls('a()', '', 'new()')],
    ['behind the comments at the end', cls('a()', '# b'), cls('a()', '# b', '', 'new()')],
    ['before the return', cls('a()', '', '# so', 'return 1'), cls('a()', '', 'new()', '', '# so', 'return 1')],
    ['in place of nothing', cls('pass'), cls('new()')],
    ['in place of dots, behind the docstring', cls('"""Doc."""', '...  # later'), cls('"""Doc."""', 'new()  # later')],
    ['in place of what is not implemented', cls('raise NotImplementedError("m")'), cls('new()')],
    ['in an empty method', cls(), cls('new()')],
    ['on the line of the header', 'class A:\n    def m(self): a()\n', cls('a()', 'new()')],
    [
      'on that line, with a comment and another method below',
      'class A:\n    def m(self): a()  # now\n    def n(self): b()\n',
      `${cls('a()  # now', 'new()')}\n    def n(self): b()\n`,
    ],
    [
      'dots there, with another method below',
      'class A:\n    def m(self): ...\n    def n(self): ...\n',
      `${cls('new()')}\n    def n(self): ...\n`,
    ],
    ['in place of dots on that line', 'class A:\n    def m(self): ...\n', cls('new()')],
  ])('at the end: %s', (_, before, after) => {
    expect(body('end', before)).toBe(after);
  });

  test.each([
    [
      'not before the work that a return waits for',
      cls('return await b()'),
      cls('result = await b()', '', 'new()', '', 'return result'),
    ],
    [
      'behind a return of several lines, with its comments',
      cls('return (', '    await b()  # all', ')', '# after'),
      cls('result = (', '    await b()  # all', ')', '# after', '', 'new()', '', 'return result'),
    ],
    [
      'a name that means something else',
      cls('a(result)', 'return await asyncio.gather(*tasks)'),
      cls('a(result)', 'result_2 = await asyncio.gather(*tasks)', '', 'new()', '', 'return result_2'),
    ],
    ['before a return on the line of another', cls('await b(); return'), cls('await b()', '', 'new()', '', 'return')],
    [
      'behind a return on the line of another',
      cls('a(); return await b()'),
      cls('a(); result = await b()', '', 'new()', '', 'return result'),
    ],
    [
      'a return on the line of the header',
      'class A:\n    def m(self): return b()\n    def n(self): ...\n',
      `${cls('result = b()', '', 'new()', '', 'return result')}\n    def n(self): ...\n`,
    ],
  ])('a last return keeps its value: %s', (_, before, after) => {
    expect(body('end', before)).toBe(after);
  });

  test.each([
    ['always raises', cls('a()', 'raise ValueError("x")')],
    ['always returns', cls('try:', '    a()', 'finally:', '    return')],
    ['returns in every branch', cls('if a:', '    return b()', 'else:', '    return c()')],
    ['never comes to its return', cls('try:', '    return a()', 'except E:', '    raise', 'return')],
  ])('not behind what %s', (_, text) => {
    expect(body('end', text)).toBeUndefined();
  });

  test.each([
    ['behind what is read', cls('a = data["x"]', 'make(a)'), cls('a = data["x"]', '', 'new()', '', 'make(a)')],
    [
      'behind checks',
      cls('if not a:', '    raise ValueError', '', 'make(a)'),
      cls('if not a:', '    raise ValueError', '', 'new()', '', 'make(a)'),
    ],
    [
      'behind a fetch that is checked',
      cls('b = await self.client.filters(kind="K")', 'if not b:', '    raise ValueError', 'make(a)'),
      cls('b = await self.client.filters(kind="K")', 'if not b:', '    raise ValueError', '', 'new()', '', 'make(a)'),
    ],
    [
      'before a fetch that is not',
      cls('b = await self.client.filters(kind="K")', 'make(b)'),
      cls('new()', '', 'b = await self.client.filters(kind="K")', 'make(b)'),
    ],
    [
      'before a branch that goes on',
      cls('if a:', '    b()', 'make(a)'),
      cls('new()', '', 'if a:', '    b()', 'make(a)'),
    ],
    ['first', cls('make(a)'), cls('new()', '', 'make(a)')],
    [
      'behind what is read where it may fail',
      cls('try:', '    a = data["x"][0]', 'except IndexError as e:', '    raise E from e', 'make(a)'),
      cls('try:', '    a = data["x"][0]', 'except IndexError as e:', '    raise E from e', '', 'new()', '', 'make(a)'),
    ],
    [
      'before work that may fail',
      cls('try:', '    make(a)', 'except E:', '    raise', 'make(b)'),
      cls('new()', '', 'try:', '    make(a)', 'except E:', '    raise', 'make(b)'),
    ],
    ['on one line', cls('a = data["x"]; make(a)'), cls('a = data["x"]', '', 'new()', '', 'make(a)')],
    [
      'on the line of the header',
      'class A:\n    def m(self, data): a = data["x"]; make(a)\n',
      'class A:\n    def m(self, data):\n        a = data["x"]\n\n        new()\n\n        make(a)\n',
    ],
    ['where everything is read', cls('a = data["x"]'), cls('a = data["x"]', '', 'new()')],
  ])('behind the checks: %s', (_, before, after) => {
    expect(body('checks', before)).toBe(after);
  });
});

describe('a constant of the module', () => {
  test.each([
    ['behind the imports', 'import a\n\n\nclass A:\n    pass\n', 'import a\n\nX = 1\n\n\nclass A:\n    pass\n'],
    ['before other constants', 'import a\nY = 2\n', 'import a\n\nX = 1\n\nY = 2\n'],
    [
      'behind imports for types',
      'if TYPE_CHECKING:\n    import a\n\n\nclass A: ...\n',
      'if TYPE_CHECKING:\n    import a\n\nX = 1\n\n\nclass A: ...\n',
    ],
    ['first', 'class A: ...\n', 'X = 1\n\n\nclass A: ...\n'],
    ['alone', '', 'X = 1\n'],
    ['where the file ends', 'import a', 'import a\n\nX = 1\n'],
  ])('%s', (_, before, after) => {
    expect(changed(before, { change: 'module', lines: ['X = 1'] })).toBe(after);
  });
});

test('several changes of one place keep their order', () => {
  const text = 'class A(B):\n    async def m(self):\n        a()\n';
  const after = changed(
    text,
    { change: 'body', className: 'A', method: 'm', where: 'end', lines: ['b()'] },
    { change: 'method', className: 'A', lines: ['def n(self): ...'] },
    { change: 'base', className: 'A', base: 'C' },
    { change: 'base', className: 'A', base: 'D' },
    { change: 'body', className: 'A', method: 'm', where: 'end', lines: ['c()'] },
    { change: 'replace', range: { start: text.indexOf('a()'), end: text.indexOf('a()') + 1 }, text: 'ä' },
  );
  expect(after).toBe(
    'class A(B, C, D):\n    async def m(self):\n        ä()\n\n        b()\n\n        c()\n\n    def n(self): ...\n',
  );
});

describe('style', () => {
  const styleOf = (text: string, pyproject?: string) => pythonStyle(text, parsePython(text).body, pyproject);

  test('of the text', () => {
    expect(styleOf('')).toEqual({ indent: '    ', quote: '"', lineLength: 88 });
    expect(styleOf("class A:\n\tx = 'a'\n")).toMatchObject({ indent: '\t', quote: "'" });
    expect(styleOf('"""It\'s"""\nx = "a"\ny = \'b\'\n# don\'t\n')).toMatchObject({ quote: '"' });
    expect(styleOf(`x = ${'1'.repeat(90)}\n`).lineLength).toBe(100);
    expect(styleOf(`x = ${'1'.repeat(300)}\n`).lineLength).toBe(120);
  });

  test('of the project', () => {
    expect(styleOf('', '[tool.ruff]\nline-length = 110\n').lineLength).toBe(110);
    expect(styleOf('', '[tool.isort]\nline_length = 70\n[tool.black]\nline-length = 90\n').lineLength).toBe(90);
    expect(styleOf('', '[tool.ruff]\nline-length = "x"\n').lineLength).toBe(88);
  });
});

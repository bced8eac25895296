import { describe, expect, it } from 'vitest';
import { pythonFacts } from '../../../server/src/model/generators/pythonFacts';
import type { Statement } from '../../../server/src/syntax/python/ast';
import { parsePython } from '../../../server/src/syntax/python/parse';
import { generator } from './samples';

/** The statements as one line each: kinds, and what they hold. */
function outline(statements: readonly Statement[], text: string): string[] {
  return statements.map((statement) => {
    switch (statement.kind) {
      case 'class':
        return `class ${statement.name} [${outline(statement.body, text).join('; ')}]`;
      case 'function':
        return `${statement.async ? 'async ' : ''}def ${statement.name}(${statement.params.map((param) => param.name).join(', ')}) [${outline(statement.body, text).join('; ')}]`;
      case 'if': {
        const arms = statement.branches.map((arm) => `[${outline(arm.body, text).join('; ')}]`);
        if (statement.otherwise) arms.push(`[${outline(statement.otherwise, text).join('; ')}]`);
        return `if ${arms.join(' ')}`;
      }
      case 'try':
        return `try ${statement.body.length} except ${statement.handlers.length} else ${statement.otherwise?.length ?? 0} finally ${statement.finally?.length ?? 0}`;
      case 'assign':
        return `${statement.targets.map((target) => text.slice(target.span.start, target.span.end)).join(', ')} = ${statement.value?.kind ?? 'nothing'}`;
      case 'expression':
        return statement.value.kind;
      default:
        return statement.kind;
    }
  });
}

function outlineOf(text: string): string[] {
  return outline(parsePython(text).body, text);
}

describe('statements', () => {
  it.each<[string, string]>([
    [
      'class A(B):\n    x = 1\n    async def f(self, *a, b=1, **k): pass\n',
      'class A [x = literal; async def f(self, a, b, k) [pass]]',
    ],
    ['if a:\n    b()\nelif c: d = e\nelse:\n    return\n', 'if [call] [d = name] [return]'],
    [
      'try:\n    a()\nexcept (B, C) as e: raise\nexcept D: pass\nelse: b\nfinally: c\n',
      'try 1 except 2 else 1 finally 1',
    ],
    ['@a.b(1)\n@c\ndef f(): ...\n', 'def f() [ellipsis]'],
    ['a, b = c = 1, 2\n', 'a, b, c = sequence'],
    ['a.b.value += 1\n', 'a.b.value = literal'],
    ['a: int = b or c\n', 'a = binary'],
    ['x = f"a{b}" "c"\n', 'x = template'],
    ['x = "a" \'b\' """c"""\n', 'x = literal'],
  ])('%j', (text, expected) => {
    expect(outlineOf(text)).toEqual([expected]);
  });

  it.each<[string, unknown]>([
    ['"a\\n\\x41\\u00e9"', 'a\nAé'],
    ['r"a\\n"', 'a\\n'],
    ['"a" \'b\'', 'ab'],
    ['-1_000', -1000],
    ['0x1F', 31],
    ['True', true],
    ['None', null],
  ])('%s is a constant', (text, value) => {
    const [statement] = parsePython(`x = ${text}`).body;
    expect(statement?.kind === 'assign' && statement.value).toMatchObject({ kind: 'literal', value });
  });

  it.each<[string, number]>([
    ['def f():\n    yield\n    x = yield\n    for y in x: yield # nothing\n    return (yield)\n', 0],
    ['\ufeffdef f(): yield\n', 0],
    ['def f():\n    yield from\n', 1],
  ])('%j has %d errors', (text, errors) => {
    expect(parsePython(text).errors).toHaveLength(errors);
  });

  it('offsets count UTF-16 code units', () => {
    const text = 'x = "😀"\r\nclass Grüße:\r\n    pass\r\n';
    const [cls] = pythonFacts(text).classes;
    expect(cls && text.slice(cls.nameRange.start, cls.nameRange.end)).toBe('Grüße');
  });
});

describe('half-typed text', () => {
  it('a member that is being typed leaves the next statement alone', () => {
    const text = generator('pod = await self.client.get("NetworkPod")', 'pod.', 'pod.x.value = 1', 'await pod.save()');
    expect(pythonFacts(text).classes[0]?.writes.map((write) => [write.kind, write.attribute])).toEqual([
      ['NetworkPod', 'x'],
    ]);
    expect(pythonFacts(text).broken).toBe(true);
  });

  it('an assignment without its value writes something unknown', () => {
    const text = generator('pod = await self.client.get("NetworkPod")', 'pod.x.value = ', 'await pod.save()');
    expect(pythonFacts(text).classes[0]?.writes.filter((write) => write.constant !== undefined)).toEqual([]);
  });
});

describe('input that must not hurt', () => {
  const long = (unit: string, times: number) => unit.repeat(times);
  it.each<[string, string]>([
    ['5,000 open parentheses', `class A:\n    def f(self):\n        x = ${long('(', 5000)}`],
    ['5,000 closed parentheses', `x = ${long('(', 5000)}${long(')', 5000)}`],
    ['mixed brackets', long('([{', 3000)],
    ['brackets in a row', `x = a${long('()[]{}', 5000)}`],
    ['a long sum', `x = ${long('a + ', 20_000)}a`],
    ['a long chain', `x = a${long('.b()', 10_000)}`],
    ['a long row of not', `x = ${long('not ', 5000)}a`],
    ['deep blocks', Array.from({ length: 500 }, (_, at) => `${long(' ', at)}if x:`).join('\n')],
    ['many early returns', generator(...Array.from({ length: 2000 }, (_, at) => `if a${at}: return`))],
    ['many elif', `if a:\n pass\n${long('elif b:\n pass\n', 5000)}`],
    ['doubling lists', generator('x = [1]', ...Array.from({ length: 200 }, () => 'x = [x, (x, y), x]'))],
    [
      'doubling calls',
      `${generator('await self.m0()')}${Array.from({ length: 60 }, (_, at) => `    async def m${at}(self):\n        await self.m${at + 1}()\n        await self.m${at + 1}()\n`).join('')}`,
    ],
    ['control characters', long('\x01\x02\uffff', 20_000)],
    ['NUL', long('\0', 100_000)],
    ['colons', long(':', 300_000)],
    ['lone surrogates', long('\ud800 = "\udc00"\n', 1000)],
    ['quotes', long('"""', 30_000)],
    ['open headers', long('with (a as b, ', 20_000)],
    ['many headers', long('match a, (b, c):\nfor x in *a, (\n@a[(\n', 8000)],
    ['a long header', `match ${long('a, ', 80_000)}b:\n    pass\n`],
    ['words of headers', long('match ', 60_000)],
    ['open format strings', long('f"{', 300)],
  ])('%s', (_name, text) => {
    const started = performance.now();
    expect(pythonFacts(text).classes.length).toBeLessThan(3);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('what was not read is said', () => {
    expect(parsePython('\0binary')).toMatchObject({ body: [], complete: false });
    const deep = `class A:\n    pass\nx = ${long('(', 5000)}`;
    expect(pythonFacts(deep)).toMatchObject({ complete: false, classes: [{ name: 'A' }] });
    expect(pythonFacts('class A: ...\n').complete).toBe(true);
  });

  it('2,000 lines are quick', () => {
    const methods = Array.from(
      { length: 330 },
      (_, at) => `    async def m${at}(self, nodes):
        for node in nodes:
            if node.checksum.value != self.calculate_checksum():
                node.checksum.value = self.calculate_checksum()
                await node.save(update_group_context=False)
`,
    );
    const text = `${generator(...methods.map((_, at) => `await self.m${at}(data)`))}\n${methods.join('\n')}`;
    expect(text.split('\n').length).toBeGreaterThan(2000);
    pythonFacts(text);
    const started = performance.now();
    const [cls] = pythonFacts(text).classes;
    expect(performance.now() - started).toBeLessThan(1000);
    expect(cls?.writes).toHaveLength(330);
  });
});

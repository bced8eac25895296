import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPythonMemo, pythonFacts } from '../../../server/src/model/generators/pythonFacts';
import { parsePython } from '../../../server/src/syntax/python/parse';
import { openRepository, readFolder } from '../../support/repository';
import { guideGenerator } from './samples';

/** Every Python file of the examples and of the tests, and one made of strings. */
const samples: [string, string][] = [
  ['the form of the guide', guideGenerator('allow_upsert=True')],
  ...pythonFiles('examples'),
  ...pythonFiles('test/server/python'),
];

function pythonFiles(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py'))
    .toSorted()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

/** Small files are cut at every character, larger ones at the ends of lines and of some words. */
function* cuts(text: string): Iterable<number> {
  const step = Math.max(1, Math.floor(text.length / 300));
  let count = 0;
  for (const match of text.matchAll(text.length < 600 ? /(?=[\s\S])/g : /\w\b|[^\w\s]|\n/g)) {
    if (match[0] === '\n' || count++ % step === 0) yield match.index + match[0].length;
  }
  yield text.length;
}

test('there are enough of them', () => {
  expect(samples.length).toBeGreaterThan(20);
});

test.each(samples)('%s: every prefix keeps its classes and methods', { timeout: 30_000 }, (_, text) => {
  const whole = pythonFacts(text);
  const memo = createPythonMemo();
  for (const end of cuts(text)) {
    const prefix = text.slice(0, end);
    const tree = parsePython(prefix, memo.parsed);
    const facts = pythonFacts(prefix, tree, memo.methods);
    const lost: string[] = [];
    for (const cls of whole.classes) {
      if (end <= cls.nameRange.end) break;
      const found = facts.classes.find(
        ({ name, nameRange }) => name === cls.name && nameRange.start === cls.nameRange.start,
      );
      if (!found) lost.push(cls.name);
      // Its evaluation has to end well, too.
      void found?.saves;
      for (const method of cls.methods) {
        const header = text.indexOf(':\n', method.nameRange.end);
        const kept = found?.methods.some(({ nameRange }) => nameRange.start === method.nameRange.start);
        if (end > header && !kept) lost.push(`${cls.name}.${method.name}`);
      }
    }
    expect(lost, prefix.slice(-80)).toEqual([]);
  }
});

test('no rule fails on a prefix, and half a generator makes no other file wrong', { timeout: 60_000 }, async () => {
  const fabric = readFolder('examples/fabric');
  // What a rule throws is logged, and a log fails the test.
  const { service, uri } = await openRepository(fabric);
  for (const [path, text] of fabric) {
    if (!path.endsWith('.py')) continue;
    for (let end = 0; end < text.length; end += 61) {
      service.updateDocument(uri(path), text.slice(0, end));
      service.diagnostics(uri(path));
      if (end % 4 === 0) service.diagnostics(uri('/.infrahub.yml'));
    }
    service.updateDocument(uri(path), text);
  }
  expect(fabric.flatMap(([path]) => service.diagnostics(uri(path)).map(({ message }) => message))).toEqual([]);
});

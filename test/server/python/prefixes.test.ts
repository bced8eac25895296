import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PythonFacts } from '../../../server/src/model/generators/facts';
import { createPythonMemo, pythonFacts } from '../../../server/src/model/generators/pythonFacts';
import { parsePython } from '../../../server/src/syntax/python/parse';
import { openRepository, readFolder } from '../../support/repository';
import { guideGenerator } from './samples';

/** Every generator of the examples, the samples and the tests, each text once, and one made of strings. */
const samples: [string, string][] = [
  ['the form of the guide', guideGenerator('allow_upsert=True')] as [string, string],
  ...['examples', 'test/server/python', 'test/samples'].flatMap(pythonFiles),
].filter(([, text], at, all) => all.findIndex((each) => each[1] === text) === at);

function pythonFiles(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py'))
    .toSorted()
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

const lastLines = 2;

/** Every line end, and every place in the last lines: all prefixes of all samples take a minute. */
function lineEnds(text: string): number[] {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  const last = ends.at(-1 - lastLines) ?? 0;
  return [...ends.filter((end) => end < last), ...Array.from({ length: text.length - last + 1 }, (_, at) => last + at)];
}

interface Declared {
  readonly name: string;
  readonly start: number;
  readonly methods: readonly { readonly name: string; readonly start: number }[];
}

/** What has to be there of the classes of a text that is cut; a method from the end of its header on. */
function missing(
  text: string,
  end: number,
  { whole, found }: Record<'whole' | 'found', readonly Declared[]>,
): string[] {
  return whole
    .filter(({ name, start }) => end > start + name.length)
    .flatMap((cls) => {
      const same = found.find(({ name, start }) => name === cls.name && start === cls.start);
      const lost = cls.methods.filter(
        ({ name, start }) =>
          end > text.indexOf(':\n', start + name.length) && !same?.methods.some((each) => each.start === start),
      );
      return [...(same ? [] : [cls.name]), ...lost.map(({ name }) => `${cls.name}.${name}`)];
    });
}

function declaredIn({ classes }: PythonFacts): Declared[] {
  return classes.map(({ name, nameRange, methods }) => ({
    name,
    start: nameRange.start,
    methods: methods.map((each) => ({ name: each.name, start: each.nameRange.start })),
  }));
}

test('there are enough of them', () => {
  expect(samples.length).toBeGreaterThan(30);
  expect(samples.map(([name]) => name)).toContain('connected/generators/generate_pod.py');
});

test.each(samples)(
  '%s: cut behind any line or anywhere in the last ones, it keeps its classes and methods',
  { timeout: 30_000 },
  (_, text) => {
    const whole = declaredIn(pythonFacts(text));
    const memo = createPythonMemo();
    const lost: string[] = [];
    for (const end of lineEnds(text)) {
      const prefix = text.slice(0, end);
      const tree = parsePython(prefix, memo.parsed);
      const facts = pythonFacts(prefix, tree, memo.methods);
      for (const name of missing(text, end, { whole, found: declaredIn(facts) })) lost.push(`${end}: ${name}`);
      // The evaluation has to end well, too.
      if (prefix.endsWith('\n'))
        for (const cls of facts.classes) if (!Array.isArray(cls.saves)) lost.push(`${end}: what ${cls.name} does`);
    }
    expect(lost).toEqual([]);
  },
);

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

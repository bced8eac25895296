import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPythonMemo, pythonFacts, type PythonMemo } from '../../../server/src/model/generators/pythonFacts';
import type { PythonTree } from '../../../server/src/syntax/python/ast';
import { statementsWithin } from '../../../server/src/syntax/python/names';
import { parsePython } from '../../../server/src/syntax/python/parse';
import { splitPython } from '../../../server/src/syntax/python/segments';
import { parseFixture } from '../../support/fixture';
import { openRepository, readFolder } from '../../support/repository';
import { guideGenerator } from './samples';

/** Every generator of the examples, the samples and the tests, and one made of strings. */
const samples: [string, string][] = [
  ['the form of the guide', guideGenerator('allow_upsert=True')] as [string, string],
  ...['examples', 'test/server/python', 'test/samples'].flatMap(pythonFiles),
].filter(([, text], at, all) => all.findIndex((each) => each[1] === text) === at);

/** The Python files of a folder. Some are a whole repository in one file: of these its Python. */
function pythonFiles(folder: string): [string, string][] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py'));
  return names.toSorted().flatMap((name): [string, string][] => {
    const text = readFileSync(join(folder, name), 'utf8');
    if (!/^#- \//m.test(text)) return [[name, text]];
    const inside = [...parseFixture(text).files].filter(([path]) => path.endsWith('.py'));
    return inside.map(([path, content]) => [`${name} ${path}`, content]);
  });
}

function sample(name: string): string {
  const text = samples.find(([each]) => each === name)?.[1];
  if (text === undefined) throw new Error(`There is no ${name}.`);
  return text;
}

interface Declared {
  readonly name: string;
  readonly start: number;
  readonly methods: readonly { readonly name: string; readonly start: number }[];
}

/** Classes and methods of a tree. */
function declaredIn(tree: PythonTree): Declared[] {
  return statementsWithin(tree.body).flatMap((each) => {
    if (each.kind !== 'class') return [];
    const methods = statementsWithin(each.body).filter((member) => member.kind === 'function');
    const named = methods.map(({ name, nameSpan }) => ({ name, start: nameSpan.start }));
    return [{ name: each.name, start: each.nameSpan.start, methods: named }];
  });
}

/** What has to be there of the classes of a text that is cut: a class behind its name, a method behind its header. */
function mustBeKnown(text: string): { name: string; after: number; start: number; of?: string }[] {
  return declaredIn(parsePython(text)).flatMap(({ name, start, methods }) => [
    { name, start, after: start + name.length },
    ...methods.map((each) => ({
      ...each,
      of: name,
      after: each.start + text.slice(each.start).search(/:\r?\n/),
    })),
  ]);
}

const betweenComparisons = 191;

/** All that is read of a text, for comparing. */
function readBy(text: string, memo: PythonMemo): string {
  const tree = parsePython(text, memo.parsed);
  return JSON.stringify([tree, pythonFacts(text, tree, memo.methods)]);
}

/** What is wrong with the prefixes of a text that end at these places, each read as an edit of the one before. */
function lostIn(text: string, ends: Iterable<number>): string[] {
  const memo = createPythonMemo();
  const known = mustBeKnown(text);
  const lost: string[] = [];
  for (const end of ends) {
    const prefix = text.slice(0, end);
    const tree = parsePython(prefix, memo.parsed);
    const found = declaredIn(tree);
    const names = new Set(
      found.flatMap((cls) => [`${cls.start}`, ...cls.methods.map((each) => `${cls.name}.${each.start}`)]),
    );
    for (const { name, start, after, of } of known) {
      const key = of === undefined ? `${start}` : `${of}.${start}`;
      if (end > after && !names.has(key)) lost.push(`${end}: ${of ?? 'class'} ${name}`);
    }
    if (!tree.complete) lost.push(`${end}: a part`);
    // The summary and the evaluation have to end well, too.
    if (prefix.endsWith('\n')) {
      const { classes } = pythonFacts(prefix, tree, memo.methods);
      const kept = classes.map(({ nameRange, methods }) => [
        nameRange.start,
        methods.map((each) => each.nameRange.start),
      ]);
      const all = found.map(({ start, methods }) => [start, methods.map((each) => each.start)]);
      if (JSON.stringify(kept) !== JSON.stringify(all)) lost.push(`${end}: in the summary`);
      for (const cls of classes) if (!Array.isArray(cls.saves)) lost.push(`${end}: what ${cls.name} does`);
    }
    if (end % betweenComparisons === 0 && readBy(prefix, memo) !== readBy(prefix, createPythonMemo())) {
      lost.push(`${end}: something else than read at once`);
    }
  }
  return lost;
}

const keywords = new Set(
  `False None True and as assert async await break case class continue def del elif else except finally for from global
  if import in is lambda match nonlocal not or pass print raise return try type while with yield`.split(/\s+/),
);
/** Samples have much in common, and what stands before the last segment is read by itself. */
const seen = new Set<string>();

/**
 * Where a prefix ends that reads unlike all before it. Of a word at the end that is the first letter, and any place
 * where it is a keyword, for other letters only make another name; of blanks at the end it is the first.
 */
function* unlikePrefixes(text: string): Generator<number> {
  for (let end = 0; end <= text.length; end++) {
    const prefix = text.slice(0, end);
    const last = splitPython(prefix).at(-1);
    const word = /[\p{L}\p{N}_]+$/u.exec(prefix)?.[0] ?? '';
    const read = keywords.has(word) ? word : /^\p{N}/u.test(word) ? '0' : word && 'a';
    const before = prefix.slice(last?.start, end - word.length);
    const shown = word === '' ? before.replace(/(?<=[ \t])[ \t]+$/, '') : before + read;
    const key = `${last?.form} ${shown}`;
    if (!seen.has(key) || end === text.length) yield end;
    seen.add(key);
  }
}

function everywhere(text: string): number[] {
  return Array.from({ length: text.length + 1 }, (_, end) => end);
}

test('there are enough of them', () => {
  expect(samples.length).toBeGreaterThan(30);
  expect(samples.map(([name]) => name)).toContain('connected/generators/generate_pod.py');
  for (const [name, text] of samples) {
    const classes = [...text.matchAll(/^class\s+([\p{L}\p{N}_]+)/gmu)].map((match) => match[1]);
    const found = declaredIn(parsePython(text));
    expect(
      found.map((each) => each.name),
      name,
    ).toEqual(classes);
    const methods = [...text.matchAll(/^(?:\t| {4})(?:async )?def ([\p{L}\p{N}_]+)/gmu)].map((match) => match[1]);
    expect(
      found.flatMap((each) => each.methods.map((method) => method.name)),
      name,
    ).toEqual(methods);
  }
});

test('the form of the guide: cut at every place, it keeps its classes and methods', { timeout: 30_000 }, () => {
  const text = guideGenerator('allow_upsert=True');
  expect(lostIn(text, everywhere(text))).toEqual([]);
});

test.each(samples)('%s: cut anywhere, it keeps its classes and methods', { timeout: 30_000 }, (_, text) => {
  expect(lostIn(text, unlikePrefixes(text))).toEqual([]);
});

test.each<[string, (text: string) => string]>([
  ['line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
  ['tabs', (text) => text.replaceAll('    ', '\t')],
  ['a byte order mark', (text) => `\ufeff${text}`],
])('with %s: cut anywhere, it keeps its classes and methods', { timeout: 30_000 }, (_, change) => {
  const text = change(sample('fabric/generators/mixin.py'));
  expect(lostIn(text, unlikePrefixes(text))).toEqual([]);
});

test.each(samples)('%s: cut shorter and shorter, it keeps its classes and methods', { timeout: 30_000 }, (_, text) => {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  expect(lostIn(text, ends.toReversed())).toEqual([]);
});

test.each(samples)('%s: without any one of its lines, it keeps the classes and methods of the others', (_, text) => {
  const lines = text.split('\n');
  const memo = createPythonMemo();
  const names = (tree: PythonTree) =>
    declaredIn(tree).flatMap(({ name, methods }) => [name, ...methods.map((each) => `${name}.${each.name}`)]);
  const whole = names(parsePython(text));
  const lost: string[] = [];
  for (const [at, line] of lines.entries()) {
    // Without its first or last line a text of several lines goes on to the next one.
    if (/^\s*(class|async def|def)\b/.test(line) || (line.split('"""').length - 1) % 2 === 1) continue;
    const found = names(parsePython(lines.toSpliced(at, 1).join('\n'), memo.parsed));
    for (const name of whole) if (!found.includes(name)) lost.push(`${at + 1}: ${name}`);
  }
  expect(lost).toEqual([]);
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

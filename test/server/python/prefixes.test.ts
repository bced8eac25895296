import { expect, test } from 'vitest';
import { createPythonMemo } from '../../../server/src/model/generators/pythonFacts';
import type { PythonTree } from '../../../server/src/syntax/python/ast';
import { parsePython } from '../../../server/src/syntax/python/parse';
import { splitPython } from '../../../server/src/syntax/python/segments';
import { openRepository, readFolder } from '../../support/repository';
import { declaredIn, everywhere, generatorSamples as samples, lostIn, sampleNamed } from './cutSamples';
import { guideGenerator } from './samples';

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
  const text = change(sampleNamed('fabric/generators/mixin.py'));
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

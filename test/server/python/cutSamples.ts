import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPythonMemo, pythonFacts, type PythonMemo } from '../../../server/src/model/generators/pythonFacts';
import type { PythonTree } from '../../../server/src/syntax/python/ast';
import { statementsWithin } from '../../../server/src/syntax/python/names';
import { parsePython } from '../../../server/src/syntax/python/parse';
import { parseFixture } from '../../support/fixture';
import { guideGenerator } from './samples';

/** Every generator of the examples, the samples and the tests, and one made of strings. */
export const generatorSamples: readonly [string, string][] = [
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

export function sampleNamed(name: string): string {
  const text = generatorSamples.find(([each]) => each === name)?.[1];
  if (text === undefined) throw new Error(`There is no ${name}.`);
  return text;
}

interface Declared {
  readonly name: string;
  readonly start: number;
  readonly methods: readonly { readonly name: string; readonly start: number }[];
}

/** Classes and methods of a tree. */
export function declaredIn(tree: PythonTree): Declared[] {
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
export function lostIn(text: string, ends: Iterable<number>): string[] {
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

/** Every place of a text. */
export function everywhere(text: string): number[] {
  return Array.from({ length: text.length + 1 }, (_, end) => end);
}

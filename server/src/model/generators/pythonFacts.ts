import { lazy } from '../../base/lazy';
import type { PythonTree } from '../../syntax/python/ast';
import { createParseMemo, parsePython, type ParseMemo } from '../../syntax/python/parse';
import { evaluateClass } from './evaluate/evaluateClass';
import { classView } from './evaluate/world';
import type { DeclaredClass, GeneratorEffects, PythonClass, PythonFacts } from './facts';
import { declarationsOf } from './lower/declarations';
import { createMethodMemo, type MethodMemo } from './lower/methodMemo';

/** What is kept of a Python file between two versions of it. Owned by who has the file. */
export interface PythonMemo {
  readonly parsed: ParseMemo;
  /** The version that was read last, as a token: an older one that is asked late may not take the memo. */
  newest: object | undefined;
  readonly methods: MethodMemo;
}

export function createPythonMemo(): PythonMemo {
  return { parsed: createParseMemo(), newest: undefined, methods: createMethodMemo() };
}

/**
 * Summarises a Python file: classes, what each does as far as this one file shows, imports. Never throws.
 * Ranges are UTF-16 code units of the file; `file` of every effect is empty. What is inherited from other files is
 * added by `resolveClass`. `tree` is the same text, parsed already; the answer is the same with and without a memo.
 */
export function pythonFacts(text: string, tree: PythonTree = parsePython(text), memo?: MethodMemo): PythonFacts {
  const declared = declarationsOf(text, tree, memo);
  const source = { file: '', facts: declared };
  return {
    ...declared,
    classes: declared.classes.map((cls) =>
      withEffects(cls, () => evaluateClass(classView({ source, cls }, alone), alone)),
    ),
    broken: tree.errors.length > 0,
    complete: tree.complete,
  };
}

const effectNames = Object.keys({
  writes: true,
  relationships: true,
  creates: true,
  fetches: true,
  saves: true,
  deletes: true,
  dispatches: true,
  returns: true,
  raises: true,
  missingMethods: true,
  usesChecksum: true,
  checksums: true,
  unknown: true,
  unknowns: true,
} satisfies Record<keyof GeneratorEffects, true>) as (keyof GeneratorEffects)[];

/** Few ask what a class does by itself, so it is evaluated for the first of them. */
function withEffects(cls: DeclaredClass, evaluate: () => GeneratorEffects): PythonClass {
  const effects = lazy(evaluate);
  const getters = effectNames.map((name) => [name, { enumerable: true, get: () => effects()[name] }] as const);
  return Object.defineProperties({ ...cls }, Object.fromEntries(getters)) as PythonClass;
}

function alone(): undefined {
  return undefined;
}

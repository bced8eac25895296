import type { PythonTree } from '../../syntax/python/ast';
import { parsePython } from '../../syntax/python/parse';
import { evaluateClass } from './evaluate/evaluateClass';
import { classView } from './evaluate/world';
import type { PythonFacts } from './facts';
import { declarationsOf } from './lower/declarations';

/**
 * Summarises a Python file: classes, what each does as far as this one file shows, imports. Never throws.
 * Ranges are UTF-16 code units of the file; `file` of every effect is empty. What is inherited from other files is
 * added by `resolveClass`. `tree` is the same text, parsed already.
 */
export function pythonFacts(text: string, tree: PythonTree = parsePython(text)): PythonFacts {
  const declared = declarationsOf(text, tree);
  const source = { file: '', facts: declared };
  return {
    ...declared,
    classes: declared.classes.map((cls) => ({
      ...cls,
      ...evaluateClass(classView({ source, cls }, alone), alone),
    })),
    broken: tree.errors.length > 0,
    complete: tree.complete,
  };
}

function alone(): undefined {
  return undefined;
}

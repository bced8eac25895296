import type { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type { TextRange } from '../../base/textRange';
import type { PythonTree } from './ast';
import { parsingBudget, readableLength } from './limits';
import { readStatements } from './statements';

const maxErrors = 200;
const stepsBetweenLooks = 256;

/**
 * Parses a whole Python file. Never throws: half-typed text gives the statements that can be told apart plus `errors`;
 * binary, oversized or absurdly nested text is read as far as it is sensible and marked `complete: false`.
 */
export function parsePython(text: string): PythonTree {
  const length = readableLength(text);
  const read = length === text.length ? text : text.slice(0, length);
  const { tree, stopped } = parseWithin(read, parsingBudget);
  return {
    body: readStatements({ text: read }, tree.topNode, 0),
    errors: errorsOf(tree),
    complete: length === text.length && !stopped,
  };
}

/** Recovering from long runs of garbage is slow and hungry, so the parser is stopped where its time is used up. */
function parseWithin(text: string, milliseconds: number): { tree: Tree; stopped: boolean } {
  const parse = parser.startParse(text);
  const deadline = performance.now() + milliseconds;
  let stopped = false;
  for (let steps = 1; ; steps++) {
    const tree = parse.advance();
    if (tree) return { tree, stopped };
    if (!stopped && steps % stepsBetweenLooks === 0 && performance.now() > deadline) {
      parse.stopAt(parse.parsedPos);
      stopped = true;
    }
  }
}

function errorsOf(tree: Tree): TextRange[] {
  const errors: TextRange[] = [];
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) errors.push({ start: cursor.from, end: cursor.to });
  } while (errors.length < maxErrors && cursor.next());
  return errors;
}

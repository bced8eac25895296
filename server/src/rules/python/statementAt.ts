import type { TextRange } from '../../base/textRange';
import { lineEnd, lineStart } from '../../edits/python/pythonStyle';
import type { Project } from '../../model/project/project';
import type { FunctionStatement, Statement } from '../../syntax/python/ast';
import { blocksOf } from '../../syntax/python/names';

/** One statement on the way to a place of a function, and the block it is in. */
export interface Step {
  readonly block: readonly Statement[];
  readonly at: number;
  readonly statement: Statement;
}

/** Where a place of a Python file is: its function, and the statements around it from the function's body inwards. */
export interface StatementPath {
  /** POSIX, relative to the project. */
  readonly path: string;
  readonly text: string;
  readonly syntax: FunctionStatement;
  readonly steps: readonly Step[];
}

/** The way to an offset; undefined outside of functions, and where the file has syntax errors. */
export function statementAt(project: Project, path: string, offset: number): StatementPath | undefined {
  const file = project.fileAt(path);
  const tree = file?.facts.pythonTree?.();
  if (!file || !tree || tree.errors.length > 0 || !tree.complete) return undefined;
  let syntax: FunctionStatement | undefined;
  let steps: Step[] = [];
  let blocks: readonly (readonly Statement[])[] = [tree.body];
  for (;;) {
    const found = stepIn(blocks, offset);
    if (!found) return syntax && { path, text: file.text, syntax, steps };
    const { statement } = found;
    if (statement.kind === 'function') syntax = statement;
    const isDeclared = statement.kind === 'function' || statement.kind === 'class';
    steps = isDeclared ? [] : [...steps, found];
    blocks = isDeclared ? [statement.body] : blocksOf(statement);
  }
}

function stepIn(blocks: readonly (readonly Statement[])[], offset: number): Step | undefined {
  for (const block of blocks) {
    const at = block.findIndex(({ span }) => span.start <= offset && offset < span.end);
    const statement = block[at];
    if (statement) return { block, at, statement };
  }
  return undefined;
}

/**
 * The lines of a statement with the line break behind them; undefined where it shares a line with other code. A comment
 * behind it belongs to it.
 */
export function wholeLines(text: string, { span }: Statement): TextRange | undefined {
  const start = lineStart(text, span.start);
  let last = span.end;
  while (last > span.start && /\s/.test(text[last - 1] ?? '')) last--;
  const end = lineEnd(text, last);
  if (text.slice(start, span.start).trim() !== '' || !/^\s*(?:#.*)?$/.test(text.slice(last, end))) return undefined;
  return { start, end: end < text.length ? end + 1 : end };
}

/** Where exceptions or the order of what runs are not what the text alone shows: `try`, and `with` that may swallow. */
export function isCaughtOn({ steps }: StatementPath, text: string): boolean {
  return steps.some(
    ({ statement }) =>
      statement.kind === 'try' ||
      (statement.kind === 'with' &&
        statement.items.some(({ value }) => /suppress|raises/i.test(text.slice(value.span.start, value.span.end)))),
  );
}

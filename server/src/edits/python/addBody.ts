import type { FunctionStatement, Statement, StatementOf } from '../../syntax/python/ast';
import { parsePython } from '../../syntax/python/parse';
import { insertLines } from './addMember';
import { blockOf, findClass, findMethod, headerColon, type Block } from './findCode';
import { isEndMissed, lastReturn, onlyPlaceholder, unusedName, works } from './lastStep';
import { startOf } from './methodStart';
import type { PythonChange } from './pythonChange';
import type { PythonDraft } from './pythonDraft';
import { lineEnd, lineStart } from './pythonStyle';
import { writtenLines } from './pythonText';

type BodyChange = PythonChange & { change: 'body' };

/** The text with statements in a method; undefined when it has none that can be edited. */
export function addBody(draft: PythonDraft, change: BodyChange): string | undefined {
  const { className, method, where, lines } = change;
  const cls = findClass(draft.body, className);
  const found = cls && findMethod(cls, method);
  const block = found && blockOf({ statement: found, text: draft.text, step: draft.style.indent });
  if (!found || !block) return undefined;
  const written = writtenLines(lines, block.indent, draft.style);
  const placeholder = onlyPlaceholder(found);
  if (placeholder) return inPlaceOf(draft, found, placeholder, written);
  if (where === 'end' && isEndMissed(found)) return undefined;
  const last = where === 'end' ? lastReturn(found) : undefined;
  if (block.inline) {
    if (where === 'end' && !last) return unfolded(draft, found, block, written);
    const text = unfolded(draft, found, block);
    return addBody({ ...draft, text, body: parsePython(text).body }, change);
  }
  if (last && works(last)) return behindValue(draft, { method: found, last, block, written });
  const next = where === 'end' ? last : found.body[startOf(found.body, where)];
  if (!next) return insertLines(draft.text, block.end, `${found.body.length > 0 ? '\n' : ''}${written}\n`);
  const { text, start: own } = onOwnLine(draft.text, next, block);
  const start = aboveComments(text, own);
  const follows = found.body[0] !== next && !/\n[ \t]*\r?\n$/.test(text.slice(0, start));
  return insertLines(text, start, `${follows ? '\n' : ''}${written}\n\n`);
}

interface LastValue {
  readonly method: FunctionStatement;
  readonly last: StatementOf<'return'>;
  readonly block: Block;
  readonly written: string;
}

/** What is returned is found first, and given a name: the statements come behind it, and before the `return`. */
function behindValue({ text }: PythonDraft, { method, last, block, written }: LastValue): string {
  const name = unusedName(method, 'result');
  const from = last.span.start;
  const bound = `${text.slice(0, from)}${name} =${text.slice(from + 'return'.length)}`;
  const end = block.end + bound.length - text.length;
  return insertLines(bound, end, `\n${written}\n\n${block.indent}return ${name}\n`);
}

/** The text with a statement on a line of its own, and where that line starts. */
function onOwnLine(text: string, { span }: Statement, { indent }: Block): { text: string; start: number } {
  const start = lineStart(text, span.start);
  const before = text.slice(start, span.start);
  if (before.trim() === '') return { text, start };
  const kept = text.slice(0, span.start).replace(/[ \t]*;[ \t]*$/, '');
  return { text: `${kept}\n${indent}${text.slice(span.start)}`, start: kept.length + 1 };
}

function inPlaceOf({ text }: PythonDraft, method: FunctionStatement, placeholder: Statement, written: string): string {
  const start = lineStart(text, placeholder.span.start);
  if (text.slice(start, placeholder.span.start).trim() === '')
    return text.slice(0, start) + written + text.slice(placeholder.span.end);
  const colon = headerColon(text, method.nameSpan.end) ?? placeholder.span.start;
  const rest = text.slice(placeholder.span.end);
  const gap = gapBelow(text, lineEnd(text, placeholder.span.end));
  const end = lineEnd(rest, 0);
  return `${text.slice(0, colon + 1)}\n${written}${rest.slice(0, end)}${gap}${rest.slice(end)}`;
}

/** A blank line between a method that was one line and what follows without one. */
function gapBelow(text: string, end: number): string {
  return /^\r?\n[ \t]*(?:async\b|def\b|@)/.test(text.slice(end)) ? '\n' : '';
}

/** Statements on the line of the header get a line of their own, and more lines below it. */
function unfolded({ text }: PythonDraft, method: FunctionStatement, { indent }: Block, written?: string): string {
  const colon = headerColon(text, method.nameSpan.end) ?? 0;
  const from = method.body[0]?.span.start ?? colon + 1;
  // With the comment behind it.
  const to = lineEnd(text, method.body.at(-1)?.span.end ?? from);
  const own = `${indent}${text.slice(from, to).trimEnd()}`;
  const below = written === undefined ? '' : `\n${written}`;
  return `${text.slice(0, colon + 1)}\n${own}${below}${gapBelow(text, to)}${text.slice(to)}`;
}

/** Where the comments right above a line start. */
export function aboveComments(text: string, start: number): number {
  let at = start;
  while (at > 0) {
    const before = lineStart(text, at - 1);
    if (!/^[ \t]*#/.test(text.slice(before, at))) break;
    at = before;
  }
  return at;
}

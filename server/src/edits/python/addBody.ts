import type { Expression, FunctionStatement, Statement } from '../../syntax/python/ast';
import { dottedName } from '../../syntax/python/names';
import { insertLines } from './addMember';
import { blockOf, findClass, findMethod, headerColon, type Block } from './findCode';
import type { PythonChange } from './pythonChange';
import type { PythonDraft } from './pythonDraft';
import { lineEnd, lineStart } from './pythonStyle';
import { writtenLines } from './pythonText';

type BodyChange = PythonChange & { change: 'body' };

/** The text with statements in a method; undefined when it has none that can be edited. */
export function addBody(draft: PythonDraft, { className, method, where, lines }: BodyChange): string | undefined {
  const cls = findClass(draft.body, className);
  const found = cls && findMethod(cls, method);
  const block = found && blockOf({ statement: found, text: draft.text, step: draft.style.indent });
  if (!found || !block) return undefined;
  const written = writtenLines(lines, block.indent, draft.style);
  const placeholder = found.body.find(isPlaceholder);
  const rest = found.body.filter((statement) => statement !== placeholder && !isText(statement));
  if (placeholder && rest.length === 0) return inPlaceOf(draft, found, placeholder, written);
  if (block.inline) return unfolded(draft, found, block, { written, where });
  const next = where === 'end' ? lastExit(found) : found.body[checksEnd(found.body)];
  if (where === 'end' && leaves(found.body.at(-1)) && !next) return undefined;
  if (!next) return insertLines(draft.text, block.end, `${found.body.length > 0 ? '\n' : ''}${written}\n`);
  const start = aboveComments(draft.text, lineStart(draft.text, next.span.start));
  const follows = found.body[0] !== next && !/\n[ \t]*\r?\n$/.test(draft.text.slice(0, start));
  return insertLines(draft.text, start, `${follows ? '\n' : ''}${written}\n\n`);
}

/** `pass`, `...` or `raise NotImplementedError`: nothing yet. */
function isPlaceholder(statement: Statement): boolean {
  if (statement.kind === 'pass') return true;
  if (statement.kind === 'expression') return statement.value.kind === 'ellipsis';
  return (
    statement.kind === 'raise' && statement.value !== undefined && dottedName(statement.value) === 'NotImplementedError'
  );
}

function isText(statement: Statement): boolean {
  return (
    statement.kind === 'expression' && statement.value.kind === 'literal' && typeof statement.value.value === 'string'
  );
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

/** Statements on the line of the header get a line of their own. */
function unfolded(
  { text }: PythonDraft,
  method: FunctionStatement,
  { indent }: Block,
  { written, where }: { readonly written: string; readonly where: BodyChange['where'] },
): string {
  const colon = headerColon(text, method.nameSpan.end) ?? 0;
  const from = method.body[0]?.span.start ?? colon + 1;
  // With the comment behind it.
  const to = lineEnd(text, method.body.at(-1)?.span.end ?? from);
  const own = `${indent}${text.slice(from, to).trimEnd()}`;
  const body = where === 'end' ? `${own}\n${written}` : `${written}\n${own}`;
  return `${text.slice(0, colon + 1)}\n${body}${gapBelow(text, to)}${text.slice(to)}`;
}

/** The `return` that ends a method, which has to stay the last statement. */
function lastExit({ body }: FunctionStatement): Statement | undefined {
  const last = body.at(-1);
  return last?.kind === 'return' ? last : undefined;
}

function leaves(statement: Statement | undefined): boolean {
  return statement?.kind === 'return' || statement?.kind === 'raise';
}

/**
 * How many statements at the start of a method only read and check: docstring, imports, assignments, fetches that a check
 * follows, and tests that raise.
 */
export function checksEnd(body: readonly Statement[]): number {
  let end = 0;
  for (const [at, statement] of body.entries()) {
    if (isCheck(statement) || isText(statement) || statement.kind === 'import' || isPlainRead(statement)) end = at + 1;
    else if (!isFetch(statement)) break;
  }
  return end;
}

function isCheck(statement: Statement): boolean {
  return (
    statement.kind === 'if' &&
    !statement.otherwise &&
    statement.branches.every(({ body }) => body.at(-1)?.kind === 'raise' || body.at(-1)?.kind === 'return')
  );
}

function isPlainRead(statement: Statement): boolean {
  if (statement.kind !== 'assign' || !statement.value) return false;
  const { value } = statement;
  return (
    value.kind === 'name' ||
    value.kind === 'subscript' ||
    value.kind === 'attribute' ||
    value.kind === 'literal' ||
    isGet(value)
  );
}

/** `node.get("name")` of a dictionary, not of the client. */
function isGet(value: Expression): boolean {
  if (value.kind !== 'call') return false;
  const name = dottedName(value.callee) ?? '';
  return name.endsWith('.get') && !name.includes('client');
}

/** `x = await self.client.filters(…)` and what is made of it. */
function isFetch(statement: Statement): boolean {
  if (statement.kind !== 'assign' || !statement.value) return false;
  const value = statement.value.kind === 'await' ? statement.value.value : statement.value;
  if (statement.value.kind !== 'await')
    return value.kind === 'call' && /^(?:len|int|str|sorted|list)$/.test(dottedName(value.callee) ?? '');
  return /\.(?:filters|get|all|count)$/.test(dottedName(value) ?? '');
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

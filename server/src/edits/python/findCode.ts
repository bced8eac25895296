import type { ClassStatement, FunctionStatement, Statement } from '../../syntax/python/ast';
import { statementsWithin } from '../../syntax/python/names';
import { lineEnd, lineStart } from './pythonStyle';

/** The class of that name in a file; the last of several, as Python takes it. */
export function findClass(body: readonly Statement[], name: string): ClassStatement | undefined {
  let found: ClassStatement | undefined;
  for (const statement of statementsWithin(body))
    if (statement.kind === 'class' && statement.name === name) found = statement;
  return found;
}

/** A class's own method of that name; the last of several. */
export function findMethod({ body }: ClassStatement, name: string): FunctionStatement | undefined {
  return body.findLast(
    (statement): statement is FunctionStatement => statement.kind === 'function' && statement.name === name,
  );
}

/** Where the colon of a header stands, searched from behind its name; undefined in a header that is not finished. */
export function headerColon(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '"' || character === "'") {
      const close = stringEnd(text, at);
      if (close === undefined) return undefined;
      at = close;
    } else if (character === '#') at = lineEnd(text, at) - 1;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ':' && depth === 0) return at;
    else if (character === '\n' && depth === 0 && text[at - 1] !== '\\' && !text.slice(at - 2, at).includes('\\'))
      return undefined;
    if (depth < 0) return undefined;
  }
  return undefined;
}

function stringEnd(text: string, start: number): number | undefined {
  const quote = text[start] ?? '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at;
    else if (text[at] === '\n') return undefined;
  }
  return undefined;
}

/** A block of statements as it is written. */
export interface Block {
  /** Indentation of its statements. */
  readonly indent: string;
  /** Where the line behind its last one starts; comments that are indented like it belong to it. */
  readonly end: number;
  /** Its statements stand on the line of the header. */
  readonly inline: boolean;
}

export interface BlockOwner {
  readonly statement: ClassStatement | FunctionStatement;
  readonly text: string;
  /** One step of indentation, for a block without statements. */
  readonly step: string;
}

/** The block of a class or function; undefined when its header is not finished. */
export function blockOf({ statement, text, step }: BlockOwner): Block | undefined {
  const colon = headerColon(text, statement.nameSpan.end);
  if (colon === undefined) return undefined;
  const [first] = statement.body;
  const own = /^[ \t]*/.exec(text.slice(lineStart(text, statement.span.start)))?.[0] ?? '';
  if (first && !text.slice(colon, first.span.start).includes('\n'))
    return { indent: own + step, end: nextLine(text, lastEnd(statement, text)), inline: true };
  const found = first && text.slice(lineStart(text, first.span.start), first.span.start);
  const indent = found !== undefined && found.trim() === '' && found.length > own.length ? found : own + step;
  const last = first ? lastEnd(statement, text) : colon;
  return { indent, end: behindComments(text, nextLine(text, last), indent), inline: false };
}

/** The end of the last character that is no blank. */
function lastEnd({ body, span }: ClassStatement | FunctionStatement, text: string): number {
  let end = Math.max(span.start, ...body.map((each) => each.span.end));
  while (end > span.start && /\s/.test(text[end - 1] ?? '')) end--;
  return end;
}

function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return end === text.length ? end : end + 1;
}

/** Passes comments that are indented at least like the block, and the blank lines between them. */
function behindComments(text: string, from: number, indent: string): number {
  let end = from;
  for (let at = from; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    if (line.trim() === '') continue;
    if (!line.startsWith(indent) || !line.trimStart().startsWith('#')) break;
    end = nextLine(text, at);
  }
  return end;
}

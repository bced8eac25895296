import { NodeType, Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import type { TextRange } from '../../base/textRange';
import type { PythonTree, Statement } from './ast';
import { parsingBudget, readableLength } from './limits';
import { isNoError, readable } from './newerSyntax';
import { splitPython, type Segment } from './segments';
import { spanAt, spanning, type Origin } from './span';
import { readStatements } from './statements';

const maxErrors = 200;
const stepsBetweenLooks = 256;
/** Makes a method a text of its own. */
const wrapper = 'class _:\n';

/** A segment as it was read. */
interface ReadSegment {
  readonly form: Segment['form'];
  readonly indent: string | undefined;
  readonly stopped: boolean;
  readonly errors: readonly TextRange[];
  /** Where it stands; the spans of its statements go along. */
  readonly origin: Origin;
  readonly statements: readonly Statement[];
  /** All of it, up to where the last statement ends, the line end of a block included. */
  readonly span: TextRange;
}

/** What was read of the file before: segments whose text is the same are not parsed again. Owned by who reads the file. */
export interface ParseMemo {
  segments: ReadonlyMap<string, ReadSegment>;
}

export function createParseMemo(): ParseMemo {
  return { segments: new Map() };
}

/**
 * Parses a whole Python file. Never throws: half-typed text gives the statements that can be told apart plus `errors`;
 * binary, oversized or absurdly nested text is read as far as it is sensible and marked `complete: false`. The answer
 * depends on the text only; with a `memo` statements of segments that did not change are the same objects, and spans that
 * were read of an earlier text follow: the offsets of an earlier tree are of no use any more.
 */
export function parsePython(text: string, memo: ParseMemo = createParseMemo()): PythonTree {
  const length = readableLength(text);
  const read = length === text.length ? text : text.slice(0, length);
  const deadline = performance.now() + parsingBudget;
  const body: Statement[] = [];
  const errors: TextRange[] = [];
  const kept = new Map<string, ReadSegment>();
  const members: ReadSegment[] = [];
  let complete = length === text.length;
  for (const segment of splitPython(read)) {
    const key = read.slice(segment.start, segment.end);
    // Twins stand in two places.
    const isTwin = kept.has(key);
    const before = isTwin ? undefined : memo.segments.get(key);
    const known = before?.form === segment.form && before.indent === segment.indent ? before : undefined;
    const found = readSegment({ text: read, segment, known, deadline });
    if (!isTwin) kept.set(key, found);
    complete &&= !found.stopped;
    for (const { start, end } of found.errors) {
      if (errors.length < maxErrors) errors.push({ start: start + segment.start, end: end + segment.start });
    }
    if (segment.form === 'member') {
      members.push(found);
      continue;
    }
    addMembers(body, members.splice(0));
    body.push(...found.statements);
  }
  addMembers(body, members);
  memo.segments = kept;
  return { body, errors, complete };
}

interface SegmentSource {
  readonly text: string;
  readonly segment: Segment;
  readonly known: ReadSegment | undefined;
  /** Milliseconds, as `performance.now` has them. */
  readonly deadline: number;
}

function readSegment({ text, segment, known, deadline }: SegmentSource): ReadSegment {
  const { form, start, end, indent } = segment;
  if (known) {
    known.origin.start = start;
    return known;
  }
  const shift = form === 'member' ? start - wrapper.length : start;
  const own = text.slice(start, end);
  // A class whose methods are read apart still needs a body.
  const snippet = form === 'member' ? wrapper + own : indent === undefined ? own : `${own}${indent}pass\n`;
  const { tree, stopped } = parseWithin(snippet, deadline);
  const errors = errorsOf(tree, shift - start, end - start);
  const placed = new Tree(NodeType.none, [tree], [shift], shift + tree.length).topNode.firstChild;
  const origin = { start };
  const statements = placed ? readStatements({ text, origin }, placed, 0) : [];
  const span = spanAt(origin, start, statements.at(-1)?.span.end ?? end);
  return { form, indent, stopped, errors, origin, span, statements: unwrapped(statements, segment) };
}

/** Takes away what was added to read the segment by itself. */
function unwrapped(statements: readonly Statement[], { form, indent, start, end }: Segment): readonly Statement[] {
  if (form === 'member') {
    return statements.flatMap((each) => (each.kind === 'class' && each.span.start < start ? each.body : [each]));
  }
  const last = statements.at(-1);
  if (indent === undefined || last?.kind !== 'class') return statements;
  const body = last.body.filter((each) => each.span.start < end);
  const span = spanning(last.span, body.at(-1)?.span ?? last.nameSpan);
  return [...statements.slice(0, -1), { ...last, body, span }];
}

/** Adds members to the class that the file has last. */
function addMembers(body: Statement[], members: readonly ReadSegment[]): void {
  const end = members.at(-1);
  const last = body.at(-1);
  if (!end) return;
  const added = members.flatMap(({ statements }) => statements);
  if (last?.kind !== 'class') body.push(...added);
  else body[body.length - 1] = { ...last, body: [...last.body, ...added], span: spanning(last.span, end.span) };
}

/** Recovering from long runs of garbage is slow and hungry, so the parser is stopped where its time is used up. */
function parseWithin(text: string, deadline: number): { tree: Tree; stopped: boolean } {
  const parse = parser.startParse(readable(text));
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

/** Errors relative to the segment; `shift` leads there from the parsed text. */
function errorsOf(tree: Tree, shift: number, length: number): TextRange[] {
  const errors: TextRange[] = [];
  const within = (offset: number): number => Math.min(Math.max(offset + shift, 0), length);
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError && !isNoError(cursor.node)) {
      errors.push({ start: within(cursor.from), end: within(cursor.to) });
    }
  } while (errors.length < maxErrors && cursor.next());
  return errors;
}

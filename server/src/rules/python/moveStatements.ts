import type { TextRange } from '../../base/textRange';
import type { Edit } from '../../edits/edit';
import { aboveComments } from '../../edits/python/addBody';
import { lineEnd } from '../../edits/python/pythonStyle';
import type { Project } from '../../model/project/project';
import type { Expression, Statement } from '../../syntax/python/ast';
import { blocksOf, dottedName, statementsWithin } from '../../syntax/python/names';
import { expressionsWithin, ownExpressions, withInner } from '../../syntax/python/walk';
import { pythonPlace } from '../cascade/steps';
import { wholeLines } from './statementAt';

export interface Move {
  readonly path: string;
  /** The block whose statements change their order. */
  readonly block: readonly Statement[];
  /** Positions in the block, in order. */
  readonly moved: readonly number[];
  /** They go before the statement at this position; behind the last one when it is the length of the block. */
  readonly to: number;
  /** Position of a statement that stays and whose comments right above it are about what is moved. */
  readonly headed?: number;
}

/**
 * The edits that move statements within their block, with the comments right above them; undefined where they share a line
 * with others.
 */
export function moveEdits(project: Project, { path, block, moved, to, headed }: Move): Edit[] | undefined {
  const text = project.fileAt(path)?.text ?? '';
  const extents = moved.map((at) => extentOf(text, block[at]));
  const last = block.at(-1);
  const target = extentOf(text, to < block.length ? block[to] : last);
  const whole = extents.filter((extent) => extent !== undefined);
  if (!target || whole.length < moved.length || whole.length === 0) return undefined;
  const isUp = (moved[0] ?? 0) >= to;
  const at = to < block.length ? target.start : target.end;
  const heading = headed === undefined ? undefined : headingOf(text, block[headed]);
  const lines = [...(heading ? [heading] : []), ...whole]
    .map(({ start, end }) => text.slice(start, end).replace(/\r?\n?$/, '\n'))
    .join('');
  const isGapThere = /\n[ \t]*\r?\n$/.test(text.slice(0, at));
  const gap = isGapThere ? '' : '\n';
  const end = text.endsWith('\n') || at < text.length ? '' : '\n';
  const below = isGapThere ? `${lines}\n` : lines;
  const written = isUp ? `${lines}\n` : to < block.length ? below : end + gap + lines;
  const newText = text.includes('\r\n') ? written.replaceAll(/\r?\n/g, '\r\n') : written;
  return [
    { at: pythonPlace(project, path, { start: at, end: at }), newText },
    ...(heading ? [{ at: pythonPlace(project, path, heading), newText: '' }] : []),
    ...joined(whole).map((extent) => ({ at: pythonPlace(project, path, withGap(text, extent)), newText: '' })),
  ];
}

function extentOf(text: string, statement: Statement | undefined) {
  const lines = statement && wholeLines(text, statement);
  return lines && { start: aboveComments(text, lines.start), end: lines.end };
}

/** The comments right above a statement. */
function headingOf(text: string, statement: Statement | undefined): TextRange | undefined {
  const lines = statement && wholeLines(text, statement);
  const start = lines && aboveComments(text, lines.start);
  return lines && start !== undefined && start < lines.start ? { start, end: lines.start } : undefined;
}

/** Extents that follow one another directly become one. */
function joined(extents: readonly TextRange[]): TextRange[] {
  const found: TextRange[] = [];
  for (const extent of extents) {
    const last = found.at(-1);
    if (last?.end === extent.start) found.splice(-1, 1, { start: last.start, end: extent.end });
    else found.push(extent);
  }
  return found;
}

/** The extent with one of the blank lines around it, so that no two stay behind. */
function withGap(text: string, { start, end }: TextRange): TextRange {
  const isGapBefore = /\n[ \t]*\r?\n$/.test(text.slice(0, start));
  const next = text.slice(end, lineEnd(text, end) + 1);
  return isGapBefore && end < text.length && next.trim() === '' ? { start, end: end + next.length } : { start, end };
}

/** The names a statement binds, those of its inner blocks and comprehensions too; `self.x` for fields. */
export function boundIn(statement: Statement): Set<string> {
  const bound = new Set<string>();
  const bind = (target: Expression): void => {
    if (target.kind === 'sequence') target.items.forEach(bind);
    else if (target.kind === 'star') bind(target.value);
    else {
      const name = target.kind === 'name' ? target.name : dottedName(target);
      if (name !== undefined)
        bound.add(name.startsWith('self.') ? name.split('.', 2).join('.') : (name.split('.')[0] ?? ''));
    }
  };
  for (const each of statementsWithin([statement])) {
    if (each.kind === 'assign') each.targets.forEach(bind);
    else if (each.kind === 'for') bind(each.target);
    else if (each.kind === 'with') each.items.forEach(({ target }) => target && bind(target));
    else if (each.kind === 'import')
      each.names.forEach(({ name, alias }) => bound.add(alias ?? name.split('.')[0] ?? ''));
    else if (each.kind === 'function' || each.kind === 'class') bound.add(each.name);
    for (const own of ownExpressions(each))
      for (const inner of withInner(own)) if (inner.kind === 'walrus') bound.add(inner.name);
  }
  return bound;
}

/** The names a statement mentions, bound or read; `self.x` for fields. Functions declared in it are not looked into. */
export function mentionedIn(statement: Statement): Set<string> {
  const names = boundIn(statement);
  for (const each of expressionsWithin([statement])) {
    if (each.kind === 'name') names.add(each.name);
    else if (each.kind === 'attribute' && each.object.kind === 'name' && each.object.name === 'self')
      names.add(`self.${each.name}`);
  }
  names.delete('self');
  return names;
}

/** Statements that only read: assignments, tests that raise, log messages, and loops of those. */
export function isReading(statement: Statement): boolean {
  switch (statement.kind) {
    case 'assign':
      return (
        !statement.operator &&
        statement.targets.every(isPlainTarget) &&
        ownExpressions(statement).every(isReadingExpression)
      );
    case 'if':
    case 'for':
      return ownExpressions(statement).every(isReadingExpression) && blocksOf(statement).flat().every(isReading);
    case 'raise':
    case 'return':
    case 'pass':
    case 'import':
      return true;
    case 'expression':
      return isReadingExpression(statement.value);
    default:
      return false;
  }
}

function isPlainTarget(target: Expression): boolean {
  if (target.kind === 'sequence') return target.items.every(isPlainTarget);
  return target.kind === 'name';
}

const reading =
  /^(?:len|int|str|sorted|list|set|dict|tuple|sum|min|max|any|all|range|enumerate|zip|print|get|filters|count|items|keys|values|debug|info|warning|error)$/;

function isReadingExpression(expression: Expression): boolean {
  return withInner(expression).every((each) => {
    if (each.kind === 'walrus' || each.kind === 'unknown' || each.kind === 'lambda') return false;
    return each.kind !== 'call' || reading.test((dottedName(each.callee) ?? '').split('.').at(-1) ?? '');
  });
}

/** The names whose values a statement may change by calling something of them; `self.x` for fields. */
export function changedIn(statement: Statement): Set<string> {
  const changed = new Set<string>();
  for (const each of expressionsWithin([statement])) {
    if (each.kind !== 'call' || each.callee.kind !== 'attribute' || reading.test(each.callee.name)) continue;
    const [first = '', second = ''] = (dottedName(each.callee.object) ?? '').split('.');
    changed.add(first === 'self' ? `self.${second}` : first);
  }
  // What the client, the log and methods of the class do is not what a check reads there.
  for (const name of ['self.', 'self.client', 'self.logger', 'self.log']) changed.delete(name);
  return changed;
}

/** True when a `return` somewhere in the statement may end the function. */
export function mayReturn(statement: Statement): boolean {
  return statementsWithin([statement]).some(({ kind }) => kind === 'return');
}

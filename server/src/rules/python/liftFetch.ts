import type { TextRange } from '../../base/textRange';
import { styleOf } from '../../edits/generators/classSubject';
import { aboveComments } from '../../edits/python/addBody';
import type { PythonChange } from '../../edits/python/pythonChange';
import { lineEnd, lineStart } from '../../edits/python/pythonStyle';
import { callLines, depthOf, freeName, plural, snakeCase } from '../../edits/python/pythonText';
import type { Project } from '../../model/project/project';
import type { Expression, ExpressionOf, Statement, StatementOf } from '../../syntax/python/ast';
import { dottedName, statementsWithin } from '../../syntax/python/names';
import { expressionsWithin, withInner } from '../../syntax/python/walk';
import type { Fix } from '../rule';
import { pythonFix } from './fixes';
import { bindingsOf, namesIn, onlyBinding, takenNames } from './functionSyntax';
import { changedIn } from './moveStatements';
import { statementAt, wholeLines, type StatementPath } from './statementAt';

type Call = ExpressionOf<'call'>;
type For = StatementOf<'for'>;

/** `name = await client.get(…)` as a statement of a loop's own block. */
interface LoopFetch {
  readonly found: StatementPath;
  readonly name: string;
  readonly assign: Statement;
  readonly call: Call;
  /** The loops around, the nearest first, as far as each stands directly in the next. */
  readonly loops: readonly [For, ...For[]];
}

function loopFetch(project: Project, path: string, call: Call): LoopFetch | undefined {
  const found = statementAt(project, path, call.span.start);
  const assign = found?.steps.at(-1)?.statement;
  if (!found || assign?.kind !== 'assign' || assign.operator || assign.targets.length !== 1) return undefined;
  const { targets, value } = assign;
  const [target] = targets;
  if (target?.kind !== 'name' || value?.kind !== 'await' || value.value !== call) return undefined;
  // Where it is bound in another place too, one of the two may be meant behind the loop.
  if (!onlyBinding(bindingsOf(found.syntax), target.name)) return undefined;
  const loops: For[] = [];
  for (const [at, { statement }] of found.steps.slice(0, -1).toReversed().entries()) {
    const inner = found.steps.at(-1 - at)?.statement;
    if (statement.kind !== 'for' || statement.async || !inner || !statement.body.includes(inner)) break;
    loops.push(statement);
  }
  const [nearest, ...outer] = loops;
  return nearest && { found, name: target.name, assign, call, loops: [nearest, ...outer] };
}

/** Moves the fetch of an object that is the same at every turn before the loop, or before the outermost it is the same in. */
export function liftFetch(project: Project, path: string, call: Call): Fix[] {
  const fetch = loopFetch(project, path, call);
  const text = project.fileAt(path)?.text ?? '';
  if (!fetch || fetch.loops[0].body.length < 2) return [];
  const kept = fetch.loops.findIndex((loop) => !isSameIn(loop, fetch));
  const loop = fetch.loops.slice(0, kept < 0 ? undefined : kept).at(-1);
  const lines = loop && wholeLines(text, fetch.assign);
  if (!lines) return [];
  const start = aboveComments(text, lines.start);
  const moved = withoutIndent(text.slice(start, lines.end));
  const changes: PythonChange[] = [
    { change: 'before', offset: loop.span.start, lines: moved ?? [] },
    { change: 'replace', range: withGap(text, { start, end: lines.end }), text: '' },
  ];
  const title = 'Fetch it once before the loop, also when the loop finds nothing to do';
  return moved ? pythonFix(project, { title, path, changes }) : [];
}

/** Nothing of the loop changes what is asked for, or the object. */
function isSameIn({ target, iterable, body, span }: For, { name, assign, call }: LoopFetch): boolean {
  const asked = new Set(call.args.flatMap(({ value }) => [...namesIn(value)]));
  const asFunction = { kind: 'function', name: '', nameSpan: span, async: false, params: [], decorators: [] } as const;
  const turning = new Set([...namesIn(target), ...bindingsOf({ ...asFunction, body, span }).keys()]);
  const others = statementsWithin(body).filter((each) => each !== assign);
  const isRead = (each: Expression): boolean =>
    each.kind === 'name' && each.name === name && each.span.start < assign.span.start;
  if (namesIn(iterable).has(name) || expressionsWithin(body).some(isRead)) return false;
  if ([...asked].some((each) => turning.has(each))) return false;
  return others.every((each) => {
    const written = each.kind === 'assign' ? each.targets.map((to) => (dottedName(to) ?? '').split('.')[0] ?? '') : [];
    const changed = changedIn(each);
    return ![...asked, name].some((own) => written.includes(own) || changed.has(own)) && !isHandedOn(each, name);
  });
}

/** Something else gets the object, and may change it. */
function isHandedOn(statement: Statement, name: string): boolean {
  return expressionsWithin([statement]).some(
    (call) =>
      call.kind === 'call' &&
      !/(?:^|\.)client\.create$/.test(dottedName(call.callee) ?? '') &&
      call.args.some(({ value }) => value.kind === 'name' && value.name === name),
  );
}

/** The lines without the indentation of the first; undefined where one of them has less. */
function withoutIndent(lines: string): string[] | undefined {
  const each = lines.replace(/\r?\n$/, '').split(/\r?\n/);
  const indent = /^[ \t]*/.exec(each[0] ?? '')?.[0] ?? '';
  const isWhole = each.every((line) => line.trim() === '' || line.startsWith(indent));
  return isWhole ? each.map((line) => line.slice(indent.length)) : undefined;
}

/** With the blank line behind, where none is needed any more. */
function withGap(text: string, { start, end }: TextRange): TextRange {
  const before = text.slice(lineStart(text, Math.max(0, start - 1)), start).trim();
  const next = text.slice(end, lineEnd(text, end) + 1);
  const isGap = next.trim() === '' && next.endsWith('\n');
  return { start, end: isGap && (before === '' || before.endsWith(':')) ? end + next.length : end };
}

/** Keywords that mean the same for one object and for a list of them. */
const shared =
  /^(?:kind|id|branch|at|timeout|include|exclude|fragment|prefetch_relationships|property|populate_store)$/;

/** Fetches the objects of all turns in one request, and takes the one of each turn from what came. */
export function fetchAtOnce(project: Project, path: string, call: Call): Fix[] {
  const file = project.fileAt(path);
  const fetch = loopFetch(project, path, call);
  if (!file || !fetch || call.callee.kind !== 'attribute') return [];
  const { text } = file;
  const { found, name, loops } = fetch;
  const [loop] = loops;
  const slice = ({ start, end }: TextRange): string => text.slice(start, end);
  const id = call.args.find((each) => each.name === 'id')?.value;
  const others = call.args.filter((each) => each.name !== 'id');
  const items = namesIn(loop.target);
  const isPlain =
    others.every(({ form, name: key }, at) => (form === 'positional' ? at === 0 : shared.test(key ?? ''))) &&
    !others.some(({ value }) => [...namesIn(value)].some((each) => items.has(each)));
  if (!id || !isPlain || /[#\n]/.test(slice(call.span)) || !isReadTwice(loop.iterable, fetch, text)) return [];
  // It would be asked for twice.
  if (withInner(loop.iterable).some(({ kind }) => kind === 'await')) return [];
  const before = loop.body.slice(0, loop.body.indexOf(fetch.assign));
  if (statementsWithin(before).some(({ kind }) => /^(?:jump|return|raise|try)$/.test(kind))) return [];
  const style = styleOf(project, file);
  const names = takenNames(found.syntax);
  const list = freeName(plural(snakeCase(name)), names);
  const byId = freeName(`${list}_by_id`, names);
  const ids = `ids=[${slice(id.span)} for ${slice(loop.target.span)} in ${slice(loop.iterable.span)}]`;
  const depth = depthOf(text.slice(lineStart(text, loop.span.start), loop.span.start), style);
  const head = `${list} = await ${slice(call.callee.object.span)}.filters`;
  const args = [...others.map(({ span }) => slice(span)), ids];
  const lines = callLines({ head, args, depth, style });
  const value = fetch.assign.kind === 'assign' ? fetch.assign.value : undefined;
  const changes: PythonChange[] = [
    {
      change: 'before',
      offset: loop.span.start,
      lines: [...lines, `${byId} = {${name}.id: ${name} for ${name} in ${list}}`],
    },
    { change: 'replace', range: value?.span ?? call.span, text: `${byId}[${slice(id.span)}]` },
  ];
  return pythonFix(project, { title: 'Fetch all of them in one request before the loop', path, changes });
}

/** The iterable gives the same items when it is gone through once more: what was read, and lists. */
function isReadTwice(iterable: Expression, fetch: LoopFetch, text: string): boolean {
  switch (iterable.kind) {
    case 'subscript':
    case 'attribute':
      return true;
    case 'sequence':
      return iterable.form !== 'set';
    case 'comprehension':
      return text[iterable.span.start] === '[';
    case 'await':
      return /(?:^|\.)client\.(?:filters|all)$/.test(dottedName(iterable.value) ?? '');
    case 'name': {
      const binding = onlyBinding(bindingsOf(fetch.found.syntax), iterable.name);
      return binding?.by === 'value' && binding.value !== undefined && isReadTwice(binding.value, fetch, text);
    }
    case 'call': {
      const name = dottedName(iterable.callee) ?? '';
      if (/(?:^|\.)get$/.test(name)) return !name.includes('client');
      if (/^(?:sorted|list)$/.test(name)) return true;
      const [first] = iterable.args;
      return name === 'enumerate' && first !== undefined && isReadTwice(first.value, fetch, text);
    }
    default:
      return false;
  }
}

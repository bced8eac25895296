import type { Argument, ExpressionOf } from '../../syntax/python/ast';
import type { PythonChange } from './pythonChange';

/** What the arguments of a call are to become. */
export interface WantedArguments {
  readonly set: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
  /** Names of the leading positional parameters, for arguments that are given without a name. */
  readonly positional?: readonly string[];
}

/**
 * The changes that set and remove keyword arguments of a call, each in its place; undefined for calls whose arguments are
 * unpacked, and empty when nothing is to be done.
 */
export function argumentChanges(
  text: string,
  call: ExpressionOf<'call'>,
  { set, remove, positional = [] }: WantedArguments,
): PythonChange[] | undefined {
  const { args } = call;
  if (args.some(({ form }) => form === 'star' || form === 'doubleStar')) return undefined;
  const nameOf = (argument: Argument, at: number): string | undefined =>
    argument.form === 'keyword' ? argument.name : positional[at];
  const gone = args.filter((argument, at) => remove.includes(nameOf(argument, at) ?? ''));
  // What is behind a positional argument would move up in its place.
  if (gone.some((each) => each.form === 'positional' && args.slice(args.indexOf(each) + 1).some(isPositional)))
    return undefined;
  const changes: PythonChange[] = [];
  const missing: string[] = [];
  for (const [name, value] of Object.entries(set)) {
    const given = args.find((argument, at) => nameOf(argument, at) === name);
    if (!given) missing.push(`${name}=${value}`);
    else if (text.slice(given.value.span.start, given.value.span.end) !== value)
      changes.push({ change: 'replace', range: given.value.span, text: value });
  }
  for (const each of gone) {
    const instead = missing.shift();
    if (instead !== undefined) changes.push({ change: 'replace', range: each.span, text: instead });
    else changes.push({ change: 'replace', range: extentOf(args, each, gone), text: '' });
  }
  if (missing.length > 0) {
    const last = args.at(-1);
    const added = missing.join(', ');
    if (last) changes.push({ change: 'replace', range: at(last.span.end), text: `${gapBehind(text, last)}${added}` });
    else changes.push({ change: 'replace', range: at(text.indexOf('(', call.callee.span.end) + 1), text: added });
  }
  return changes;
}

/** An argument with the comma that parts it from its neighbour. */
function extentOf(args: readonly Argument[], argument: Argument, gone: readonly Argument[]) {
  const index = args.indexOf(argument);
  const next = args[index + 1];
  const previous = args.slice(0, index).findLast((each) => !gone.includes(each));
  if (next) return { start: argument.span.start, end: next.span.start };
  return previous ? { start: previous.span.end, end: argument.span.end } : argument.span;
}

/** Arguments that stand on lines of their own go on so. */
function gapBehind(text: string, { span }: Argument): string {
  const before = /\n([ \t]*)$/.exec(text.slice(0, span.start));
  return before ? `,\n${before[1]}` : ', ';
}

function isPositional({ form }: Argument): boolean {
  return form === 'positional';
}

function at(offset: number) {
  return { start: offset, end: offset };
}

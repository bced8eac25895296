import type { ExpressionOf } from '../../syntax/python/ast';
import { argumentChanges } from './callArguments';
import type { PythonChange } from './pythonChange';
import { lineEnd, lineStart, type PythonStyle } from './pythonStyle';
import { callLines, depthOf, width, writtenLines } from './pythonText';

export interface WantedArgument {
  readonly name: string;
  readonly value: string;
}

/**
 * The changes that give a call a keyword argument, over several lines where one would get too long; undefined for calls
 * whose arguments are unpacked.
 */
export function argumentChange(
  text: string,
  call: ExpressionOf<'call'>,
  { name, value }: WantedArgument,
  style: PythonStyle,
): PythonChange[] | undefined {
  const changes = argumentChanges(text, call, { set: { [name]: value }, remove: [] });
  const open = text.indexOf('(', call.callee.span.end);
  const close = call.span.end - 1;
  const line = lineStart(text, call.span.start);
  const isOneLine = !text.slice(line, call.span.end).includes('\n');
  const own = `${name}=${value}`;
  const given = call.args.map((each) => (each.name === name ? own : text.slice(each.span.start, each.span.end)));
  const args = given.includes(own) ? given : [...given, own];
  const tail = text.slice(close + 1, lineEnd(text, close)).replace(/\s*(?:#.*)?$/, '');
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  const head = text.slice(line + indent.length, open);
  const length = width(indent) + head.length + args.join(', ').length + 2 + tail.length;
  if (!changes || !isOneLine || text[close] !== ')' || length <= style.lineLength) return changes;
  const lines = callLines({ head, args, tail, depth: depthOf(indent, style), style });
  const [first = '', ...rest] = writtenLines(lines, indent, style).split('\n');
  const written = [first.trimStart(), ...rest].join('\n');
  // Only the brackets change: what stands before and behind them stays as it is.
  const inside = written.slice(head.length, written.length - tail.length);
  return [{ change: 'replace', range: { start: open, end: close + 1 }, text: inside }];
}

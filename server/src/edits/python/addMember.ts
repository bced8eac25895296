import { blockOf, findClass } from './findCode';
import type { PythonDraft } from './pythonDraft';
import { lineEnd, lineStart } from './pythonStyle';
import { writtenLines, type PythonLines } from './pythonText';

/** The text with a method at the end of a class; undefined when the class has no block that can be edited. */
export function addMethod(draft: PythonDraft, className: string, lines: PythonLines): string | undefined {
  const { text, style } = draft;
  const found = findClass(draft.body, className);
  const block = found && blockOf({ statement: found, text, step: style.indent });
  if (!found || !block || block.inline) return undefined;
  const gap = found.body.length > 0 ? '\n' : '';
  return insertLines(text, block.end, `${gap}${writtenLines(lines, block.indent, style)}\n`);
}

/** The text with statements of the module behind its imports, parted from them by a blank line. */
export function addToModule({ text, body, style }: PythonDraft, lines: PythonLines): string {
  const written = writtenLines(lines, '', style);
  // Everything up to the first class or function that is an import, or an `if` around some.
  const head = body.findIndex(
    ({ kind }) => kind !== 'import' && kind !== 'if' && kind !== 'expression' && kind !== 'try',
  );
  const last = body.slice(0, head < 0 ? undefined : head).at(-1);
  if (!last) {
    const first = body[0] ? lineStart(text, body[0].span.start) : text.length;
    return `${text.slice(0, first)}${written}\n${first < text.length ? '\n\n' : ''}${text.slice(first)}`;
  }
  let end = last.span.end;
  while (end > 0 && /\s/.test(text[end - 1] ?? '')) end--;
  const at = lineEnd(text, end);
  const rest = at === text.length ? '' : text.slice(at + 1);
  const gap = /^\s*$/.test(rest) ? '' : /^\r?\n/.test(rest) ? '' : '\n';
  return `${text.slice(0, at)}\n\n${written}\n${gap}${rest}`;
}

/** The text with a class before another one; undefined when there is no such class. */
export function addClassBefore(draft: PythonDraft, className: string, lines: PythonLines): string | undefined {
  const { text, style } = draft;
  const found = findClass(draft.body, className);
  if (!found) return undefined;
  const first = Math.min(found.span.start, ...found.decorators.map((each) => each.span.start));
  let start = lineStart(text, first);
  // Comments right above the class are about it.
  for (;;) {
    const before = start > 0 ? lineStart(text, start - 1) : 0;
    if (start === 0 || !/^\s*#/.test(text.slice(before, start))) break;
    start = before;
  }
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, first)))?.[0] ?? '';
  return `${text.slice(0, start)}${writtenLines(lines, indent, style)}\n\n\n${text.slice(start)}`;
}

/** Puts whole lines before the line that starts at the offset, or behind the last line. */
export function insertLines(text: string, offset: number, lines: string): string {
  const missing = offset === text.length && text !== '' && !text.endsWith('\n');
  const added = missing ? `\n${lines}`.replace(/\n$/, '') : lines;
  return text.slice(0, offset) + added + text.slice(offset);
}

import type { ClassStatement } from '../../syntax/python/ast';
import { dottedName } from '../../syntax/python/names';
import { findClass, headerColon } from './findCode';
import type { PythonDraft } from './pythonDraft';
import { lineEnd, lineStart } from './pythonStyle';

/** The text with one more base class; undefined when the class has no header that can be edited. */
export function addBase(draft: PythonDraft, className: string, base: string): string | undefined {
  const { text, style } = draft;
  const found = findClass(draft.body, className);
  if (!found) return undefined;
  if (found.bases.some((each) => each.form === 'positional' && dottedName(each.value) === base)) return text;
  const colon = headerColon(text, found.nameSpan.end);
  if (colon === undefined) return undefined;
  const header = text.slice(found.nameSpan.end, colon);
  if (!header.includes('(')) return splice(text, found.nameSpan.end, found.nameSpan.end, `(${base})`);
  const open = text.indexOf('(', found.nameSpan.end);
  const last = found.bases.findLast((each) => each.form === 'positional' || each.form === 'star');
  const first = found.bases[0];
  if (!last) {
    const rest = first ? ', ' : '';
    return splice(text, open + 1, open + 1, base + rest);
  }
  const start = lineStart(text, last.span.start);
  const before = text.slice(start, last.span.start);
  if (before.trim() === '') return splice(text, last.span.end, last.span.end, `,\n${before}${base}`);
  const length = lineEnd(text, colon) - start + base.length + 2;
  if (length > style.lineLength && !/[#\n]/.test(header)) return exploded(draft, found, base);
  return splice(text, last.span.end, last.span.end, `, ${base}`);
}

/** The bases one on a line, for a header that would get too long. */
function exploded({ text, style }: PythonDraft, { bases, nameSpan }: ClassStatement, base: string): string {
  const start = lineStart(text, nameSpan.start);
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const open = text.indexOf('(', nameSpan.end);
  const close = text.indexOf(')', bases.at(-1)?.span.end ?? open);
  const names = bases.map((each) => text.slice(each.span.start, each.span.end));
  const at = bases.findLastIndex((each) => each.form === 'positional' || each.form === 'star');
  const lines = [...names.slice(0, at + 1), base, ...names.slice(at + 1)];
  const written = lines.map((line) => `\n${indent}${style.indent}${line},`).join('');
  return splice(text, open + 1, close, `${written}\n${indent}`);
}

function splice(text: string, start: number, end: number, added: string): string {
  return text.slice(0, start) + added + text.slice(end);
}

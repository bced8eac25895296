import type { SyntaxNode } from '@lezer/common';
import { endOfString } from './segments';

/** Template strings (3.14), which read like format strings. */
const templatePrefix = /\b([rR]?)[tT]([rR]?)(?=["'])/g;
/** What may need more than a letter changed; most texts have none of it. */
const newerStatements = /^[ \t]*(?:@|(?:async[ \t]+)?(?:with[ \t]*\(|for[ \t][^\n]*\*)|match[ \t][^\n]*,)/m;
const typeParameters = /\b(?:def|class|type)[ \t]+[^\s([:]+[ \t]*\[/;
const headers = /^[ \t]*(?:async[ \t]+)?(?:(with|match|for)\b[ \t]*|(?:def|class|type)[ \t]+[^\s([:]+[ \t]*(?=\[))/;
const declaration = /[ \t]*(?:class|def|async[ \t]+def)\b/y;

const opening = '([{';
const ending = ')]}';

/**
 * Python for the parser, which does not know all of 3.8 to 3.14: what it would stumble over is written in a way that it
 * knows. Every character stays where it is, so that what is read of the tree comes from the text itself.
 */
export function readable(text: string): string {
  // A byte order mark and a form feed are white space.
  const plain = text
    .replace(templatePrefix, '$1f$2')
    .replace(/^\ufeff/, '\n')
    .replaceAll('\f', ' ');
  if (!newerStatements.test(plain) && !typeParameters.test(plain)) return plain;
  const code = codeOf(plain);
  let start = 0;
  let result = '';
  for (const line of code.split('\n')) {
    const own = plain.slice(start, start + line.length);
    result += rewritten(own, line);
    start += line.length;
    if (start < plain.length) result += '\n';
    start++;
  }
  return result;
}

/**
 * The text with blanks for comments and for line ends in brackets, and with underscores for strings: what is one
 * statement, or a header, is then one line.
 */
function codeOf(text: string): string {
  let result = '';
  let depth = 0;
  for (let at = 0; at < text.length;) {
    const char = text[at] ?? '';
    // Neither can stand in brackets: one was left open.
    declaration.lastIndex = at + 1;
    if (char === '\n' && depth > 0 && declaration.test(text)) depth = 0;
    let end = at + 1;
    let shown = char;
    if (char === '#') {
      const feed = text.indexOf('\n', at);
      end = feed < 0 ? text.length : feed;
      shown = ' ';
    } else if (char === '"' || char === "'") {
      end = endOfString(text, at);
      shown = '_';
    } else if (char === '\\') {
      end = Math.min(at + (text.startsWith('\r\n', at + 1) ? 3 : 2), text.length);
      shown = ' ';
    } else if (char === '\r' || (char === '\n' && depth > 0)) shown = ' ';
    else if (opening.includes(char)) depth++;
    else if (ending.includes(char)) depth = Math.max(0, depth - 1);
    result += shown.repeat(end - at);
    at = end;
  }
  return result;
}

/** A line of code as the parser knows it; `code` is as long as it. */
function rewritten(text: string, code: string): string {
  const decorator = /^[ \t]*@[ \t]*(\S.*)$/.exec(code)?.[1];
  if (decorator !== undefined) return isNewDecorator(decorator.trimEnd()) ? decorated(text, code) : text;
  const [words = '', keyword] = headers.exec(code) ?? [];
  if (words === '') return text;
  if (keyword === 'with') return withoutParentheses(text, code, words.length);
  if (keyword === 'match') return withOneSubject(text, code, words.length);
  if (keyword === 'for') return withoutStars(text, code, words.length);
  return withoutDefaults(text, code, words.length);
}

/** More than names and at most one call, which was all that could decorate before 3.9; and nothing is left open. */
function isNewDecorator(code: string): boolean {
  const name = /^[\p{L}\p{N}_. \t]*/u.exec(code)?.[0].length ?? 0;
  const open = code
    .split('')
    .reduce((sum, char) => sum + Number(opening.includes(char)) - Number(ending.includes(char)), 0);
  if (name === code.length || open !== 0) return false;
  return name === 0 || code[name] !== '(' || closing(code, name) !== code.length - 1;
}

/** Any expression is a name then, one that no name is equal to. */
function decorated(text: string, code: string): string {
  const from = code.indexOf('@') + 1;
  const to = code.trimEnd().length;
  return text.slice(0, from) + '_'.repeat(to - from) + text.slice(to);
}

/** `with (a as b, c as d):` */
function withoutParentheses(text: string, code: string, open: number): string {
  const close = closing(code, open);
  if (close === undefined || !/^[ \t]*:/.test(code.slice(close + 1))) return text;
  const inside = code.slice(open + 1, close);
  if (!/\bas\b/.test(inside)) return text;
  const items = inside.replace(/,(?=\s*$)/, ' ');
  const kept = items.split('').map((char, at) => (char === ' ' ? ' ' : text[open + 1 + at]));
  return `${text.slice(0, open)} ${kept.join('')} ${text.slice(close + 1)}`;
}

/** `match a, b:` */
function withOneSubject(text: string, code: string, from: number): string {
  const to = code.trimEnd().length - 1;
  if (code[to] !== ':') return text;
  const commas = outermost(code, from, to).filter((at) => code[at] === ',');
  const changed = text.split('');
  for (const at of commas) changed[at] = code.slice(at + 1, to).trim() === '' ? ' ' : '+';
  return changed.join('');
}

/** `for a in *b, *c:` */
function withoutStars(text: string, code: string, from: number): string {
  const changed = text.split('');
  for (const at of outermost(code, from, code.length)) {
    if (code[at] !== '*') continue;
    const before = code.slice(from, at).trimEnd();
    if (before.endsWith(',') || before.endsWith(' in')) changed[at] = ' ';
  }
  return changed.join('');
}

/** `def f[T = int](…)`, `class A[*Ts = *tuple[int]]`, `type A[**P = [int]] = …` */
function withoutDefaults(text: string, code: string, open: number): string {
  const close = closing(code, open) ?? open;
  const changed = text.split('');
  let isDefault = false;
  let last = open + 1;
  const blank = (to: number): void => {
    if (isDefault && code.slice(last + 1, to).trim() !== '') changed.fill(' ', last, to);
    last = to;
  };
  for (const at of outermost(code, open + 1, close)) {
    if (code[at] !== '=' && code[at] !== ',') continue;
    blank(at);
    isDefault = code[at] === '=';
  }
  blank(close);
  return changed.join('');
}

/** The bracket that ends the one here; undefined when there is none. */
function closing(code: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    const char = code[at] ?? '';
    if (opening.includes(char)) depth++;
    else if (ending.includes(char)) depth--;
    if (depth === 0) return at > open ? at : undefined;
  }
  return undefined;
}

/** The offsets between two others that stand in no bracket, up to one that is not closed. */
function outermost(code: string, from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = from; at < to; at++) {
    if (opening.includes(code[at] ?? '')) {
      const end = closing(code, at);
      if (end === undefined) return found;
      at = end;
    } else found.push(at);
  }
  return found;
}

/** Where the parser of today misses something, or takes it for wrong, that Python allows. */
export function isNoError(error: SyntaxNode): boolean {
  const { parent } = error;
  switch (parent?.name) {
    case 'LiteralPattern':
      // `case str():`, `case ():`, `case []:`
      return (
        error.from === error.to &&
        /^[([]$/.test(parent.prevSibling?.name ?? '') &&
        /^[)\]]$/.test(parent.nextSibling?.name ?? '')
      );
    case 'MappingPattern':
      // `case {}:`
      return error.prevSibling?.name === '{' && error.firstChild?.name === '}';
    case 'TypeDef':
    case 'MemberExpression':
      // `*args: *Ts`, `data[*keys]`
      return error.firstChild?.name === '*' && error.nextSibling !== null;
    case 'ParamList':
      // `lambda a, /: …`
      return (
        error.prevSibling?.name === ',' && error.to === error.from + 1 && parent.parent?.name === 'LambdaExpression'
      );
    default:
      return isBareYield(error);
  }
}

/** The parser misses the value of a `yield` that has none. */
function isBareYield({ from, to, prevSibling }: SyntaxNode): boolean {
  let before = prevSibling;
  while (before?.name === 'Comment') before = before.prevSibling;
  return from === to && before?.name === 'yield';
}

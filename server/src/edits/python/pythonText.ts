import type { PythonStyle } from './pythonStyle';

/**
 * Lines of Python to be written somewhere: each starts with one tab per step of indentation below the place, whatever the
 * file indents with.
 */
export type PythonLines = readonly string[];

/** A text as Python string in the quotes of the file. */
export function pythonString(value: string, { quote }: Pick<PythonStyle, 'quote'>): string {
  const other = quote === '"' ? "'" : '"';
  const chosen = value.includes(quote) && !value.includes(other) ? other : quote;
  const escaped = value.replaceAll('\\', '\\\\').replaceAll(chosen, `\\${chosen}`).replaceAll('\n', '\\n');
  return chosen + escaped + chosen;
}

export interface CallText {
  /** What stands before the bracket: `pods = await self.client.filters`. */
  readonly head: string;
  readonly args: readonly string[];
  /** What stands behind it. */
  readonly tail?: string;
  /** Steps of indentation of the whole statement, counted from the start of the line. */
  readonly depth: number;
  readonly style: PythonStyle;
}

/** A call on one line where it fits, else its arguments on a line of their own, else one on each, as black writes it. */
export function callLines({ head, args, tail = '', depth, style }: CallText): string[] {
  const room = (steps: number): number => style.lineLength - steps * width(style.indent);
  const whole = `${head}(${args.join(', ')})${tail}`;
  if (whole.length <= room(depth)) return [whole];
  const inside = args.join(', ');
  if (inside.length <= room(depth + 1)) return [`${head}(`, `\t${inside}`, `)${tail}`];
  return [`${head}(`, ...args.map((argument) => `\t${argument},`), `)${tail}`];
}

/** `raise Error(…)` with a message; `parts` are pieces of an f-string without quotes, as many on a line as fit. */
export function raiseLines(error: string, parts: readonly string[], depth: number, style: PythonStyle): string[] {
  const { quote } = style;
  // Backslashes inside the braces of an f-string are refused before Python 3.12, so there are none.
  const piece = (text: string): string => {
    const prefix = text.includes('{') ? 'f' : '';
    return `${prefix}${quote}${text.replaceAll(quote, quote === '"' ? "'" : '"')}${quote}`;
  };
  const joined = piece(parts.join(''));
  const room = (steps: number): number => style.lineLength - steps * width(style.indent);
  if (`raise ${error}(${joined})`.length <= room(depth)) return [`raise ${error}(${joined})`];
  const lines: string[] = [];
  let open = '';
  for (const part of parts) {
    const longer = open + part;
    if (open !== '' && piece(longer).length > room(depth + 1)) {
      lines.push(piece(open));
      open = part;
    } else open = longer;
  }
  return [`raise ${error}(`, ...[...lines, piece(open)].map((line) => `\t${line}`), ')'];
}

/** Lines a step deeper. */
export function indented(lines: PythonLines): string[] {
  return lines.map((line) => (line === '' ? '' : `\t${line}`));
}

/** The text of lines at an indentation, without a line break at the end. */
export function writtenLines(lines: PythonLines, base: string, { indent }: Pick<PythonStyle, 'indent'>): string {
  return lines
    .map((line) => (line === '' ? '' : base + line.replace(/^\t+/, (tabs) => indent.repeat(tabs.length))))
    .join('\n');
}

/** How many steps of the file's indentation some blanks are. */
export function depthOf(blanks: string, { indent }: Pick<PythonStyle, 'indent'>): number {
  return width(blanks) / Math.max(1, width(indent));
}

/** Columns an indentation takes; a tab counts as four, as formatters count by default. */
export function width(indent: string): number {
  return indent.replaceAll('\t', '    ').length;
}

/** A name in lower case with underscores: `SuperSpine` → `super_spine`; anything that is no identifier becomes `item`. */
export function snakeCase(name: string): string {
  const snake = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/\W+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase();
  if (!/^[a-z_]\w*$/.test(snake)) return 'item';
  return pythonWords.has(snake) ? `${snake}_` : snake;
}

/** The plural of an English word of a name. */
export function plural(word: string): string {
  if (/(?:s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** A name that is not taken: `base`, `base_2`, … */
export function freeName(base: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}_${count}`;
    if (!taken.has(name)) return name;
  }
}

const pythonWords = new Set(
  (
    'and as assert async await break class continue def del elif else except false finally for from global if import in ' +
    'is lambda none nonlocal not or pass raise return true try while with yield match case type self data'
  ).split(' '),
);

import type { Statement } from '../../syntax/python/ast';

/** How a Python file is written. */
export interface PythonStyle {
  /** One step of indentation. */
  readonly indent: string;
  readonly quote: '"' | "'";
  /** Longest line, in UTF-16 code units. */
  readonly lineLength: number;
}

/** Lengths that formatters use: black and ruff, then what teams settle on. */
const usualLengths = [88, 100, 120];

/** Reads the style of a file from its text and, for the length of lines, from the `pyproject.toml` beside it. */
export function pythonStyle(text: string, body: readonly Statement[], pyproject = ''): PythonStyle {
  return {
    indent: indentOf(text, body) ?? '    ',
    quote: quoteOf(text),
    lineLength: configuredLength(pyproject) ?? lengthOf(text),
  };
}

/** The indentation of the first statement inside a class or function of the module. */
function indentOf(text: string, body: readonly Statement[]): string | undefined {
  for (const statement of body) {
    if (statement.kind !== 'class' && statement.kind !== 'function') continue;
    const first = statement.body[0];
    if (!first) continue;
    const line = text.slice(lineStart(text, first.span.start), first.span.start);
    const before = /^[ \t]+/.exec(line)?.[0];
    if (before) return before;
  }
  return undefined;
}

/** The quotes of most one-line strings; double ones, as formatters write, when there are as many. */
function quoteOf(text: string): PythonStyle['quote'] {
  let [single, double] = [0, 0];
  for (const [token] of text.matchAll(
    /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g,
  )) {
    if (token.startsWith('"""') || token.startsWith("'''")) continue;
    if (token.startsWith('"')) double++;
    else if (token.startsWith("'")) single++;
  }
  return single > double ? "'" : '"';
}

/** The longest line of the file decides between the usual lengths. */
function lengthOf(text: string): number {
  let longest = 0;
  for (const line of text.split(/\r?\n/)) longest = Math.max(longest, line.length);
  return usualLengths.find((length) => longest <= length) ?? 120;
}

/** `line-length` of ruff or black in `pyproject.toml`. */
function configuredLength(pyproject: string): number | undefined {
  for (const [, name = '', section = ''] of pyproject.matchAll(
    /^\[tool\.([\w.]+)\][^\n]*\n((?:(?!\[)[^\n]*(?:\n|$))*)/gm,
  )) {
    if (name !== 'ruff' && name !== 'black') continue;
    const length = Number(/^\s*line[-_]length\s*=\s*(\d+)/m.exec(section)?.[1]);
    if (length >= 40 && length <= 400) return length;
  }
  return undefined;
}

/** Where the line of `offset` starts. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line of `offset` ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed;
}

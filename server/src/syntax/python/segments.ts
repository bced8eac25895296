/**
 * A piece of a Python file that can be read by itself. `class`: a class up to its first method; the `member` segments
 * behind it belong to its body. Offsets are UTF-16 code units.
 */
export interface Segment {
  readonly form: 'module' | 'class' | 'member';
  readonly start: number;
  readonly end: number;
  /** White space before the members of the class; missing for a class without methods. */
  readonly indent?: string;
}

/** How far the reader of lines is inside of brackets and strings that span several lines. */
interface Lexer {
  depth: number;
  continued: boolean;
}

interface OpenClass {
  /** White space before the statements of its body, once one is found. */
  indent: string | undefined;
}

const declaration = /(?:class|def|async[ \t]+def)\b/y;

/**
 * Splits a file before every function, class and method, so that an edit of one needs only that one to be read again,
 * and so that a bracket left open in one does not swallow the next. Depends on the text only. Strings of several lines
 * and brackets are not split, but `def` and `class` at the start of a line end a bracket, for they cannot stand in one.
 */
export function splitPython(text: string): Segment[] {
  const segments: { form: Segment['form']; start: number; end: number; indent?: string }[] = [];
  const lexer: Lexer = { depth: 0, continued: false };
  let open: OpenClass | undefined;
  /** A decorator at this indentation waits for its function or class. */
  let decorated: string | undefined;
  let form: Segment['form'] = 'module';
  let start = 0;
  const begin = (at: number, next: Segment['form']): void => {
    if (at > start) segments.push({ form, start, end: at });
    start = at;
    form = next;
  };
  for (let line = text.startsWith('\ufeff') ? 1 : 0; line < text.length;) {
    let at = line;
    while (text[at] === ' ' || text[at] === '\t') at++;
    const first = text[at];
    if (!lexer.continued && first !== undefined && first !== '\n' && first !== '\r' && first !== '#') {
      declaration.lastIndex = at;
      const word = declaration.exec(text)?.[0];
      const indent = text.slice(line, at);
      const isOuter = indent === '';
      if (word !== undefined && (isOuter || indent === open?.indent)) lexer.depth = 0;
      if (lexer.depth === 0) {
        const begins = (word !== undefined || first === '@') && decorated !== indent;
        if (isOuter) {
          if (begins || open) begin(line, 'module');
          open = word === 'class' ? { indent: undefined } : undefined;
          if (word === 'class') form = 'class';
        } else if (open) {
          open.indent ??= indent;
          if (indent === open.indent && begins) {
            const before = segments.at(-1);
            begin(line, 'member');
            const header = segments.at(-1);
            if (header && header !== before && header.form === 'class') header.indent = indent;
          }
        }
        if (word !== undefined) decorated = undefined;
        else decorated = first === '@' ? indent : decorated === indent ? undefined : decorated;
      }
    }
    line = endOfLine(text, at, lexer);
  }
  if (start < text.length || segments.length === 0) segments.push({ form, start, end: text.length });
  return segments;
}

/** The start of the next line that does not begin inside of a string. */
function endOfLine(text: string, from: number, lexer: Lexer): number {
  lexer.continued = false;
  for (let at = from; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 10: // line feed
        return at + 1;
      case 35: // #
        at = lineFeedFrom(text, at) - 1;
        break;
      case 34: // "
      case 39: // '
        at = endOfString(text, at) - 1;
        break;
      case 40: // ( [ {
      case 91:
      case 123:
        lexer.depth++;
        break;
      case 41: // ) ] }
      case 93:
      case 125:
        if (lexer.depth > 0) lexer.depth--;
        break;
      case 92: // backslash
        if (text[at + 1] === '\r') at++;
        if (text[at + 1] === '\n') {
          lexer.continued = true;
          return at + 2;
        }
        at++;
        break;
    }
  }
  return text.length;
}

function lineFeedFrom(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}

/** Behind the string that begins here; one of a single line ends with its line at the latest. */
export function endOfString(text: string, from: number): number {
  const quote = text[from] ?? '';
  const isLong = text.startsWith(quote.repeat(3), from);
  for (let at = from + (isLong ? 3 : 1); at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '\n' && !isLong) return at;
    else if (char === quote && (!isLong || text.startsWith(quote.repeat(3), at))) return at + (isLong ? 3 : 1);
  }
  return text.length;
}

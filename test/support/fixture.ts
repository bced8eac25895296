/**
 * One string describes a whole repository:
 *
 *   #- /.infrahub.yml                       starts a file (none: `/objects/triggers.yml`)
 *   name: Dcim$0Device                      the cursor; a pair of $0 is a selection
 *   #     ^^^^^^^^^^ error rule-id: text    an expected mark on the line above (`^` alone: one character; `|`: empty)
 *
 * Marker lines are removed before parsing.
 */
export interface Fixture {
  /** By path, with a leading `/`, in the order of the fixture. */
  readonly files: ReadonlyMap<string, string>;
  readonly marks: readonly Mark[];
  /** Positions of `$0`, relative to the start of their file. */
  readonly cursors: readonly { readonly path: string; readonly offset: number }[];
}

export interface Mark {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly severity: string;
  readonly id: string;
  /** A part of the message; empty when the mark does not say. */
  readonly text: string;
}

const fileLine = /^\s*#- (\/\S+)\s*$/;
const markLine = /^(\s*#\s*)(\^+|\|)\s*(error|warning|information|hint|def|ref)\b ?([\w-]*)(?::\s*(.*))?$/;
const defaultPath = '/objects/triggers.yml';

/** Reads a fixture; a leading line break and common indentation are taken away. */
export function parseFixture(source: string): Fixture {
  const files = new Map<string, string[]>();
  const marks: Mark[] = [];
  let path = defaultPath;
  const linesIn = (name: string): string[] => {
    const known = files.get(name) ?? [];
    files.set(name, known);
    return known;
  };
  for (const line of dedent(source)) {
    const file = fileLine.exec(line);
    if (file?.[1]) {
      path = file[1];
      linesIn(path);
      continue;
    }
    const lines = linesIn(path);
    const mark = markLine.exec(line);
    if (!mark) {
      lines.push(line);
      continue;
    }
    const [, before = '', carets = '', severity = '', id = '', text = ''] = mark;
    const lineStart = lines.slice(0, -1).reduce((sum, each) => sum + each.replaceAll('$0', '').length + 1, 0);
    const start = lineStart + before.length;
    marks.push({ path, start, end: carets === '|' ? start : start + carets.length, severity, id, text });
  }
  const cursors: { path: string; offset: number }[] = [];
  const texts = new Map<string, string>();
  for (const [name, lines] of files) {
    const parts = lines.join('\n').split('$0');
    let offset = 0;
    for (const part of parts.slice(0, -1)) cursors.push({ path: name, offset: (offset += part.length) });
    texts.set(name, parts.join(''));
  }
  return { files: texts, marks, cursors };
}

function dedent(source: string): string[] {
  const lines = source
    .replace(/^\n/, '')
    .replace(/\n[ \t]*$/, '\n')
    .split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents, 1000);
  return lines.map((line) => line.slice(common));
}

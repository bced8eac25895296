import type { ImportStatement, StatementOf } from '../../syntax/python/ast';
import type { PythonChange } from './pythonChange';
import { lineEnd, lineStart } from './pythonStyle';
import type { PythonDraft } from './pythonDraft';

type WantedImport = Pick<PythonChange & { change: 'import' }, 'module' | 'level' | 'name'>;

/** The text with the import, in the group and place where sorted imports have it. */
export function addImport(draft: PythonDraft, wanted: WantedImport): string {
  const { text, body } = draft;
  const imports = body.filter((statement): statement is StatementOf<'import'> => statement.kind === 'import');
  if (imports.some((statement) => gives(statement, wanted))) return text;
  const same = imports.find(
    (statement) =>
      wanted.name !== undefined &&
      statement.module === wanted.module &&
      statement.level === wanted.level &&
      statement.names.length > 0 &&
      statement.names.every(({ name }) => name !== '*'),
  );
  const joined = same && wanted.name !== undefined ? withName(draft, same, wanted.name) : undefined;
  return joined ?? withStatement(draft, imports, wanted);
}

function gives(statement: ImportStatement, { module, level, name }: WantedImport): boolean {
  if (name === undefined)
    return statement.module === undefined && statement.names.some((each) => each.name === module && !each.alias);
  return (
    statement.module === module &&
    statement.level === level &&
    statement.names.some((each) => each.name === name && !each.alias)
  );
}

/** Adds a name to an import of the same module; undefined when its line would get too long or has no plain form. */
function withName({ text, style }: PythonDraft, statement: ImportStatement, name: string): string | undefined {
  const { names } = statement;
  const sorted = names.every((each, at) => at === 0 || compareNames(names[at - 1]?.name ?? '', each.name) <= 0);
  const next = sorted ? names.find((each) => compareNames(each.name, name) >= 0) : undefined;
  const last = names.at(-1);
  const spread = last !== undefined && text.slice(statement.span.start, last.span.start).includes('\n');
  const separator = spread && ownLine(text, (next ?? last)?.span.start ?? 0) ? 'line' : 'comma';
  if (separator === 'comma') {
    const start = lineStart(text, statement.span.start);
    if (lineEnd(text, statement.span.end) - start + name.length + 2 > style.lineLength) return undefined;
  }
  if (next) {
    const indent = text.slice(lineStart(text, next.span.start), next.span.start);
    return insert(text, next.span.start, separator === 'line' ? `${name},\n${indent}` : `${name}, `);
  }
  if (!last) return undefined;
  const indent = text.slice(lineStart(text, last.span.start), last.span.start);
  return insert(text, last.span.end, separator === 'line' ? `,\n${indent}${name}` : `, ${name}`);
}

/** True when nothing but blanks stands before the offset on its line. */
function ownLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

function withStatement(draft: PythonDraft, imports: readonly ImportStatement[], wanted: WantedImport): string {
  const { text } = draft;
  const line = lineOf(wanted);
  const key = keyOf(wanted);
  const keyed = imports.map((statement) => ({ statement, key: keyOf(wantedOf(statement)) }));
  // Imports further down (below other statements) are there for a reason of their own.
  const before = keyed.filter((each) => compareKeys(each.key, key) <= 0).at(-1);
  const after = keyed.find((each) => compareKeys(each.key, key) > 0);
  if (before && before.key[0] === key[0]) return behindLine(text, before.statement, `${line}\n`);
  if (after && after.key[0] === key[0]) return insert(text, lineStart(text, after.statement.span.start), `${line}\n`);
  if (before) return behindLine(text, before.statement, `\n${line}\n`);
  if (after) return insert(text, lineStart(text, after.statement.span.start), `${line}\n\n`);
  return asFirst(draft, line);
}

function behindLine(text: string, statement: ImportStatement, added: string): string {
  const end = lineEnd(text, Math.max(statement.span.start, statement.span.end - 1));
  return end === text.length ? `${text}\n${added}` : insert(text, end + 1, added);
}

/** The first import of a file: behind its docstring, else behind the comments at its top. */
function asFirst({ text, body }: PythonDraft, line: string): string {
  const [first] = body;
  if (first?.kind === 'expression' && first.value.kind === 'literal' && typeof first.value.value === 'string') {
    const end = lineEnd(text, first.span.end);
    return end === text.length ? `${text}\n\n${line}\n` : insert(text, end + 1, `\n${line}\n`);
  }
  const comments = /^(?:\uFEFF)?(?:#[^\n]*\n)*/.exec(text)?.[0].length ?? 0;
  // Comments right above a statement belong to it.
  const isHead = comments > 0 && /^(?:[ \t\r]*\n|$)/.test(text.slice(comments));
  const start = isHead || /^#!|^#.*coding/.test(text) ? comments : text.startsWith('\uFEFF') ? 1 : 0;
  const gap = start > 0 && isHead ? '\n' : '';
  const rest = text.slice(start);
  const blank = rest === '' ? '' : /^\s*\n/.test(rest) ? '' : '\n\n';
  return `${text.slice(0, start)}${gap}${line}\n${blank}${rest}`;
}

function lineOf({ module, level, name }: WantedImport): string {
  return name === undefined ? `import ${module}` : `from ${'.'.repeat(level)}${module} import ${name}`;
}

function wantedOf(statement: ImportStatement): WantedImport {
  const { module, level, names } = statement;
  if (module === undefined) return { module: names[0]?.name ?? '', level: 0 };
  return { module, level, name: names[0]?.name ?? '' };
}

/** Group, form, distance and module, in the order in which isort and ruff sort them. */
type Key = readonly [group: number, form: number, distance: number, module: string];

function keyOf({ module, level, name }: WantedImport): Key {
  const root = module.split('.')[0] ?? '';
  const group = level > 0 ? 3 : root === '__future__' ? 0 : standardModules.has(root) ? 1 : 2;
  return [group, name === undefined ? 0 : 1, -level, module];
}

function compareKeys(one: Key, other: Key): number {
  return (
    one[0] - other[0] || one[1] - other[1] || one[2] - other[2] || (one[3] < other[3] ? -1 : one[3] > other[3] ? 1 : 0)
  );
}

/** Constants, then classes, then the rest, as isort and ruff sort the names of an import. */
function compareNames(one: string, other: string): number {
  const rank = (name: string): number => (/^[A-Z0-9_]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2);
  return rank(one) - rank(other) || (one < other ? -1 : one > other ? 1 : 0);
}

function insert(text: string, offset: number, added: string): string {
  return text.slice(0, offset) + added + text.slice(offset);
}

/** Modules of the standard library that generators import. */
const standardModules = new Set(
  (
    'abc argparse array ast asyncio base64 binascii bisect builtins calendar cmath collections concurrent contextlib ' +
    'contextvars copy csv ctypes dataclasses datetime decimal difflib enum errno fnmatch fractions functools gc getpass ' +
    'glob gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools json keyword locale logging math ' +
    'multiprocessing numbers operator os pathlib pickle platform pprint queue random re secrets shlex shutil signal ' +
    'socket sqlite3 ssl stat statistics string struct subprocess sys tempfile textwrap threading time tomllib traceback ' +
    'types typing unicodedata unittest urllib uuid warnings weakref xml zipfile zlib zoneinfo'
  ).split(' '),
);

import type { PythonMethod } from '../../model/generators/facts';
import type { ClassStatement, ExpressionOf, FunctionStatement, Statement } from '../../syntax/python/ast';
import { dottedName } from '../../syntax/python/names';
import { expressionsWithin } from '../../syntax/python/walk';
import { findMethod, headerColon } from '../python/findCode';
import type { PythonChange } from '../python/pythonChange';
import { lineEnd, lineStart, type PythonStyle } from '../python/pythonStyle';
import { writtenLines } from '../python/pythonText';
import { digestLines, signalNamesLines, valuesMethodLines, versionLines } from './checksumText';
import { styleOf, type ClassSubject } from './classSubject';
import { commentsOf, isPlainHash } from './plainHash';

/** A method of a class that hashes what the generator saved. */
export interface ChecksumMethod {
  readonly method: PythonMethod;
  readonly syntax: FunctionStatement;
}

/** The class's own methods that hash the tracking context. */
export function checksumMethods({ file, cls }: ClassSubject): ChecksumMethod[] {
  const declared = file.facts.python?.().classes.find((each) => each.nameRange.start === cls.nameSpan.start);
  return (declared?.methods ?? []).flatMap((method) => {
    const syntax = cls.body.find(
      (each): each is FunctionStatement => each.kind === 'function' && each.span.start === method.range.start,
    );
    return method.checksum && syntax ? [{ method, syntax }] : [];
  });
}

/** True when a checksum is made of more than ids, or does more, which one over content would lose. */
export function hashesMore({ file }: ClassSubject, { syntax }: ChecksumMethod): boolean {
  return !isPlainHash(file.text, statementsOf(syntax));
}

/** The statements behind the docstring. */
function statementsOf({ body }: FunctionStatement): readonly Statement[] {
  return body.filter((each) => each.kind !== 'expression' || each.value.kind !== 'literal');
}

/** The changes that make a checksum one over content (facts 1h); undefined for a method that is written too unlike the guide's. */
export function contentChanges(
  subject: ClassSubject,
  { syntax }: ChecksumMethod,
  attribute: string,
): PythonChange[] | undefined {
  const { file, cls, project } = subject;
  const style = styleOf(project, file);
  const body = statementsOf(syntax);
  const [first, last] = [body[0], body.at(-1)];
  const call = hashCall(syntax);
  const isPlain = syntax.params.length === 1 && syntax.params[0]?.name === 'self' && !syntax.async;
  if (!first || last?.kind !== 'return' || !call || !isPlain || onHeader(file.text, syntax)) return undefined;
  const range = { start: first.span.start, end: last.span.end };
  const indent = file.text.slice(lineStart(file.text, first.span.start), first.span.start);
  const name = dottedName(call.callee)?.split('.').at(-1) ?? 'sha256';
  // What the author noted about the old way is kept, above the new one.
  const lines = [
    ...commentsOf(file.text, body),
    ...digestLines('content', style.quote, /^new$/.test(name) ? 'sha256' : name),
  ];
  const text = writtenLines(lines, indent, style).trimStart();
  return [
    { change: 'import', module: 'hashlib', level: 0 },
    { change: 'import', module: 'json', level: 0 },
    { change: 'replace', range, text },
    ...constantChanges(subject, style, attribute),
    ...(findMethod(cls, '_values_of') ? [] : [valuesMethod(cls)]),
  ];
}

function valuesMethod({ name }: ClassStatement): PythonChange {
  return { change: 'method', className: name, lines: valuesMethodLines };
}

/** The constants that are missing, each above the one before, as they are put behind the imports one after the other. */
function constantChanges({ file }: ClassSubject, style: PythonStyle, attribute: string): PythonChange[] {
  const wanted = [
    { name: 'SIGNALS', lines: signalNamesLines(attribute, style) },
    { name: 'GENERATOR_VERSION', lines: versionLines },
  ];
  return wanted
    .filter(({ name }) => !isBound(file.text, name))
    .map(({ lines }): PythonChange => ({ change: 'module', lines }));
}

/** The changes that hash a version besides; undefined where no plain call of `hashlib` is found. */
export function versionChanges(
  { project, file }: ClassSubject,
  { syntax }: ChecksumMethod,
): PythonChange[] | undefined {
  const call = hashCall(syntax);
  if (!call) return undefined;
  const quote = file.text.includes("'utf-8'") ? "'" : '"';
  const version = `f${quote}{GENERATOR_VERSION}:${quote}.encode()`;
  const constant: PythonChange[] = isBound(file.text, 'GENERATOR_VERSION')
    ? []
    : [{ change: 'module', lines: versionLines }];
  const [first] = call.args;
  if (!first) {
    const open = file.text.indexOf('(', call.callee.span.end) + 1;
    return [{ change: 'replace', range: { start: open, end: open }, text: version }, ...constant];
  }
  if (first.form !== 'positional') return undefined;
  const { span, kind } = first.value;
  const given = file.text.slice(span.start, span.end);
  const isAtom =
    ['name', 'call', 'attribute', 'subscript', 'literal', 'unknown'].includes(kind) && !/\s(?:if|or|and)\s/.test(given);
  const rest = isAtom ? given : `(${given})`;
  const line = file.text.slice(lineStart(file.text, span.start), lineEnd(file.text, span.end)).trimEnd();
  const statement = syntax.body.find((each) => each.span.start <= span.start && span.end <= each.span.end);
  const isLong = line.length + version.length + 3 > styleOf(project, file).lineLength;
  if (!isLong || !statement) return [{ change: 'replace', range: span, text: `${version} + ${rest}` }, ...constant];
  return [
    { change: 'replace', range: span, text: `version + ${rest}` },
    { change: 'before', offset: statement.span.start, lines: [`version = ${version}`] },
    ...constant,
  ];
}

/** The first call that makes a hash: `hashlib.sha256(…)`, `sha256(…)`. */
function hashCall({ body }: FunctionStatement): ExpressionOf<'call'> | undefined {
  for (const expression of expressionsWithin(body)) {
    if (expression.kind !== 'call') continue;
    const name =
      expression.callee.kind === 'name' || expression.callee.kind === 'attribute'
        ? dottedName(expression.callee)
        : undefined;
    if (name !== undefined && /^(?:hashlib\.)?(?:sha\d+\w*|md5|blake2[bs])$/.test(name)) return expression;
  }
  return undefined;
}

function onHeader(text: string, { nameSpan, body }: FunctionStatement): boolean {
  const colon = headerColon(text, nameSpan.end) ?? 0;
  return !text.slice(colon, body[0]?.span.start).includes('\n');
}

function isBound(text: string, name: string): boolean {
  return new RegExp(`^${name}\\b|\\bimport\\b.*\\b${name}\\b`, 'm').test(text);
}

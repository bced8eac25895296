import type { TextRange } from '../base/textRange';
import type { YamlProblem } from '../syntax/yaml/nodes';
import type { BrokenPart } from '../syntax/yaml/brokenPart';
import { openerBefore } from '../syntax/yaml/joinUnderIndented';
import { reindent, wordsAt, type Reindentation } from '../syntax/yaml/reindent';
import { untab } from '../syntax/yaml/untab';

/** What is wrong in words for people, where it is to be seen, and what mends it. */
export interface YamlError {
  readonly words: string;
  readonly range: TextRange;
  readonly repairs: () => readonly YamlRepair[];
}

interface YamlRepair {
  readonly title: string;
  readonly edits: readonly { readonly range: TextRange; readonly newText: string }[];
}

/** The parser's own words, where they say little to authors. */
const plainWords: readonly (readonly [RegExp, string])[] = [
  [/^Missing closing (.)quote/, 'a closing $1 is missing'],
  [/^Implicit keys need to be on a single line/, 'a key and its colon must stand on one line'],
  [/^Flow (?:sequence|map) .* end with a (.)/, 'the bracket is not closed; $1 is missing'],
  [
    /^All (?:mapping|collection|sequence) items must start at the same column/,
    'this line is not indented like those above it',
  ],
  [/^Sequence item without - indicator/, 'this line is not indented like those above it'],
  [/^A block sequence may not be used as an implicit map key/, 'this line is not indented like those above it'],
  [
    /^Map comment with trailing content/,
    'a mapping or list cannot be a key; a text that begins with a bracket needs quotes',
  ],
  [
    /^Plain value cannot start with (?:reserved|directive indicator) character (.)/,
    'a text that begins with $1 needs quotes',
  ],
  [/^Missing , (?:between flow|or : between flow sequence)/, 'a comma is missing before this'],
  [/^Missing , or : between flow map/, 'a comma or a colon is missing before this'],
  [
    /^Block collections are not allowed within flow/,
    'in brackets a comma is missing here, or a text with a colon needs quotes',
  ],
  [/^Unexpected (?:double|single)-quoted-scalar/, 'this text in quotes does not fit what stands before it'],
  [/^Unexpected .* at node end/, 'this does not fit what stands before it on the line'],
  [/^Unexpected flow-(?:seq|map)-end/, 'no bracket is open that this one could close'],
  [/^Unexpected (?:scalar|map-value-ind|flow-|seq-item)/, 'this does not fit the lines above; look at its indentation'],
  [/^Unresolved tag: tag:yaml.org,2002:(.*)/, 'it must not use the tag !!$1'],
  [/^Unresolved tag: (.*)/, 'it does not know the tag $1'],
];

const tooDeep = 'this line is indented deeper than the key above it, which has a value already';

const none = (): YamlRepair[] => [];

const conflictMark = /^(?:<{7} .*|={7}|>{7} .*)$/m;
/** Blanks that a web page or a word processor writes, where the blanks of YAML belong. */
const foreignBlanks = /^[ ]*[\u00a0\u2000-\u200b\u202f\u3000]|:[\u00a0\u2000-\u200b\u202f\u3000]/;

/** What the parser says of a line that stands in the wrong column, among other things. */
const wrongColumn =
  /^(?:All (?:mapping|collection|sequence) items must|Sequence item without|A block sequence may not|Unexpected (?:scalar|map-value-ind|seq-item)|Nested mappings are not allowed)/;

/** Says what a problem of the parser is, from the text of its part; ranges are relative to that text. */
export function explainYaml(part: BrokenPart, problem: YamlProblem): YamlError {
  const { message, range } = problem;
  const { text } = part;
  const conflict = problem.kind === 'syntax' ? conflictMark.exec(text) : null;
  if (conflict) {
    const words = 'git left this mark of a merge conflict; keep one side and remove the marks';
    return { words, range: rangeOf(conflict.index, conflict[0]), repairs: none };
  }
  if (message.startsWith('Unresolved tag')) return { words: inPlainWords(message), range, repairs: none };
  const line = lineAt(text, range.start);
  if (foreignBlanks.test(line.text)) return foreignBlank(line, range);
  if (message.startsWith('Tabs are not allowed')) return tab(part, line, range);
  const beginsLine = text.slice(line.start, range.start).trim() === '';
  if (wrongColumn.test(message) && (beginsLine || !message.endsWith(' at node end'))) return misplaced(part, problem);
  if (isKeyInBrackets(problem, text)) return missingComma(text, range);
  if (/^Implicit (?:map )?keys need to be (?:on a single line|followed by)/.test(message) && isPlain(text, range.start))
    return noKey(line, range);
  return { words: inPlainWords(message), range, repairs: () => repairsOf(problem, text, line) };
}

function repairsOf({ message, range }: YamlProblem, text: string, line: Line): YamlRepair[] {
  if (message.startsWith('Plain value cannot start with')) return quoted(line, range.start);
  const marked = text.slice(range.start, range.end);
  return message.startsWith('In brackets a text') && !marked.includes('\n') ? [inQuotes(range.start, marked)] : [];
}

/** True for a key in brackets that does not stand on one line with its colon. */
function isKeyInBrackets({ message, range }: YamlProblem, text: string): boolean {
  if (/^(?:In brackets a key|Implicit keys of flow)/.test(message)) return true;
  if (!message.startsWith('Implicit keys need to be on a single line')) return false;
  return /[[{]/.test(text.charAt(openerBefore(text, range.start) ?? text.length));
}

function missingComma(text: string, range: TextRange): YamlError {
  const words = 'in brackets a key and its colon stand on one line; before a further key a comma is needed';
  const marked = text.slice(range.start, range.end);
  const first = (marked.split(/\r?\n/)[0] ?? '').trimEnd();
  if (first === marked.trimEnd() || !isPlain(text, range.start)) return { words, range, repairs: none };
  const at = range.start + first.length;
  const repair = { title: `Put a comma behind ${first}`, edits: [{ range: { start: at, end: at }, newText: ',' }] };
  return { words, range, repairs: () => [repair] };
}

function inPlainWords(message: string): string {
  for (const [pattern, words] of plainWords) {
    const match = pattern.exec(message);
    if (match) return words.replace('$1', match[1] ?? '');
  }
  return message.charAt(0).toLowerCase() + message.slice(1);
}

interface Line {
  readonly start: number;
  readonly text: string;
}

function lineAt(text: string, offset: number): Line {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  return { start, text: /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '' };
}

/** The lines below one that are not empty. */
function* linesBelow(text: string, { start }: Line): Generator<Line> {
  for (let at = text.indexOf('\n', start) + 1; at > 0 && at < text.length; at = text.indexOf('\n', at) + 1) {
    const line = lineAt(text, at);
    if (line.text.trim() !== '') yield line;
  }
}

/** Where the key of a line begins, behind its blanks and dashes. */
function columnOf({ text }: Line): number {
  return /^[ ]*(?:-[ ]+)*/.exec(text)?.[0].length ?? 0;
}

function isPlain(text: string, offset: number): boolean {
  return !/["'[{]/.test(text.charAt(offset));
}

function rangeOf(start: number, text: string): TextRange {
  return { start, end: start + text.length };
}

function foreignBlank(line: Line, range: TextRange): YamlError {
  const found = foreignBlanks.exec(line.text);
  const at = line.start + (found?.index ?? 0) + (found?.[0].length ?? 1) - 1;
  const newText = line.text.replaceAll(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ').replaceAll('\u200b', '');
  return {
    words: 'a blank on this line is a special one, as web pages have them; use a plain blank',
    range: found ? { start: at, end: at + 1 } : range,
    repairs: () => [{ title: 'Use plain blanks', edits: [{ range: rangeOf(line.start, line.text), newText }] }],
  };
}

function tab(part: BrokenPart, line: Line, range: TextRange): YamlError {
  const { text } = part;
  const words = 'tabs are not allowed here; use blanks';
  const tabs = /^\t+/.exec(text.slice(range.start))?.[0].length ?? 0;
  if (tabs === 0) return { words, range, repairs: none };
  const edit = { range: { start: range.start, end: range.start + tabs }, newText: ' ' };
  const indentation = /^\s*/.exec(line.text)?.[0] ?? '';
  if (range.start < line.start + indentation.length) {
    edit.range = rangeOf(line.start, indentation);
    edit.newText = blanksFor(text, line) ?? indentation.replaceAll('\t', '  ');
  }
  return { words, range, repairs: () => [...allTabs(part), { title: 'Replace with blanks', edits: [edit] }] };
}

/** The tabs of all lines at once, where there are several. */
function allTabs(part: BrokenPart): YamlRepair[] {
  const edits = untab(part) ?? [];
  return edits.length > 1 ? [{ title: `Replace the tabs before ${edits.length} lines with blanks`, edits }] : [];
}

/** The indentation of a key like that of the line above, or two deeper than a key that has no value yet. */
function blanksFor(text: string, line: Line): string | undefined {
  if (/^\s*(?:-|$)/.test(line.text)) return undefined;
  for (let start = line.start; start > 0;) {
    const above = lineAt(text, start - 1);
    start = above.start;
    if (/^\s*(?:#|$)/.test(above.text)) continue;
    if (/^ *\t/.test(above.text)) return undefined;
    return ' '.repeat(columnOf(above) + (/:\s*(?:#.*)?$/.test(above.text) ? 2 : 0));
  }
  return undefined;
}

/** A line that stands in the wrong column: where moving one mends the document, that line is meant. */
function misplaced(part: BrokenPart, { message, range }: YamlProblem): YamlError {
  const found = reindent(part, range.start, true);
  const error = message.startsWith('Nested mappings')
    ? secondColon(part.text, lineAt(part.text, range.start), range)
    : { words: inPlainWords(message), range: wordsAt(part.text, range.start) ?? range, repairs: none };
  if (found) {
    const words = `this line begins with ${blanks(found.from)}; ${found.to} would fit the lines around it`;
    const isTold = error.words === tooDeep && error.range.start === found.line.start;
    return { words: isTold ? tooDeep : words, range: found.line, repairs: () => moved(part.text, found) };
  }
  // What takes its time waits until somebody asks.
  return { ...error, repairs: () => [...moved(part.text, reindent(part, range.start, false)), ...error.repairs()] };
}

function moved(text: string, found: Reindentation | undefined): YamlRepair[] {
  if (!found) return [];
  const word = text.slice(found.line.start, found.line.end);
  const title = found.to === 0 ? `Remove the blanks before ${word}` : `Put ${blanks(found.to)} before ${word}`;
  return [{ title: found.edits.length > 1 ? `${title}, and move what is below it` : title, edits: found.edits }];
}

function blanks(count: number): string {
  return count === 1 ? '1 blank' : `${count} blanks`;
}

/** Either a text that needs quotes, or a line below is indented so deep that it goes on with the text of this one. */
function secondColon(text: string, line: Line, range: TextRange): YamlError {
  const value = withoutComment(line.text.slice(range.start - line.start));
  const below = /:(?:\s|$)/.test(value) || !isPlain(text, range.start) ? undefined : deeperKey(text, line);
  if (below) return { words: tooDeep, range: below, repairs: none };
  const words = 'there is a second colon on this line; a text with a colon and a blank needs quotes';
  return { words, range, repairs: isPlain(text, range.start) ? () => quoted(line, range.start) : none };
}

/** The first key, an item's too, in the lines below that are indented deeper than the key of a line. */
function deeperKey(text: string, line: Line): TextRange | undefined {
  for (const below of linesBelow(text, line)) {
    if (below.text.search(/\S/) <= columnOf(line)) return undefined;
    const key = /^([^\s-].*?):(?=\s|$)/.exec(below.text.slice(columnOf(below)))?.[1];
    if (key !== undefined) return rangeOf(below.start + columnOf(below), key);
  }
  return undefined;
}

/** A line between keys that is none, because its colon is missing or sticks to what follows. */
function noKey(line: Line, { start }: TextRange): YamlError {
  const rest = withoutComment(line.text.slice(start - line.start));
  const insert = (title: string, before: string, newText: string): YamlRepair[] => {
    const at = start + before.length;
    return [{ title, edits: [{ range: { start: at, end: at }, newText }] }];
  };
  const range = rangeOf(start, rest);
  const stuck = /^[A-Za-z_][\w-]*:(?=[^\s/:])/.exec(rest)?.[0];
  if (stuck) {
    const words = 'a blank is missing behind this colon';
    return { words, range, repairs: () => insert('Add a blank', stuck, ' ') };
  }
  const key = /^[a-z_][a-z0-9_]*(?=[ ]+[^\s:]+$)/.exec(rest)?.[0];
  const words = 'this line is no key with a colon behind it';
  return { words, range, repairs: key ? () => insert(`Add a colon behind ${key}`, key, ':') : none };
}

function withoutComment(text: string): string {
  return text.replace(/\s+(?:#.*)?$/, '').replace(/\s+#.*$/, '');
}

function quoted(line: Line, start: number): YamlRepair[] {
  return [inQuotes(start, withoutComment(line.text.slice(start - line.start)))];
}

function inQuotes(start: number, value: string): YamlRepair {
  const newText = `'${value.replaceAll("'", "''")}'`;
  return { title: 'Put it into quotes', edits: [{ range: rangeOf(start, value), newText }] };
}

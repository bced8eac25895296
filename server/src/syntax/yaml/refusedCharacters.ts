import { CST, Lexer } from 'yaml';
import { runToEnd } from '../../base/steps';
import type { YamlProblem } from './nodes';

/** Characters that PyYAML's reader refuses wherever they stand; lone surrogates cannot be in a UTF-8 file. */
// oxlint-disable-next-line no-control-regex
const unprintable = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/g;
const maxReported = 20;
/** Words of the text that are looked at in one step. */
const wordsPerStep = 1000;

/**
 * Control characters, and tabs outside of quotes, comments and block texts: PyYAML refuses both
 * (facts/versions/object-files.md §1), the parser here takes them.
 */
export function refusedCharacters(text: string): YamlProblem[] {
  return runToEnd(refusedInSteps(text));
}

/** The same in steps of few milliseconds. */
export function* refusedInSteps(text: string): Generator<void, YamlProblem[]> {
  const problems: YamlProblem[] = [];
  for (const match of text.matchAll(unprintable)) {
    if (problems.length >= maxReported) break;
    const code = match[0].charCodeAt(0).toString(16).padStart(4, '0');
    const range = { start: match.index, end: match.index + 1 };
    problems.push({ kind: 'syntax', message: `The control character U+${code.toUpperCase()} is not allowed`, range });
  }
  if (text.includes('\t')) problems.push(...(yield* refusedTabs(text)));
  return problems;
}

function* refusedTabs(text: string): Generator<void, YamlProblem[]> {
  const problems: YamlProblem[] = [];
  let offset = 0;
  let inBlock = false;
  let count = 0;
  for (const source of new Lexer().lex(text)) {
    // The lexer adds marks of its own before documents and plain or block texts.
    const width = source.length === 1 && isMark(source) ? 0 : source.length;
    const type = CST.tokenType(source);
    const tab = source.indexOf('\t');
    if (tab >= 0 && !inBlock && (type === 'space' || type === null || type === 'block-scalar-header')) {
      const range = { start: offset + tab, end: offset + tab + 1 };
      problems.push({ kind: 'syntax', message: 'Tabs are not allowed here; use blanks', range });
      if (problems.length >= maxReported) break;
    }
    if (type === 'block-scalar-header') inBlock = true;
    else if (inBlock && type === null) inBlock = false;
    offset += width;
    if (++count % wordsPerStep === 0) yield;
  }
  return problems;
}

function isMark(source: string): boolean {
  return source === '\u{2}' || source === '\u{18}' || source === '\u{1f}';
}

import type { Statement } from '../../syntax/python/ast';
import { createParseMemo, parsePython, type ParseMemo } from '../../syntax/python/parse';
import type { PlacedEdit } from '../edit';
import { stepEdits } from '../textSteps';
import { addBase } from './addBase';
import { aboveComments, addBody } from './addBody';
import { addImport } from './addImport';
import { addClassBefore, addMethod, addToModule } from './addMember';
import type { PythonChange } from './pythonChange';
import type { PythonDraft } from './pythonDraft';
import { lineStart, pythonStyle, type PythonStyle } from './pythonStyle';
import { writtenLines } from './pythonText';

export interface PythonFile {
  readonly uri: string;
  readonly text: string;
  readonly style: PythonStyle;
  /** What was read of the text, where that is known. */
  readonly body?: readonly Statement[];
}

/**
 * The edits that make all changes of one file, in its own style; undefined when a change has no place in it (a class that
 * is not there, a header without colon). Changes of one place stand in the order given.
 */
export function pythonEdits(
  { uri, text, style, body }: PythonFile,
  changes: readonly PythonChange[],
): PlacedEdit[] | undefined {
  const memo = createParseMemo();
  const steps = inPlaceSteps({ text, style }, changes);
  let now = body && steps.length === 0 ? { text, body, style } : draft(steps.at(-1) ?? text, style, memo);
  for (const change of changes) {
    const next = apply(now, change);
    if (next === undefined) return undefined;
    if (next === now.text) continue;
    steps.push(next);
    now = draft(next, style, memo);
  }
  return stepEdits(uri, text, steps);
}

/** The text of a new file with these changes; undefined as for `pythonEdits`. */
export function newPython(changes: readonly PythonChange[], text = ''): string | undefined {
  const memo = createParseMemo();
  let now = draft(text, pythonStyle(text, []), memo);
  for (const change of changes) {
    const next = apply(now, change);
    if (next === undefined) return undefined;
    now = draft(next, now.style, memo);
  }
  return now.text;
}

function draft(text: string, style: PythonStyle, memo: ParseMemo): PythonDraft {
  return { text, body: parsePython(text, memo).body, style };
}

/** The changes that are given by offset, from the end so that the others stay right; the same change is made once. */
function inPlaceSteps({ text, style }: Omit<PythonFile, 'uri'>, changes: readonly PythonChange[]): string[] {
  const replacements = changes.flatMap((change) => {
    if (change.change === 'replace') return [{ start: change.range.start, end: change.range.end, text: change.text }];
    if (change.change !== 'before') return [];
    const line = lineStart(text, change.offset);
    const base = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
    const start = aboveComments(text, line);
    return [{ start, end: start, text: `${writtenLines(change.lines, base, style)}\n` }];
  });
  const distinct = new Map(replacements.map((each) => [`${each.start} ${each.end} ${each.text}`, each]));
  const steps: string[] = [];
  let now = text;
  for (const each of [...distinct.values()].sort((one, other) => other.start - one.start || other.end - one.end)) {
    now = now.slice(0, each.start) + each.text + now.slice(each.end);
    steps.push(now);
  }
  return steps;
}

function apply(now: PythonDraft, change: PythonChange): string | undefined {
  switch (change.change) {
    case 'import':
      return addImport(now, change);
    case 'base':
      return addBase(now, change.className, change.base);
    case 'module':
      return addToModule(now, change.lines);
    case 'classBefore':
      return addClassBefore(now, change.className, change.lines);
    case 'method':
      return addMethod(now, change.className, change.lines);
    case 'body':
      return addBody(now, change);
    case 'before':
    case 'replace':
      return now.text;
  }
}

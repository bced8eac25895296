import { nearestNames } from '../base/nearest';
import type { Report, Severity } from './rule';

/** Names this close to a known one are taken for a slip even where the list of known names may have gaps. */
const slipShare = 0.25;
/** … and with no more letters wrong than this: `run-rack` and `run-pod` are two things. */
const slipLetters = 2;

const separators = /[-_. ]/;

export interface MissingName {
  readonly name: string;
  readonly known: Iterable<string>;
  /** True when every name there can be is known. */
  readonly complete: boolean;
  readonly severity: Severity;
  /** True when the name may be what could not be read: then a name that nearly equals it proves no slip. */
  readonly hidden?: boolean;
}

/** How to report a name that was not found, and what it may have meant. */
export interface Judgement extends Pick<Report, 'severity' | 'oncePerFile'> {
  readonly suggestions: readonly string[];
  /** ` Did you mean 'x'?`, or empty. */
  readonly question: string;
}

/**
 * The open world: a missing name has the rule's severity only if its source is complete or it nearly equals a known
 * name, of what could be read whole; otherwise it is one information per file.
 */
export function judgeMissing({ name, known, complete, severity, hidden = false }: MissingName): Judgement {
  const suggestions = nearestNames(name, known);
  const question = suggestions[0] === undefined ? '' : ` Did you mean '${suggestions[0]}'?`;
  const slip = !hidden && suggestions[0] !== undefined && isSlip(name, suggestions[0]);
  if (complete || slip) return { severity, suggestions, question };
  return { severity: 'information', oncePerFile: true, suggestions, question };
}

/**
 * Nearly equal: case or separators only, or few letters. Names that differ in digits only, or in a word of up to three
 * letters (`site-a`, `site-b`), are siblings.
 */
function isSlip(name: string, known: string): boolean {
  if (name.replaceAll(/\d+/g, '') === known.replaceAll(/\d+/g, '')) return false;
  if (nearestNames(name, [known], 1, 0).length > 0) return true;
  const [words, knownWords] = [name.split(separators), known.split(separators)];
  const differing = words.flatMap((word, index) =>
    word === knownWords[index] ? [] : [[word, knownWords[index] ?? '']],
  );
  const siblings = differing.some(
    ([a = '', b = '']) => Math.min(a.length, b.length) <= 3 && !a.startsWith(b) && !b.startsWith(a),
  );
  if (words.length === knownWords.length && siblings) return false;
  const share = Math.min(slipShare, (slipLetters + 0.5) / Math.max(name.length, known.length));
  return nearestNames(name, [known], 1, share).length > 0;
}

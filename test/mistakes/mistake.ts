/** One small change to a file of `examples/fabric` that makes the repository wrong. Paths are relative to that folder. */
export interface Mistake {
  /** What the author did, in words; unique. */
  name: string;
  file: string;
  /** Text to replace: it occurs once in the file, unless `occurrence` says which one is meant. */
  find: string;
  /** Counted from 1. */
  occurrence?: number;
  replace: string;
  /** Id of the rule that has to report it. */
  rule: string;
  /** The finding's range overlaps this text: the occurrence nearest to the change, or the only one in `atFile`. */
  at: string;
  /** File that carries the finding, when it is not the changed one. */
  atFile?: string;
  /** Title of a fix that has to be offered; the first one when missing. */
  fixTitle?: string;
  /** False where no fix can be offered, and why is said in the rule's docs. */
  fixable?: false;
}

/** Start and end of a text, in UTF-16 code units from the start of the file. */
export interface Span {
  start: number;
  end: number;
}

/** Every start of `part` in `text`. */
function startsOf(text: string, part: string): number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) starts.push(at);
  return starts;
}

/** Makes the mistake in the text of its file; gives the new text and the place of the change in it. Throws if `find` is ambiguous. */
export function makeMistake(mistake: Mistake, text: string): { text: string; changed: Span } {
  const starts = startsOf(text, mistake.find);
  if (mistake.occurrence === undefined && starts.length !== 1) {
    throw new Error(`${mistake.name}: found ${starts.length} times in ${mistake.file}`);
  }
  const start = starts[(mistake.occurrence ?? 1) - 1];
  if (start === undefined) throw new Error(`${mistake.name}: occurrence not in ${mistake.file}`);
  const end = start + mistake.replace.length;
  return {
    text: text.slice(0, start) + mistake.replace + text.slice(start + mistake.find.length),
    changed: { start, end },
  };
}

/** Where the finding has to be, in the text of the file that carries it. `changed` is left out for `atFile`. */
export function findingSpan(mistake: Mistake, text: string, changed?: Span): Span {
  const starts = startsOf(text, mistake.at);
  if (!changed && starts.length !== 1) {
    throw new Error(`${mistake.name}: "${mistake.at}" occurs ${starts.length} times`);
  }
  const distance = (start: number): number => {
    if (!changed) return 0;
    const before = changed.start - (start + mistake.at.length);
    const after = start - changed.end;
    return Math.max(before, after, 0);
  };
  const [nearest] = starts.sort((left, right) => distance(left) - distance(right) || left - right);
  if (nearest === undefined) throw new Error(`${mistake.name}: "${mistake.at}" is not in the changed file`);
  return { start: nearest, end: nearest + mistake.at.length };
}

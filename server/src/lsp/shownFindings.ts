import type { Diagnostic } from '../rules/diagnose';
import type { Severity } from '../rules/rule';

/** VS Code shows no more of one file; sending more would hold up everything else. */
const mostShown = 1000;

const order: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** The findings of a file that are sent, in their order: the gravest ones; `rest`: those left out. */
export function shownFindings(found: readonly Diagnostic[]): {
  readonly shown: readonly Diagnostic[];
  readonly rest: readonly Diagnostic[];
} {
  if (found.length <= mostShown) return { shown: found, rest: [] };
  // One place is taken by the note that says how many are missing.
  const gravest = order.flatMap((severity) => found.filter((each) => each.severity === severity));
  const kept = new Set(gravest.slice(0, mostShown - 1));
  return { shown: found.filter((each) => kept.has(each)), rest: found.filter((each) => !kept.has(each)) };
}

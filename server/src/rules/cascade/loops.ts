import type { Edge } from '../../model/cascade/cascade';
import type { Cycle } from '../../model/cascade/cycles';
import type { Fix, Severity } from '../rule';
import { change, setKey } from '../triggers/fixes';

/** An error only when nothing can end it; what is not proven is no more than an information. */
export function loopSeverity({ ending, sure }: Cycle): Severity {
  if (ending === 'never') return 'error';
  return sure ? 'warning' : 'information';
}

/** Why a cycle ends, or that it does not. */
export function loopEnding({ ending, edges, sure }: Cycle): string {
  const guard = 'the server has no loop guard';
  switch (ending) {
    case 'never':
      return `The value differs on every run, so this goes on until a rule is switched off: ${guard}.`;
    case 'fixed':
      return 'It ends after one more round, because the value written is always the same.';
    case 'unchanged':
      if (!sure) return `Whether it does depends on what the files do not show; ${guard}.`;
      return edges.some(({ write }) => write.guarded)
        ? `It ends only with a run that finds the value it would write; ${guard}.`
        : `It ends only with a run that writes the value that is there already; ${guard}.`;
  }
}

/** Switching a rule off stops the loop at once (facts 10.1). */
export function cutFixes({ rules: [rule] }: Edge): Fix[] {
  if (!rule?.name) return [];
  return change(`Switch rule ${rule.name.value} off`, [setKey(rule.item, 'active', false, 'name')]);
}

import type { TargetNode } from '../../views/cascade/nodes';
import { unfinishedStates } from '../../views/cascade/states';

/** Targets whose last run did not end well: those that failed, and those that may be wanted again too. */
export interface Unfinished {
  readonly failed: readonly TargetNode[];
  /** Cancelled by somebody, or left by their worker. */
  readonly others: readonly TargetNode[];
}

/** Each target of a generator once. */
export function unfinishedTargets(lines: readonly TargetNode[]): Unfinished {
  const unique = [...new Map(lines.map((line) => [line.id, line])).values()];
  const unfinished = unique.filter(({ target }) => unfinishedStates.includes(target.state));
  return {
    failed: unfinished.filter(({ target }) => target.state === 'failed'),
    others: unfinished.filter(({ target }) => target.state !== 'failed'),
  };
}

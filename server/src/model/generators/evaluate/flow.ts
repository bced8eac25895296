import { perObject } from '../../../base/perObject';
import type { TrackedBefore } from '../facts';
import type { Step } from '../steps';

/** Where a path stands: tracked saves so far, and whether it goes on. */
export interface Flow {
  tracked: TrackedBefore;
  ended: boolean;
}

/** The state after paths come together; paths that ended do not count. */
export function mergeFlows(flows: readonly Flow[]): Flow {
  const open = flows.filter((flow) => !flow.ended);
  const [first] = open;
  if (!first) return { tracked: flows[0]?.tracked ?? 'none', ended: true };
  const same = open.every((flow) => flow.tracked === first.tracked);
  return { tracked: same ? first.tracked : 'maybe', ended: false };
}

/** True when running the steps may save with tracking; calls count, as they may lead anywhere. */
export const maySave: (steps: readonly Step[]) => boolean = perObject((steps) =>
  steps.some((step) => {
    switch (step.do) {
      case 'save':
        return step.context !== false;
      case 'call':
        return step.awaited;
      case 'if':
        return maySave(step.otherwise) || step.arms.some((arm) => maySave(arm.steps));
      case 'choose':
        return step.arms.some(maySave);
      case 'try':
        return maySave(step.steps) || step.handlers.some(maySave);
      case 'loop':
        return maySave(step.steps);
      default:
        return false;
    }
  }),
);

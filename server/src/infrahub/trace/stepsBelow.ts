import type { TraceStep } from './trace';

/** What a step caused. */
export function stepsBelow(step: TraceStep): readonly TraceStep[] {
  switch (step.kind) {
    case 'request':
      return step.runs;
    case 'signal':
      return step.starts;
    case 'start':
      return [...step.runs, ...step.signals];
    case 'run':
      return step.signals;
  }
}

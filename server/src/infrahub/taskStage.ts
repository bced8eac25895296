/** How far a task of the server is. */
export type Stage = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** What a state of the task server means (`taskStates`); a task whose state nobody knows waits. */
export function stageOf(state: string): Stage {
  switch (state) {
    case 'COMPLETED':
      return 'done';
    case 'FAILED':
    case 'CRASHED':
      return 'failed';
    case 'CANCELLED':
      return 'cancelled';
    case 'RUNNING':
    case 'PAUSED':
    case 'CANCELLING':
      return 'running';
    default:
      return 'waiting';
  }
}

/** Nothing more will happen to it. */
export function hasEnded(stage: Stage): boolean {
  return stage !== 'running' && stage !== 'waiting';
}

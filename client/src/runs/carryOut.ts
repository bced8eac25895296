import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import { mayBeDone } from '../../../server/src/infrahub/mayBeDone';
import { runGenerator } from '../../../server/src/infrahub/operations/runGenerator';
import { hasEnded } from '../../../server/src/infrahub/taskStage';
import type { Transport } from '../../../server/src/infrahub/transport';
import { readObjectCounts } from './expectedObjects';
import { followRun } from './followRun';
import { outcomeOf, type ObjectChanges, type Outcome } from './outcome';
import type { AgreedRun } from './planRun';
import { readOutcome } from './readOutcome';
import { lostRun, type LostRun } from './lostRun';
import { newRun, type RunState } from './runState';

/** 0.3 s on an idle server (facts 4), a hundred times that under load; in milliseconds. */
const startTimeout = 120_000;

export interface CarryOutOptions {
  readonly transport: Transport;
  readonly agreed: AgreedRun;
  /** Ends the following; the run goes on at the server. */
  readonly signal: AbortSignal;
  /** Called once the server has taken the run. */
  readonly onStart: (taskId: string) => void;
  readonly onChange: (state: RunState) => void;
  /** Waits between reads, in milliseconds; for tests, that do not. */
  readonly pause?: (time: number) => Promise<unknown>;
}

export interface CarriedOut {
  readonly state: RunState;
  /** Undefined when the following was ended before the run. */
  readonly outcome: Outcome | undefined;
  /** Why it is not known what became of the objects; a sentence. */
  readonly failure?: string;
  /** It could not be followed to its end; `state` is what was known last. */
  readonly lost?: LostRun;
}

/** Starts a run, follows it, and finds out what became of the objects. Rejects with `InfrahubError` when it cannot start. */
export async function carryOut({
  transport,
  agreed,
  signal,
  onStart,
  onChange,
  pause,
}: CarryOutOptions): Promise<CarriedOut> {
  const { run, before } = agreed;
  const { definition, branch, targets } = run;
  // An empty list would mean all members (facts 4).
  if (targets?.length === 0) throw new Error('A run for no target is no run.');
  const nodes = (targets ?? []).map(({ id }) => id);
  const { taskId } = await start(transport, { id: definition.id, nodes }, branch.name);
  onStart(taskId);
  let state = newRun;
  const note = (next: RunState): void => {
    state = next;
    onChange(next);
  };
  try {
    state = await followRun({ transport, branch: branch.name, taskId, signal, onChange: note, pause });
  } catch (error) {
    return { state, outcome: undefined, lost: await lostRun(error, agreed, { transport, signal }) };
  }
  if (signal.aborted || !state.request || !hasEnded(state.stage)) return { state, outcome: undefined };
  const read = await changesOf(agreed, { ...state, request: state.request }, { transport, signal });
  const objects = typeof read === 'string' ? undefined : read;
  const failure = typeof read === 'string' ? read : undefined;
  const outcome = outcomeOf(state, targets, before.tracked ? objects : undefined);
  return { state, outcome, ...(failure === undefined ? {} : { failure }) };
}

/** Without a signal: a request that is cancelled may have started the run all the same. */
async function start(
  transport: Transport,
  variables: { id: string; nodes: string[] },
  branch: string,
): Promise<{ readonly taskId: string }> {
  try {
    return await transport.run(runGenerator, variables, { branch, timeout: startTimeout });
  } catch (error) {
    if (!(error instanceof InfrahubError) || !mayBeDone(error.problem)) throw error;
    const advice = 'The run may have started all the same: look for it before you try again.';
    throw new Error(`${error.message} ${advice}`, { cause: error });
  }
}

async function changesOf(
  { run, before }: AgreedRun,
  { request, targets: runs }: RunState & { readonly request: NonNullable<RunState['request']> },
  { transport, signal }: Pick<CarryOutOptions, 'transport' | 'signal'>,
): Promise<ObjectChanges | string | undefined> {
  const { definition, branch, targets } = run;
  if (!before.tracked) return undefined;
  const tracked = { definition: definition.name, parameters: definition.parameters };
  const call = { branch: branch.name, signal };
  try {
    const then = { tracked: before.tracked, since: request.createdAt };
    const changes = await readOutcome(transport, { ...tracked, targets }, then, call);
    const done = runs.filter(({ stage }) => stage === 'done').map(({ targetId }) => targetId);
    const counts = await readObjectCounts(
      transport,
      { tracked, expects: before.objects?.expects ?? [], done: [...new Set(done)] },
      call,
    ).catch(withoutCounts);
    return counts.length > 0 ? { ...changes, counts } : changes;
  } catch (error) {
    if (error instanceof InfrahubError) return error.message;
    throw error;
  }
}

/** The branch may lack what the files say: what became of the objects is known all the same. */
function withoutCounts(error: unknown): [] {
  if (error instanceof InfrahubError) return [];
  throw error;
}

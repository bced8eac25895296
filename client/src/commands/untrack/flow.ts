import { branches, type Branch } from '../../../../server/src/infrahub/operations/branches';
import type { Transport } from '../../../../server/src/infrahub/transport';
import { planUntrack, type UntrackPlan, type UntrackStep } from '../../../../server/src/infrahub/untrackPlan';
import { runUntrack, type UntrackOutcome } from '../../../../server/src/infrahub/untrackRun';
import type { UntrackParams } from '../../../../server/src/protocol/commands';
import type { GeneratorObjects } from '../../../../server/src/protocol/generatorObjects';

/** What takes a while: the lists that are read, and the change itself. */
export type Work = 'branches' | 'plan' | 'run';

/** What a person sees and answers; undefined and false end the command. */
export interface UntrackScreen {
  /** Shows that something runs, with a button to cancel. */
  during<T>(work: Work, run: (signal: AbortSignal, report: (text: string) => void) => Promise<T>): Promise<T>;
  askBranches(all: readonly Branch[]): Promise<readonly Branch[] | undefined>;
  /** `isUnsure`: nothing is chosen beforehand. */
  askTargets(plan: UntrackPlan, isUnsure: boolean): Promise<readonly UntrackStep[] | undefined>;
  confirmDefaultBranch(steps: readonly UntrackStep[], plan: UntrackPlan): Promise<boolean>;
  showPlan(plan: UntrackPlan): void;
  showNothing(plan: UntrackPlan): void;
  showOutcome(outcome: UntrackOutcome, plan: UntrackPlan): void;
}

export interface UntrackFlow {
  readonly transport: Transport;
  /** What the files of the workspace say about generators. */
  readonly generators: () => Promise<readonly GeneratorObjects[]>;
  readonly given: UntrackParams;
  readonly screen: UntrackScreen;
}

/** The generic of the documented pattern; other targets are known from the code. */
const targetGeneric = 'GeneratorTarget';

/** Looks for targets on the branches that are chosen and takes out those that stay ticked. Rejects with `InfrahubError`. */
export async function untrackFlow({ transport, generators, given, screen }: UntrackFlow): Promise<void> {
  const all = await screen.during('branches', (signal) => transport.run(branches, {}, { signal }));
  const only = all.filter(({ name }) => name === given.branch);
  const chosen = only.length > 0 ? only : await screen.askBranches(all);
  if (!chosen) return;
  const wish = {
    branches: chosen,
    kinds: given.kinds,
    generics: [targetGeneric],
    generators: await generators(),
    onlyGenerators: given.generators,
    onlyObjects: given.objects,
  };
  const plan = await screen.during('plan', (signal, report) =>
    planUntrack(transport, wish, { signal, onBranch: ({ name }) => report(name) }),
  );
  screen.showPlan(plan);
  if (plan.steps.length === 0) {
    screen.showNothing(plan);
    return;
  }
  const steps = await screen.askTargets(plan, given.isUnsure === true);
  if (!steps || !(await screen.confirmDefaultBranch(steps, plan))) return;
  const outcome = await screen.during('run', (signal, report) =>
    runUntrack(transport, steps, { signal, onProgress: (done) => report(String(done)) }),
  );
  screen.showOutcome(outcome, plan);
}

import * as z from 'zod';
import { InfrahubError } from './infrahubError';
import { writersIfKnown } from './olderServers';
import { generatorInstances, type GeneratorInstance } from './operations/generatorInstances';
import type { Page } from './operations/page';
import { searchTargets, targetsOf, type Target, type TargetSelection } from './operations/targets';
import { maxTasksPerPage, tasks, taskStates, type Task } from './operations/tasks';
import { hasEnded, stageOf } from './taskStage';
import type { CallOptions, Transport } from './transport';

/** How many targets a page of a generator has. */
export const targetsPerPage = 200;

export interface TargetQuestion {
  /** Id of the generator definition. */
  readonly definition: string;
  /** Id of the group of its targets. */
  readonly group: string;
  readonly selections: readonly TargetSelection[];
  /** From 0 on. */
  readonly page: number;
  /** Only targets with it in some value; missing: all. */
  readonly text?: string;
}

export interface TargetPage {
  /** How many targets the generator has, or how many of them have the text. */
  readonly count: number;
  readonly targets: readonly Target[];
  /** By id of the target. */
  readonly instances: ReadonlyMap<string, GeneratorInstance>;
  /** Why the server gives no attributes: the branch lacks one of the kinds or members that were asked for. */
  readonly withoutAttributes?: string;
}

/**
 * A page of the targets of a generator with what its last runs left, in two requests; one more when the server does not
 * know who wrote attributes, and when it refuses the attributes. Rejects with `InfrahubError`.
 */
export async function readTargetPage(
  transport: Transport,
  { definition, group, selections, page, text }: TargetQuestion,
  call: CallOptions,
): Promise<TargetPage> {
  const variables = { group, offset: page * targetsPerPage, limit: targetsPerPage };
  const ask = (selected: readonly TargetSelection[]): Promise<Page<Target>> =>
    text === undefined
      ? transport.run(targetsOf(selected), variables, call)
      : transport.run(searchTargets(selected), { ...variables, text }, call);
  const { value, withoutAttributes } = await withoutRefused(selections, ask);
  const { count, items } = value;
  const targets = items.map(({ id }) => id);
  const instances =
    targets.length === 0
      ? []
      : (await transport.run(generatorInstances, { definition, targets, offset: 0, limit: targetsPerPage }, call))
          .items;
  return {
    count,
    targets: items,
    instances: new Map(instances.map((instance) => [instance.target, instance])),
    ...(withoutAttributes !== undefined && { withoutAttributes }),
  };
}

/**
 * Asks again for nothing but the targets when the server refuses what is selected of them, and tells then why: the branch
 * lacks one of the kinds or members. Rejects as `ask` does otherwise.
 */
export async function withoutRefused<Value>(
  selections: readonly TargetSelection[],
  ask: (selected: readonly TargetSelection[]) => Promise<Value>,
): Promise<{ readonly value: Value; readonly withoutAttributes?: string }> {
  try {
    return { value: await writersIfKnown(selections, ask) };
  } catch (error) {
    if (!(error instanceof InfrahubError) || error.problem.kind !== 'graphql' || selections.length === 0) throw error;
    return { value: await ask([]), withoutAttributes: error.message };
  }
}

/** A run of a generator for one target. */
export interface GeneratorRun {
  readonly definition: string;
  readonly target: string;
  readonly task: Task;
}

/** The newest runs of generators on a branch, newest first, in one request. Rejects with `InfrahubError`. */
export async function readGeneratorRuns(
  transport: Transport,
  branch: string,
  call: CallOptions,
): Promise<readonly GeneratorRun[]> {
  const variables = { branch, workflow: ['generator-run'], offset: 0, limit: maxTasksPerPage };
  return runsOf((await transport.run(tasks, variables, call)).items);
}

/** Runs that wait or go on. */
export interface OpenRuns {
  readonly runs: readonly GeneratorRun[];
  /** False when there are more than one request gives. */
  readonly isWhole: boolean;
}

/** The runs of generators on a branch that have not ended, in one request. Rejects with `InfrahubError`. */
export async function readOpenRuns(transport: Transport, branch: string, call: CallOptions): Promise<OpenRuns> {
  const variables = { workflow: ['generator-run'], state: openStates, offset: 0, limit: maxTasksPerPage };
  const { count, items } = await transport.run(tasks, variables, call);
  // Not asked for by branch: such a filter misses what has not started (facts 4).
  const own = items.filter((task) => (task.branch ?? branch) === branch);
  return { runs: runsOf(own), isWhole: count <= items.length };
}

const openStates = taskStates.filter((state) => !hasEnded(stageOf(state)));

function runsOf(items: readonly Task[]): readonly GeneratorRun[] {
  return items.flatMap((task) => {
    const { data } = runParameters.safeParse(task.parameters);
    if (!data) return [];
    const { target_id: target, generator_definition } = data.model;
    return [{ definition: generator_definition.definition_id, target, task }];
  });
}

/** What a task `generator-run` is about (facts 4). */
const runParameters = z.object({
  model: z.object({
    target_id: z.string(),
    generator_definition: z.object({ definition_id: z.string() }),
  }),
});

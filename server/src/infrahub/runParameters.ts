import * as z from 'zod';
import type { Task } from './operations/tasks';

/** What a task `generator-run` runs (facts 4). */
export interface RunParameters {
  readonly definitionId: string;
  readonly targetId: string;
  readonly targetName: string;
}

/** What a task `request-generator-definition-run` was asked for. */
export interface RequestParameters {
  readonly definitionId: string;
  /** Ids of targets; empty means all members of the group. */
  readonly targets: readonly string[];
}

const definition = z.object({ definition_id: z.string() });

const runModel = z.object({
  model: z.object({ generator_definition: definition, target_id: z.string(), target_name: z.string().nullish() }),
});

const requestModel = z.object({
  model: z.object({ generator_definition: definition, target_members: z.array(z.string()).nullish() }),
});

/** Undefined when the parameters are not those of a generator's run. */
export function runParameters({ parameters }: Pick<Task, 'parameters'>): RunParameters | undefined {
  const { data } = runModel.safeParse(parameters);
  if (!data) return undefined;
  const { generator_definition, target_id: targetId, target_name } = data.model;
  return { definitionId: generator_definition.definition_id, targetId, targetName: target_name ?? targetId };
}

/** Undefined when the parameters are not those of a request to run a generator. */
export function requestParameters({ parameters }: Pick<Task, 'parameters'>): RequestParameters | undefined {
  const { data } = requestModel.safeParse(parameters);
  if (!data) return undefined;
  return { definitionId: data.model.generator_definition.definition_id, targets: data.model.target_members ?? [] };
}

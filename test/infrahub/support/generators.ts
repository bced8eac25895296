import { graphql, nodesOf } from './graphql';
import { tasksOf, type Task } from './tasks';

/** One run of a generator on one target. */
export interface Run {
  readonly definition: string;
  readonly target: string;
  readonly state: string;
  readonly createdAt: number;
  readonly task: string;
}

interface Definition {
  readonly id: string;
  readonly name: { readonly value: string };
}

/** Runs a generator on some targets and waits for its end, not for what follows from it. Rejects when a run fails. */
export async function runGenerator(
  name: string,
  { branch, nodes }: { branch: string; nodes: readonly string[] },
): Promise<void> {
  const definitions = await nodesOf<Definition>('CoreGeneratorDefinition', 'id name { value }', { branch });
  const definition = definitions.find((each) => each.name.value === name);
  if (!definition) throw new Error(`There is no generator ${name} on ${branch}.`);
  const document = `mutation ($id: String!, $nodes: [String!]) {
    CoreGeneratorDefinitionRun(data: { id: $id, nodes: $nodes }, wait_until_completion: true) { ok }
  }`;
  await graphql(document, { branch, variables: { id: definition.id, nodes } });
}

interface RunModel {
  readonly generator_definition?: { readonly definition_name?: string };
  readonly target_id?: string;
  readonly target_name?: string;
  readonly branch_name?: string;
}

/** All runs on a branch that were created after a point of time (milliseconds since 1970), the oldest first. */
export async function runsSince(since: number, branch: string): Promise<Run[]> {
  const tasks = await tasksOf(['generator-run']);
  return tasks
    .filter(({ createdAt }) => createdAt > since)
    .map(readRun)
    .filter((run) => run.branch === branch)
    .toReversed();
}

function readRun({ id, state, createdAt, parameters }: Task): Run & { branch: string } {
  const model = parameters['model'] as RunModel | undefined;
  return {
    definition: model?.generator_definition?.definition_name ?? '',
    target: model?.target_name ?? '',
    branch: model?.branch_name ?? '',
    state,
    createdAt,
    task: id,
  };
}

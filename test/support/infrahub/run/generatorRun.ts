import type { Recording } from '../recordings';
import { createNode, updateNode } from '../world/changes';
import { labelOf, nodeAt, nodesOf, textOf, valueAtPath, valueOf, type Scope, type StoredNode } from '../world/world';
import { chooseRun } from './choose';
import { closeTracking, replayObject, replaySignal, stepsOf, type Tracking } from './replay';
import { queueQueryGroup } from './queryGroup';
import { queueTask } from './tasks';

export interface RunContext {
  readonly recording: Recording | undefined;
  readonly dataOf: (scope: Scope, query: string, variables: Readonly<Record<string, string>>) => QueryAnswer;
}

interface QueryAnswer {
  /** Without ids. */
  readonly data: unknown;
  /** Ids of the objects that it told of. */
  readonly read: readonly string[];
}

interface RunOptions {
  readonly definition: StoredNode;
  readonly target: StoredNode;
  /** A request names the instance that is there already; a rule never does. */
  readonly namesInstance: boolean;
  readonly context: RunContext;
}

/** Seconds until a queued run starts, on a real server (facts 4). */
const startDelay = 1.7;

/** Runs a generator on one object; resolves at its end to what it raised, undefined when it went well. */
export function runGenerator(
  scope: Scope,
  { definition, target, namesInstance, context }: RunOptions,
): Promise<string | undefined> {
  const { world, branch } = scope;
  const text = (node: StoredNode | undefined, name: string): string => textOf(valueOf(node, name));
  const peer = (name: string): StoredNode | undefined => nodeAt(scope, definition.peers.get(name)?.[0] ?? '');
  const name = text(definition, 'name');
  const label = labelOf(scope, target);
  const variables = variablesOf(scope, definition, target);
  const repository = peer('repository');
  const known = nodesOf(scope, 'CoreGeneratorInstance').find(
    ({ peers }) => peers.get('definition')?.[0] === definition.id && peers.get('object')?.[0] === target.id,
  );
  const instance =
    known ??
    createNode(scope, 'CoreGeneratorInstance', {
      values: { name: `${name}: ${label}`, status: 'Pending' },
      peers: { definition: [definition.id], object: [target.id] },
    });
  const task = queueTask(world, {
    workflow: 'generator-run',
    title: `Run generator ${name}`,
    branch,
    parameters: {
      model: {
        generator_definition: {
          definition_id: definition.id,
          definition_name: name,
          query_name: text(peer('query'), 'name'),
          convert_query_response: valueOf(definition, 'convert_query_response'),
          class_name: text(definition, 'class_name'),
          file_path: text(definition, 'file_path'),
          group_id: peer('targets')?.id ?? '',
          parameters: valueOf(definition, 'parameters'),
          execute_in_proposed_change: valueOf(definition, 'execute_in_proposed_change'),
          execute_after_merge: valueOf(definition, 'execute_after_merge'),
        },
        generator_instance: (namesInstance && known?.id) || null,
        commit: branch.commit,
        repository_id: repository?.id ?? '',
        repository_name: text(repository, 'name'),
        repository_kind: 'CoreRepository',
        branch_name: branch.name,
        target_id: target.id,
        target_name: label,
        query: text(peer('query'), 'name'),
        variables,
      },
    },
    related: [instance, target],
  });
  const tracking: Tracking = { saved: new Set() };
  let keepRead = (): void => undefined;

  return new Promise((done) => {
    const end = (error?: string, trace = ''): void => {
      if (error === undefined) {
        closeTracking(scope, { definition, variables, tracking });
        task.end();
      } else task.fail(error, trace);
      updateNode(scope, instance, { values: { status: error === undefined ? 'Ready' : 'Error' } });
      keepRead();
      done(error);
    };
    world.clock.after(startDelay, () => {
      task.start();
      updateNode(scope, instance, { values: { status: 'Pending' } });
      const query = peer('query');
      const { data, read } = context.dataOf(scope, text(query, 'query'), variables);
      if (query) keepRead = queueQueryGroup(scope, { query, variables, read, subscriber: instance });
      const has = (wanted: string): boolean =>
        nodesOf(scope, 'CoreNode').some((node) => labelOf(scope, node) === wanted);
      const chosen = chooseRun(context.recording, { generator: name, target: label, data, has });
      if (typeof chosen === 'string') return end(`RuntimeError: ${chosen}`);
      if (chosen.note !== undefined) task.log('warning', chosen.note);
      const { run } = chosen;
      const steps = stepsOf(run, {
        object: (object) => replayObject(scope, object, tracking),
        signal: (signal) => replaySignal(scope, signal, tracking),
        log: (severity, message) => task.log(severity, message),
      });
      for (const step of steps) world.clock.after(step.after, step.run);
      world.clock.after(Math.max(run.seconds, steps.at(-1)?.after ?? 0), () => {
        if (run.state === 'COMPLETED') return end();
        return end(run.error ?? 'RuntimeError', run.trace);
      });
    });
  });
}

/** The variables of the query, filled from the target by the paths of the definition. */
function variablesOf(scope: Scope, definition: StoredNode, target: StoredNode): Record<string, string> {
  const parameters = valueOf(definition, 'parameters') as Record<string, string> | null;
  const entries = Object.entries(parameters ?? {}).map(([name, path]) => [
    name,
    textOf(valueAtPath(scope, target, path)),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

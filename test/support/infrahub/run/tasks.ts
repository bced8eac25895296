import { freshId } from '../world/clock';
import type { Branch, Scope, TaskRecord, World } from '../world/world';

interface TaskOptions {
  readonly workflow: string;
  /** Shown once it runs; before, a title of two words is made up (facts 4). */
  readonly title: string;
  readonly branch?: Branch;
  readonly parameters: Record<string, unknown>;
  /** Also shown once it runs. */
  readonly related?: readonly { readonly id: string; readonly kind: string }[];
}

/** A task of the server, and what happens to it. */
export interface Task {
  readonly record: TaskRecord;
  start(): void;
  log(severity: string, message: string): void;
  end(): void;
  /** Ends it with a message of its own. */
  endBadly(message: string): void;
  /** Ends it as an exception does. */
  fail(error: string, trace?: string): void;
}

/** What a task knows of who started it: a person, or a run that wrote something (facts 4). */
export function taskContext({ branch, account }: Pick<Scope, 'branch' | 'account'>): Record<string, unknown> {
  return { account_id: account.id, branch: { id: branch.id, name: branch.name }, parent_event: null, priority: null };
}

/** Queues a task: it has no title, branch or related objects yet. */
export function queueTask(world: World, { workflow, title, branch, parameters, related = [] }: TaskOptions): Task {
  const at = world.clock.now();
  const record: TaskRecord = {
    __typename: 'TaskNode',
    id: freshId(),
    title: 'patient-otter',
    workflow,
    branch: null,
    state: 'SCHEDULED',
    conclusion: 'unknown',
    progress: null,
    created_at: at,
    updated_at: at,
    start_time: null,
    parameters,
    tags: ['infrahub.app'],
    related_nodes: [],
    available_actions: [],
    error: null,
    logLines: [],
  };
  world.tasks.push(record);
  const log = (severity: string, message: string): void => {
    record.logLines.push({ id: null, message, severity, timestamp: world.clock.now() });
  };
  const finish = (state: string, conclusion: 'success' | 'failure'): void => {
    Object.assign(record, { state, conclusion, updated_at: world.clock.now() });
  };
  const endBadly = (message: string): void => {
    finish('FAILED', 'failure');
    log('error', `Finished in state Failed(${quoted(message)})`);
  };
  return {
    record,
    log,
    start() {
      const start_time = world.clock.now();
      Object.assign(record, {
        state: 'RUNNING',
        title,
        branch: branch?.name ?? null,
        start_time,
        updated_at: start_time,
      });
      record.related_nodes = related.map(({ id, kind }) => ({ id, kind }));
      const nodes = related.map(({ id }) => `infrahub.app/node/${id}`);
      record.tags = ['infrahub.app', ...(branch ? [`infrahub.app/branch/${branch.name}`] : []), ...nodes];
      log('info', `Beginning flow run '${title}' for flow '${workflow}'`);
    },
    end: () => finish('COMPLETED', 'success'),
    endBadly,
    fail(error, trace = '') {
      const [, name = 'RuntimeError', text = error] = /^(\w+): ([^]*)$/.exec(error) ?? [];
      log('error', `Encountered exception during execution: ${name}(${quoted(text)})${trace}`);
      endBadly(`Flow run encountered an exception: ${error}`);
    },
  };
}

/** As Python shows a text. */
function quoted(text: string): string {
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`;
}

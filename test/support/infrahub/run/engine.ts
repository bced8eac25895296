import type { SimulatedEvent } from '../../../../server/src/model/simulate/event';
import { simulate } from '../../../../server/src/model/simulate/simulate';
import { configured, ruleWorld } from '../world/rules';
import {
  labelOf,
  nodesOf,
  textOf,
  valueOf,
  type Account,
  type Scope,
  type StoredNode,
  type World,
} from '../world/world';
import { actOn } from './actions';
import { runGenerator, type RunContext } from './generatorRun';
import { queueTask, taskContext } from './tasks';

/** Seconds on a real server (facts 2 and 4). */
const delays = { start: 2, configure: 4 };

export interface Engine {
  /** Starts a generator on objects and tells its task; `done` says at its end whether all runs went well. */
  request(scope: Scope, definition: StoredNode, targets: readonly StoredNode[]): Requested;
}

interface Requested {
  readonly task: string;
  readonly done: Promise<boolean>;
}

export interface EngineOptions extends RunContext {
  readonly world: World;
}

/** Lets the rules act on what happens. */
export function createEngine({ world, ...context }: EngineOptions): Engine {
  let isConfiguring = false;

  function configure(): void {
    if (isConfiguring) return;
    isConfiguring = true;
    const title = 'Configure updated action rules and triggers';
    const task = queueTask(world, { workflow: 'configure-action-rules', title, parameters: {} });
    world.clock.after(delays.configure / 2, () => task.start());
    world.clock.after(delays.configure, () => {
      isConfiguring = false;
      world.configuration = configured(world);
      if (world.configuration.stoppedBy === undefined) task.end();
      else
        task.fail("UnboundLocalError: cannot access local variable 'workflow' where it is not associated with a value");
    });
  }

  world.onEvent = (event: SimulatedEvent, by: Account): void => {
    const branch = world.branches.get(event.branch);
    if (!branch) return;
    if (event.type === 'node' && isAboutRules(world, event.kind)) configure();
    const members = (name: string): ReadonlySet<string> | undefined => {
      const group = nodesOf({ world, branch }, 'CoreGroup').find((node) => valueOf(node, 'name') === name);
      return group && new Set(group.peers.get('members'));
    };
    const { effects } = simulate(event, {
      ...ruleWorld(world),
      // Rules run as they were configured, not as they are by now.
      rules: world.configuration.configured,
      configuration: { ...world.configuration, left: new Map() },
      membership: { members },
    });
    actOn(event, effects, { world, branch, by, context });
  };

  return {
    request(scope, definition, targets) {
      const name = textOf(valueOf(definition, 'name'));
      const task = queueTask(world, {
        workflow: 'request-generator-definition-run',
        title: `Execute generator ${name}`,
        branch: scope.branch,
        parameters: {
          model: {
            generator_definition: { definition_id: definition.id, definition_name: name },
            branch: scope.branch.name,
            target_members: targets.map(({ id }) => id),
          },
          context: taskContext(scope),
        },
        related: [definition],
      });
      const run = async (target: StoredNode): Promise<string | undefined> => {
        const error = await runGenerator(
          { ...scope, account: world.agent },
          { definition, target, namesInstance: true, context },
        );
        return error === undefined ? undefined : `${labelOf(scope, target)} (${target.id}): ${error}`;
      };
      const runAll = async (): Promise<boolean> => {
        task.start();
        const failures = (await Promise.all(targets.map(run))).filter((each) => each !== undefined);
        if (failures.length === 0) task.end();
        else {
          const counts = `${failures.length} of ${targets.length} generators failed, ${targets.length - failures.length} succeeded`;
          task.endBadly(`${counts}: ${failures.join('; ')}`);
        }
        return failures.length === 0;
      };
      const done = new Promise<boolean>((end) => world.clock.after(delays.start, () => end(runAll())));
      return { task: task.record.id, done };
    },
  };
}

/** Changes of these configure all rules anew (facts 2). */
function isAboutRules({ kinds }: World, kind: string): boolean {
  return ['CoreTriggerRule', 'CoreAction', 'CoreNodeTriggerMatch'].some((generic) => kinds.isA(kind, generic));
}

import type { SimulatedEvent } from '../../../../server/src/model/simulate/event';
import { simulate, type Effect } from '../../../../server/src/model/simulate/simulate';
import type { Recording } from '../recordings';
import { changePeers } from '../world/changes';
import { configured, ruleWorld } from '../world/rules';
import { nodeAt, nodesOf, valueOf, type Branch, type Scope, type StoredNode, type World } from '../world/world';
import { runGenerator, type RunContext } from './generatorRun';
import { queueTask } from './tasks';

/** Seconds on a real server (facts 4): from an event to its action, until that starts, and what it takes. */
const delays = { action: 3, start: 2, work: 0.3, configure: 4 };

export interface Engine {
  /** Starts a generator on objects and tells its task. */
  request(
    scope: Scope,
    definition: StoredNode,
    targets: readonly StoredNode[],
  ): { task: string; done: Promise<boolean> };
}

export interface EngineOptions {
  readonly world: World;
  readonly recording: Recording | undefined;
  /** What the query of a definition gives for variables, ids and kinds left out. */
  readonly dataOf: RunContext['dataOf'];
}

/** Lets the rules act on what happens. */
export function createEngine({ world, recording, dataOf }: EngineOptions): Engine {
  const context: RunContext = { recording, dataOf };
  let isConfiguring = false;

  const agentOn = (branch: Branch): Scope => ({ world, branch, account: world.agent });

  function configure(): void {
    if (isConfiguring) return;
    isConfiguring = true;
    const task = queueTask(world, {
      workflow: 'configure-action-rules',
      title: 'Configure Actions and triggers',
      parameters: {},
    });
    world.clock.after(delays.configure / 2, () => task.start());
    world.clock.after(delays.configure, () => {
      isConfiguring = false;
      world.configuration = configured(world);
      if (world.configuration.stoppedBy === undefined) task.end();
      else
        task.fail("UnboundLocalError: cannot access local variable 'workflow' where it is not associated with a value");
    });
  }

  function act(branch: Branch, effect: Effect): void {
    switch (effect.type) {
      case 'run':
        return runByRule(branch, effect.generator, effect.node);
      case 'notTarget':
        return runByRule(branch, effect.generator, effect.node, effect.group);
      case 'noGroup':
        return changeGroup(branch, effect.group, effect.node, 'added');
      case 'membership':
        return changeGroup(branch, effect.event.group, effect.event.members[0] ?? '', effect.event.change);
    }
  }

  /** `missing` is the target group when the object is no member: then the action fails (facts 10.4). */
  function runByRule(branch: Branch, generator: string, id: string, missing?: string): void {
    const scope = agentOn(branch);
    const definition = nodesOf(scope, 'CoreGeneratorDefinition').find((node) => valueOf(node, 'name') === generator);
    world.clock.after(delays.action, () => {
      const target = nodeAt(scope, id);
      if (!definition || !target) return;
      const task = queueTask(world, {
        workflow: 'action-run-generator',
        title: `Running generator generator_definition_id=${definition.id} for nodes=['${id}']`,
        branch,
        parameters: {
          branch_name: branch.name,
          generator_definition_id: definition.id,
          node_ids: [id],
          context: {
            account_id: world.agent.id,
            branch: { id: branch.id, name: branch.name },
            parent_event: null,
            priority: null,
          },
        },
        related: [definition, target],
      });
      world.clock.after(delays.start, () => task.start());
      world.clock.after(delays.start + delays.work, () => {
        if (missing === undefined) {
          runGenerator(scope, { definition, target, context });
          task.end();
        } else {
          const group = definition.peers.get('targets')?.[0] ?? missing;
          task.fail(`ValueError: Target ${id} is not part of the group ${group}`);
        }
      });
    });
  }

  function changeGroup(branch: Branch, name: string, id: string, change: 'added' | 'removed'): void {
    const scope = agentOn(branch);
    world.clock.after(delays.action, () => {
      const node = nodeAt(scope, id);
      const group = nodesOf(scope, 'CoreGroup').find((each) => valueOf(each, 'name') === name);
      const at = group?.id ?? name;
      const title = change === 'added' ? `Adding node=${id} to group=${at}` : `Removing node=${id} from group=${at}`;
      const task = queueTask(world, {
        workflow: change === 'added' ? 'action-add-node-to-group' : 'action-remove-node-from-group',
        title,
        branch,
        parameters: { branch_name: branch.name, node_id: id, group_id: at },
        related: [...(group ? [group] : []), ...(node ? [node] : [])],
      });
      world.clock.after(delays.start, () => {
        task.start();
        if (!group) return task.fail(`NodeNotFoundError: Unable to find the node ${at} / CoreGroup in the database.`);
        changePeers(scope, group, { relationship: 'members', ids: [id], change });
        task.end();
      });
    });
  }

  world.onEvent = (event: SimulatedEvent): void => {
    const branch = world.branches.get(event.branch);
    if (!branch) return;
    if (event.type === 'node' && isAboutRules(world, event.kind)) configure();
    const at = { world, branch };
    const membersOf = (name: string): ReadonlySet<string> | undefined => {
      const group = nodesOf(at, 'CoreGroup').find((node) => valueOf(node, 'name') === name);
      return group && new Set(group.peers.get('members'));
    };
    const rules = ruleWorld(world);
    const configuredNames = new Map(world.configuration.configured.map((rule) => [rule.name, rule]));
    // Rules run as they were configured, not as they are by now.
    const asConfigured = rules.rules.flatMap(({ name }) => configuredNames.get(name) ?? []);
    const { effects } = simulate(event, {
      ...rules,
      rules: asConfigured,
      membership: { members: membersOf },
      configuration: { ...world.configuration, left: new Map() },
    });
    for (const effect of effects) act(branch, effect);
  };

  return {
    request(scope, definition, targets) {
      const name = String(valueOf(definition, 'name'));
      const { branch } = scope;
      const task = queueTask(world, {
        workflow: 'request-generator-definition-run',
        title: `Execute generator ${name}`,
        branch,
        parameters: {
          model: {
            generator_definition: { definition_id: definition.id, definition_name: name },
            branch: branch.name,
            target_members: targets.map(({ id }) => id),
          },
        },
        related: [definition],
      });
      const done = new Promise<boolean>((end) => {
        world.clock.after(delays.start, () => {
          task.start();
          const runs = targets.map((target) =>
            runGenerator({ ...scope, account: world.agent }, { definition, target, context }),
          );
          void Promise.all(runs).then((results) => {
            const isGood = results.every(Boolean);
            if (isGood) task.end();
            else task.fail('generator run failures');
            end(isGood);
          });
        });
      });
      return { task: task.record.id, done };
    },
  };
}

/** Changes of these configure all rules anew (facts 2). */
function isAboutRules({ kinds }: World, kind: string): boolean {
  return ['CoreTriggerRule', 'CoreAction', 'CoreNodeTriggerMatch'].some((generic) => kinds.isA(kind, generic));
}

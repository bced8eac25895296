import { groupBy } from '../../../../server/src/base/groupBy';
import type { SimulatedEvent } from '../../../../server/src/model/simulate/event';
import type { Effect } from '../../../../server/src/model/simulate/simulate';
import { changePeers } from '../world/changes';
import {
  nodeAt,
  nodesOf,
  valueOf,
  type Account,
  type Branch,
  type Scope,
  type StoredNode,
  type World,
} from '../world/world';
import { runGenerator, type RunContext } from './generatorRun';
import { queueTask, taskContext } from './tasks';

/** Seconds on a real server (facts 4): from an event to the task of its action, until that starts, and what it takes. */
const delays = { queue: 3, start: 2, work: 0.3 };

export interface ActionOptions {
  readonly world: World;
  readonly branch: Branch;
  /** Who did what the event tells. */
  readonly by: Account;
  readonly context: RunContext;
}

/** Does what an event has started; objects that came into a group together are handled by one task of each rule. */
export function actOn(event: SimulatedEvent, effects: readonly Effect[], options: ActionOptions): void {
  const isRun = (effect: Effect) => effect.type === 'run' || effect.type === 'notTarget';
  const runs = effects.filter(isRun);
  const parts = event.type === 'node' ? runs.map((run) => [run]) : [...groupBy(runs, ({ rule }) => rule).values()];
  for (const part of parts) runByRule(part, event.type === 'membership', options);
  for (const effect of effects) {
    if (effect.type === 'noGroup') changeGroup(options, { ...effect, change: 'added' });
    else if (effect.type === 'membership') {
      const { group, change, members } = effect.event;
      for (const node of members) changeGroup(options, { group, node, change });
    }
  }
}

type RunEffect = Extract<Effect, { type: 'run' | 'notTarget' }>;

function runByRule(
  effects: readonly RunEffect[],
  isOfGroup: boolean,
  { world, branch, by, context }: ActionOptions,
): void {
  const scope: Scope = { world, branch, account: world.agent };
  world.clock.after(delays.queue, () => {
    const [first] = effects;
    const definition = nodesOf(scope, 'CoreGeneratorDefinition').find(
      (node) => valueOf(node, 'name') === first?.generator,
    );
    const targets = effects.flatMap(({ node }) => nodeAt(scope, node) ?? []);
    if (!definition || targets.length === 0) return;
    const ids = targets.map(({ id }) => id);
    const task = queueTask(world, {
      workflow: isOfGroup ? 'action-run-generator-group-event' : 'action-run-generator',
      title: isOfGroup
        ? 'Running generator'
        : `Running generator generator_definition_id=${definition.id} for nodes=['${ids.join("', '")}']`,
      branch,
      parameters: {
        branch_name: branch.name,
        generator_definition_id: definition.id,
        ...(isOfGroup ? { members: targets.map(refOf) } : { node_ids: ids }),
        context: taskContext({ branch, account: by }),
      },
      related: [definition, ...targets],
    });
    world.clock.after(delays.start, () => task.start());
    world.clock.after(delays.start + delays.work, () => {
      const outside = effects.find(({ type }) => type === 'notTarget');
      if (outside) {
        const group = definition.peers.get('targets')?.[0];
        task.fail(`ValueError: Target ${outside.node} is not part of the group ${group}`);
        return;
      }
      for (const target of targets) void runGenerator(scope, { definition, target, namesInstance: false, context });
      task.end();
    });
  });
}

interface GroupChange {
  readonly group: string;
  readonly node: string;
  readonly change: 'added' | 'removed';
}

function changeGroup({ world, branch, by }: ActionOptions, { group: name, node: id, change }: GroupChange): void {
  const scope: Scope = { world, branch, account: world.agent };
  world.clock.after(delays.queue, () => {
    const node = nodeAt(scope, id);
    const group = nodesOf(scope, 'CoreGroup').find((each) => valueOf(each, 'name') === name);
    const at = group?.id ?? name;
    const isAdded = change === 'added';
    const task = queueTask(world, {
      workflow: isAdded ? 'action-add-node-to-group' : 'action-remove-node-from-group',
      title: isAdded ? `Adding node=${id} to group=${at}` : `Removing node=${id} from group=${at}`,
      branch,
      parameters: {
        branch_name: branch.name,
        group_id: at,
        node_id: id,
        context: taskContext({ branch, account: by }),
      },
      related: [...(group ? [group] : []), ...(node ? [node] : [])],
    });
    world.clock.after(delays.start, () => task.start());
    world.clock.after(delays.start + delays.work, () => {
      if (!group) return task.fail(`NodeNotFoundError: Unable to find the node ${at} / CoreGroup in the database.`);
      changePeers(scope, group, { relationship: 'members', ids: [id], change });
      return task.end();
    });
  });
}

function refOf({ id, kind }: StoredNode): { id: string; kind: string } {
  return { id, kind };
}

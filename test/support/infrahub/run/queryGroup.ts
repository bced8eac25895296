import { variablesHash } from '../../../../server/src/infrahub/trackingGroupName';
import { changePeers, createNode, updateNode } from '../world/changes';
import { idOf } from '../world/clock';
import { nodeAt, nodesOf, textOf, valueOf, type Scope, type StoredNode } from '../world/world';
import { queueTask } from './tasks';

/** Seconds from the end of a run, on a real server (facts 4), and what it takes. */
const delays = { start: 2, work: 0.1 };

interface ReadByRun {
  readonly query: StoredNode;
  readonly variables: Readonly<Record<string, string>>;
  /** Ids of the objects that the query told of. */
  readonly read: readonly string[];
  /** The instance of the generator. */
  readonly subscriber: StoredNode;
}

/**
 * Queues what the server does for every run: the objects that its query read become the members of a group, to which the
 * instance subscribes, a few seconds after the run (facts 1e). Gives what is to be called at the end of the run.
 */
export function queueQueryGroup(scope: Scope, { query, variables, read, subscriber }: ReadByRun): () => void {
  const { world, branch } = scope;
  const name = textOf(valueOf(query, 'name'));
  const task = queueTask(world, {
    workflow: 'graphql-query-group-update',
    title: `Update GraphQLQuery Group '${name}'`,
    branch,
    parameters: {
      model: {
        branch: branch.name,
        query_id: query.id,
        query_name: name,
        related_node_ids: read,
        subscribers: [subscriber.id],
        params: variables,
      },
    },
    related: [subscriber],
  });
  return () => {
    world.clock.after(delays.start, () => task.start());
    world.clock.after(delays.start + delays.work, () => {
      const group = keepMembers(scope, { query, variables, read, subscriber });
      changePeers(scope, group, { relationship: 'subscribers', ids: [subscriber.id], change: 'added' });
      task.end();
    });
  };
}

function keepMembers(scope: Scope, { query, variables, read }: ReadByRun): StoredNode {
  const kind = 'CoreGraphQLQueryGroup';
  const hash = variablesHash(variables);
  const queryName = textOf(valueOf(query, 'name'));
  const name = `${queryName}__${hash}`;
  // What the run itself deleted cannot be in a group.
  const members = read.filter((id) => nodeAt(scope, id));
  const group = nodesOf(scope, kind).find((node) => valueOf(node, 'name') === name);
  if (group) {
    updateNode(scope, group, { peers: { members } });
    return group;
  }
  const label = `Query ${queryName} Hash(${hash.slice(0, 8)})`;
  return createNode(
    scope,
    kind,
    {
      values: { name, label, group_type: 'internal', parameters: variables },
      peers: { query: [query.id], members },
    },
    idOf(kind, name, scope.branch.name),
  );
}

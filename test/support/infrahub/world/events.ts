import type {
  ChangedRelationship,
  MembershipEvent,
  NodeEvent,
  SimulatedEvent,
} from '../../../../server/src/model/simulate/event';
import { eventValue, type NodeChange } from './nodeChange';
import { freshId } from './clock';
import { hfidOf, kindOf, nodeAt, textOf, valueOf, type EventRecord, type Scope } from './world';

/** Writes down what a mutation did: first the object it is about, below it its peers, then its groups (facts 4). */
export function recordEvents(scope: Scope, changes: readonly NodeChange[]): SimulatedEvent[] {
  const [main, ...others] = changes;
  if (!main) return [];
  const all = [main, ...others];
  const parts = [
    ...all.map((change) => ({ change, simulated: nodeEvent(scope, change) })),
    ...all.flatMap((change) => memberships(scope, change).map((simulated) => ({ change, simulated }))),
  ];
  const parent = freshId();
  for (const [index, { change, simulated }] of parts.entries()) {
    const head = {
      id: index === 0 ? parent : freshId(),
      branch: scope.branch.name,
      account_id: scope.account.id,
      occurred_at: scope.world.clock.now(),
      level: index === 0 ? 0 : 1,
      has_children: index === 0 && parts.length > 1,
      parent_id: index === 0 ? null : parent,
      primary_node: { id: change.node.id, kind: shownKind(change) },
    };
    scope.world.events.push(
      simulated.type === 'node'
        ? { ...head, ...mutatedRecord(scope, change, { isEffect: index > 0 }) }
        : { ...head, ...groupRecord(scope, change, simulated) },
    );
  }
  return parts.map(({ simulated }) => simulated);
}

function nodeEvent({ branch }: Scope, { node, mutation, values, relationships }: NodeChange): NodeEvent {
  const attributes = [...values].map(([name, { value, previous }]) => ({
    name,
    value: eventValue(value),
    previous: eventValue(previous),
  }));
  const at = { branch: branch.name, isDefaultBranch: branch.isDefault };
  return { type: 'node', mutation, kind: node.kind, node: node.id, attributes, relationships, ...at };
}

function memberships({ world, branch }: Scope, { node, relationships }: NodeChange): MembershipEvent[] {
  if (!world.kinds.isA(node.kind, 'CoreGroup')) return [];
  const group = textOf(valueOf(node, 'name'));
  const at = { branch: branch.name, isDefaultBranch: branch.isDefault };
  return relationships
    .filter(({ name }) => name === 'members')
    .map(({ change, peers }) => ({ type: 'membership', group, change, members: peers, ...at }));
}

type Body = Pick<EventRecord, '__typename' | 'event' | 'related_nodes'> & Partial<EventRecord>;

function groupRecord(scope: Scope, { node }: NodeChange, { change, members }: MembershipEvent): Body {
  // Members are left out of the events of the groups that runs make (facts 4).
  const isMade = /^Core(?:Generator(?:Aware)?|GraphQLQuery)Group$/.test(node.kind);
  return {
    __typename: 'GroupEvent',
    event: `infrahub.group.member_${change}`,
    related_nodes: [],
    members: isMade ? [] : refsOf(scope, members),
    ancestors: [],
  };
}

function refsOf(scope: Scope, ids: readonly string[]): { id: string; kind: string }[] {
  return ids.map((id) => ({ id, kind: nodeAt(scope, id)?.kind ?? 'CoreNode' }));
}

/** A subscriber is told of as the kind that the relationship names. */
function shownKind({ node, relationships }: NodeChange): string {
  const [first] = relationships;
  return first?.name === 'subscriber_of_groups' ? 'CoreNode' : node.kind;
}

const statusOf = (value: unknown, previous: unknown): 'added' | 'removed' | 'updated' | 'unchanged' => {
  if (previous === null) return value === null ? 'unchanged' : 'added';
  return value === null ? 'removed' : 'updated';
};

function mutatedRecord(scope: Scope, change: NodeChange, { isEffect }: { isEffect: boolean }): Body {
  const { node, label, mutation, values, relationships } = change;
  const kind = kindOf(scope.world, node);
  const kindNameOf = (attribute: string): string => {
    if (attribute === 'human_friendly_id') return 'List';
    const own = kind.attributes.get(attribute)?.kind ?? 'Text';
    return own === 'Dropdown' ? 'Text' : own;
  };
  const named = mutation === 'created' ? [...identity(scope, change), ...values] : [...values];
  const attributes = named.map(([name, { value, previous }]) => ({
    name,
    kind: kindNameOf(name),
    value: eventText(value),
    value_previous: eventText(previous),
    action: statusOf(value, previous).toUpperCase(),
  }));
  const logged = named.map(([name, { value, previous }]) => {
    const status = statusOf(value, previous);
    return [
      name,
      { name, value, value_previous: previous, properties: {}, kind: kindNameOf(name), value_update_status: status },
    ];
  });
  const changelog = {
    node_id: node.id,
    node_kind: node.kind,
    display_label: isEffect ? 'n/a' : label,
    attributes: Object.fromEntries(logged),
    relationships: relationshipLog(scope, relationships, (name) => kind.relationships.get(name)?.cardinality ?? 'many'),
  };
  const fields = [...new Set([...relationships.map(({ name }) => name), ...named.map(([name]) => name)])];
  const branch = { name: scope.branch.name, id: scope.branch.id };
  // What a group is and holds is in the payload only (facts 4).
  const isGroup = scope.world.kinds.isA(node.kind, 'CoreGroup');
  return {
    __typename: 'NodeMutatedEvent',
    event: `infrahub.node.${mutation}`,
    related_nodes: isGroup ? [] : refsOf(scope, [...new Set(relationships.flatMap(({ peers }) => peers))]),
    payload: {
      data: { kind: node.kind, node_id: node.id, action: mutation, changelog, fields },
      context: { branch, account_id: scope.account.id, priority: null, parent_event: null },
    },
    attributes: isGroup ? [] : attributes,
    relationships: relationships.flatMap(({ name, change: how, peers }) =>
      refsOf(scope, peers).map((peer) => ({ name, action: how.toUpperCase(), peer })),
    ),
  };
}

type Values = [string, { value: unknown; previous: unknown }][];

/** What the server makes of a new object besides. */
function identity(scope: Scope, { node, label }: NodeChange): Values {
  return [
    ['human_friendly_id', { value: hfidOf(scope, node) ?? null, previous: null }],
    ['display_label', { value: label, previous: null }],
  ];
}

function relationshipLog(
  scope: Scope,
  relationships: readonly ChangedRelationship[],
  cardinalityOf: (name: string) => 'one' | 'many',
): Record<string, unknown> {
  const names = [...new Set(relationships.map(({ name }) => name))];
  const entries = names.map((name) => {
    const own = relationships.filter((each) => each.name === name);
    const refs = (change: string) =>
      refsOf(
        scope,
        own.filter((each) => each.change === change).flatMap(({ peers }) => peers),
      );
    if (cardinalityOf(name) === 'many') {
      const peers = ['added', 'removed'].flatMap((peer_status) =>
        refs(peer_status).map(({ id, kind }) => ({ peer_id: id, peer_kind: kind, peer_status })),
      );
      return [name, { name, peers, cardinality: 'many' }];
    }
    const [added] = refs('added');
    const [removed] = refs('removed');
    return [
      name,
      {
        name,
        peer_id_previous: removed?.id ?? null,
        peer_kind_previous: removed?.kind ?? null,
        peer_id: added?.id ?? null,
        peer_kind: added?.kind ?? null,
        properties: {},
        cardinality: 'one',
        peer_status: statusOf(added ?? null, removed ?? null),
      },
    ];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

/** As the server turns values into text. */
function eventText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map((each) => `'${String(each)}'`).join(', ')}]`;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

import type {
  ChangedRelationship,
  MembershipEvent,
  NodeEvent,
  SimulatedEvent,
} from '../../../../server/src/model/simulate/event';
import { eventValue, type NodeChange } from './nodeChange';
import { freshId } from './clock';
import { hfidOf, kindOf, nodeAt, textOf, valueOf, type EventRecord, type Scope } from './world';

/** Writes down what a mutation did: first the object it is about, below it its peers and groups (facts 4). */
export function recordEvents(scope: Scope, changes: readonly NodeChange[]): SimulatedEvent[] {
  const [main, ...others] = changes;
  if (!main) return [];
  const parts = [main, ...others].flatMap((change) => [
    { change, simulated: nodeEvent(scope, change) },
    ...memberships(scope, change).map((simulated) => ({ change, simulated })),
  ]);
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
      primary_node: { id: change.node.id, kind: change.node.kind },
    };
    scope.world.events.push(
      simulated.type === 'node'
        ? { ...head, ...mutatedRecord(scope, change) }
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
  // Members are left out of the events of tracking groups (facts 4).
  const isTracking = /^CoreGenerator(?:Aware)?Group$/.test(node.kind);
  return {
    __typename: 'GroupEvent',
    event: `infrahub.group.member_${change}`,
    related_nodes: [],
    members: isTracking ? [] : refsOf(scope, members),
    ancestors: [],
  };
}

function refsOf(scope: Scope, ids: readonly string[]): { id: string; kind: string }[] {
  return ids.map((id) => ({ id, kind: nodeAt(scope, id)?.kind ?? 'CoreNode' }));
}

const statusOf = (value: unknown, previous: unknown): 'added' | 'removed' | 'updated' => {
  if (previous === null) return 'added';
  return value === null ? 'removed' : 'updated';
};

function mutatedRecord(scope: Scope, change: NodeChange): Body {
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
    display_label: label,
    attributes: Object.fromEntries(logged),
    relationships: relationshipLog(scope, relationships, (name) => kind.relationships.get(name)?.cardinality ?? 'many'),
  };
  const fields = [...new Set([...relationships.map(({ name }) => name), ...named.map(([name]) => name)])];
  const branch = { name: scope.branch.name, id: scope.branch.id };
  return {
    __typename: 'NodeMutatedEvent',
    event: `infrahub.node.${mutation}`,
    related_nodes: refsOf(scope, [...new Set(relationships.flatMap(({ peers }) => peers))]),
    payload: {
      data: { kind: node.kind, node_id: node.id, action: mutation, changelog, fields },
      context: { branch, account_id: scope.account.id, priority: null, parent_event: null },
    },
    attributes,
    relationships: relationships.flatMap(({ name, change: how, peers }) =>
      refsOf(scope, peers).map((peer) => ({ name, action: how.toUpperCase(), peer })),
    ),
  };
}

type Values = [string, { value: unknown; previous: unknown }][];

/** What the server makes of a new object besides. */
function identity(scope: Scope, { node, label }: NodeChange): Values {
  const hfid = hfidOf(scope, node);
  return [
    ...(hfid ? ([['human_friendly_id', { value: hfid, previous: null }]] as Values) : []),
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

import type { Kind, Relationship } from '../../../../server/src/model/kinds/kind';
import type { NodeEvent } from '../../../../server/src/model/simulate/event';
import { freshId } from './clock';
import { recordEvents } from './events';
import type { NodeChange } from './nodeChange';
import { refuse } from './refusal';
import { isShared, kindOf, labelOf, nodeAt, valueOf, type Scope, type StoredNode, type StoredValue } from './world';

/** What is written to an object; a relationship is given whole. */
export interface NodeData {
  readonly values?: Readonly<Record<string, unknown>>;
  /** Ids by relationship. */
  readonly peers?: Readonly<Record<string, readonly string[]>>;
}

interface Draft {
  readonly node: StoredNode;
  readonly mutation: NodeEvent['mutation'];
  readonly values: Map<string, { value: unknown; previous: unknown }>;
  readonly relationships: Map<string, { name: string; change: 'added' | 'removed'; peers: string[] }>;
}

/** The objects that one mutation changes, the one it is about first. */
class Mutation {
  private readonly drafts = new Map<string, Draft>();

  constructor(readonly scope: Scope) {}

  begin(node: StoredNode, mutation: NodeEvent['mutation']): Draft {
    const draft: Draft = { node, mutation, values: new Map(), relationships: new Map() };
    this.drafts.set(node.id, draft);
    return draft;
  }

  set(draft: Draft, name: string, value: unknown): void {
    const { node } = draft;
    const previous = valueOf(node, name);
    if (JSON.stringify(previous) === JSON.stringify(value)) return;
    node.values.set(name, this.stamped(value, false));
    draft.values.set(name, { value, previous });
  }

  stamped(value: unknown, isDefault: boolean): StoredValue {
    const { world, account } = this.scope;
    return { value, isDefault, updatedAt: world.clock.now(), updatedBy: account.id };
  }

  /** Makes a relationship hold these objects and no others, at both ends. */
  setPeers(node: StoredNode, relationship: Relationship, ids: readonly string[]): void {
    const before = node.peers.get(relationship.name) ?? [];
    for (const id of before.filter((each) => !ids.includes(each))) this.unlink(node, relationship, id);
    for (const id of ids.filter((each) => !before.includes(each))) this.link(node, relationship, id);
  }

  link(node: StoredNode, relationship: Relationship, id: string): void {
    const peer = nodeAt(this.scope, id);
    if (!peer || (node.peers.get(relationship.name) ?? []).includes(id)) return;
    if (relationship.cardinality === 'one') {
      for (const other of node.peers.get(relationship.name) ?? []) this.unlink(node, relationship, other);
    }
    const inverse = inverseOf(relationship, kindOf(this.scope.world, peer));
    if (inverse?.cardinality === 'one') {
      for (const other of peer.peers.get(inverse.name) ?? []) this.unlink(peer, inverse, other);
    }
    this.change(node, relationship, id, 'added');
    if (inverse) this.change(peer, inverse, node.id, 'added');
  }

  unlink(node: StoredNode, relationship: Relationship, id: string): void {
    if (!(node.peers.get(relationship.name) ?? []).includes(id)) return;
    this.change(node, relationship, id, 'removed');
    const peer = nodeAt(this.scope, id);
    const inverse = peer && inverseOf(relationship, kindOf(this.scope.world, peer));
    if (peer && inverse) this.change(peer, inverse, node.id, 'removed');
  }

  private change(node: StoredNode, { name }: Relationship, id: string, change: 'added' | 'removed'): void {
    const before = node.peers.get(name) ?? [];
    node.peers.set(name, change === 'added' ? [...before, id] : before.filter((each) => each !== id));
    const draft = this.drafts.get(node.id) ?? this.begin(node, 'updated');
    const known = draft.relationships.get(`${name} ${change}`);
    if (known) known.peers.push(id);
    else draft.relationships.set(`${name} ${change}`, { name, change, peers: [id] });
  }

  /** Writes down what happened and tells the rules; gives false when nothing did. */
  finish(): boolean {
    const { scope } = this;
    const changed = [...this.drafts.values()].filter(
      ({ mutation, values, relationships }) => mutation !== 'updated' || values.size + relationships.size > 0,
    );
    for (const { node } of changed) {
      node.updatedAt = scope.world.clock.now();
      node.updatedBy = scope.account.id;
    }
    const changes = changed.map(({ node, relationships, ...rest }): NodeChange => ({
      ...rest,
      node,
      label: labelOf(scope, node),
      relationships: [...relationships.values()],
    }));
    for (const event of recordEvents(scope, changes)) scope.world.onEvent(event, scope.account);
    return changes.length > 0;
  }
}

/** Makes an object; the id is a new one unless given. */
export function createNode(scope: Scope, kindName: string, data: NodeData, id = freshId()): StoredNode {
  const { world, branch, account } = scope;
  const kind = world.kinds.get(kindName);
  if (!kind) throw new Error(`There is no kind ${kindName}.`);
  const at = world.clock.now();
  const node: StoredNode = {
    id,
    kind: kindName,
    createdAt: at,
    updatedAt: at,
    updatedBy: account.id,
    values: new Map(),
    peers: new Map(),
  };
  (isShared(world, kindName) ? world.shared : branch.nodes).set(id, node);
  const mutation = new Mutation(scope);
  const draft = mutation.begin(node, 'created');
  for (const [name, attribute] of kind.attributes) {
    const given = data.values?.[name];
    const value = given ?? attribute.default ?? null;
    node.values.set(name, mutation.stamped(value, given === undefined));
    // Only what has a value is in the event of a new object (facts 2).
    if (value !== null) draft.values.set(name, { value, previous: null });
  }
  applyPeers(mutation, node, data);
  mutation.finish();
  return node;
}

/** Writes to an object; what stays as it is makes no event (facts 2). */
export function updateNode(scope: Scope, node: StoredNode, data: NodeData): void {
  const mutation = new Mutation(scope);
  const draft = mutation.begin(node, 'updated');
  for (const [name, value] of Object.entries(data.values ?? {})) mutation.set(draft, name, value);
  applyPeers(mutation, node, data);
  mutation.finish();
}

/** Puts objects into a relationship, or takes them out, and leaves the others. */
export function changePeers(
  scope: Scope,
  node: StoredNode,
  { relationship, ids, change }: { relationship: string; ids: readonly string[]; change: 'added' | 'removed' },
): void {
  const mutation = new Mutation(scope);
  mutation.begin(node, 'updated');
  const found = relationshipOf(scope, node, relationship);
  for (const id of ids) {
    if (change === 'added') mutation.link(node, found, id);
    else mutation.unlink(node, found, id);
  }
  mutation.finish();
}

/** Deletes an object and its components; refused while another object cannot be without it (facts 2). */
export function deleteNode(scope: Scope, node: StoredNode): void {
  const kind = kindOf(scope.world, node);
  const components: StoredNode[] = [];
  for (const [name, ids] of node.peers) {
    const relationship = kind.relationships.get(name);
    for (const peer of relationship ? ids.flatMap((id) => nodeAt(scope, id) ?? []) : []) {
      const inverse = relationship && inverseOf(relationship, kindOf(scope.world, peer));
      if (!inverse || inverse.optional || inverse.cardinality !== 'one') continue;
      if (relationship.kind === 'Component') components.push(peer);
      else {
        refuse(
          `Cannot delete ${node.kind} '${node.id}'. It is linked to mandatory relationship ${inverse.name} on node ${peer.kind} '${peer.id}'`,
          { code: 'UNDEFINED_ERROR', status: 422 },
        );
      }
    }
  }
  for (const component of components) deleteNode(scope, component);
  const mutation = new Mutation(scope);
  const draft = mutation.begin(node, 'deleted');
  for (const [name, { value }] of node.values)
    if (value !== null) draft.values.set(name, { value: null, previous: value });
  for (const [name, ids] of node.peers) {
    const relationship = kind.relationships.get(name);
    for (const id of relationship ? [...ids] : []) if (relationship) mutation.unlink(node, relationship, id);
  }
  mutation.finish();
  scope.branch.nodes.delete(node.id);
  scope.world.shared.delete(node.id);
}

function applyPeers(mutation: Mutation, node: StoredNode, { peers }: NodeData): void {
  for (const [name, ids] of Object.entries(peers ?? {})) {
    mutation.setPeers(node, relationshipOf(mutation.scope, node, name), ids);
  }
}

function relationshipOf(scope: Scope, node: StoredNode, name: string): Relationship {
  const found = kindOf(scope.world, node).relationships.get(name);
  if (!found)
    refuse(`The relationship '${name}' doesn't exist on ${node.kind}`, { code: 'UNDEFINED_ERROR', status: 422 });
  return found;
}

/** The same tie as the other end sees it. Groups have no other end for their own memberships. */
function inverseOf({ name, identifier, direction }: Relationship, peer: Kind): Relationship | undefined {
  const opposite = { bidirectional: 'bidirectional', inbound: 'outbound', outbound: 'inbound' }[direction];
  return [...peer.relationships.values()].find(
    (each) => each.identifier === identifier && each.direction === opposite && each.name !== name,
  );
}

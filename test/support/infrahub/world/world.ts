import type { Kind } from '../../../../server/src/model/kinds/kind';
import type { KindModel } from '../../../../server/src/model/kinds/kindModel';
import type { SimulatedEvent } from '../../../../server/src/model/simulate/event';
import type { Configuration } from '../../../../server/src/model/simulate/configure';
import { freshId, type Clock } from './clock';

export interface StoredValue {
  value: unknown;
  isDefault: boolean;
  updatedAt: string;
  /** Id of an account. */
  updatedBy: string;
}

/** An object on a branch. */
export interface StoredNode {
  readonly id: string;
  readonly kind: string;
  readonly createdAt: string;
  updatedAt: string;
  updatedBy: string;
  readonly values: Map<string, StoredValue>;
  /** Ids of the objects at the other end, by relationship. */
  readonly peers: Map<string, string[]>;
}

export interface Branch {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  description: string;
  branchedFrom: string;
  readonly createdAt: string;
  syncWithGit: boolean;
  /** What a branch keeps of the repository: the commit that it began with (facts 1a). */
  commit: string;
  nodes: Map<string, StoredNode>;
}

/** A task in the form of the API (facts 4). */
export interface TaskRecord {
  readonly __typename: 'TaskNode';
  readonly id: string;
  title: string;
  readonly workflow: string;
  branch: string | null;
  state: string;
  conclusion: 'unknown' | 'success' | 'failure';
  readonly progress: null;
  readonly created_at: string;
  updated_at: string;
  start_time: string | null;
  readonly parameters: Record<string, unknown>;
  tags: string[];
  related_nodes: { id: string; kind: string }[];
  readonly available_actions: readonly never[];
  readonly error: null;
  readonly logLines: { id: null; message: string; severity: string; timestamp: string }[];
}

/** An event in the form of the API (facts 4). */
export interface EventRecord {
  readonly __typename: 'NodeMutatedEvent' | 'GroupEvent';
  readonly id: string;
  readonly event: string;
  readonly branch: string;
  readonly account_id: string;
  readonly occurred_at: string;
  readonly level: number;
  readonly has_children: boolean;
  readonly parent_id: string | null;
  readonly primary_node: { id: string; kind: string };
  readonly related_nodes: readonly { id: string; kind: string }[];
  readonly payload?: unknown;
  readonly attributes?: readonly unknown[];
  readonly relationships?: readonly unknown[];
  readonly members?: readonly { id: string; kind: string }[];
  readonly ancestors?: readonly never[];
}

export interface Account {
  readonly id: string;
  readonly label: string;
}

/** Everything the server knows. */
export interface World {
  readonly kinds: KindModel;
  readonly clock: Clock;
  readonly branches: Map<string, Branch>;
  /** Objects that are the same on every branch. */
  readonly shared: Map<string, StoredNode>;
  /** Oldest first. */
  readonly tasks: TaskRecord[];
  readonly events: EventRecord[];
  /** The person of the token, and the account that runs of the server write as (facts 10.5). */
  readonly admin: Account;
  readonly agent: Account;
  readonly tokens: Map<string, { readonly id: string; readonly name: string; readonly expiration: string | undefined }>;
  configuration: Configuration;
  /** Told of everything that happens to objects and groups, and by whom. */
  onEvent: (event: SimulatedEvent, by: Account) => void;
}

/** Where and as whom something is done. */
export interface Scope {
  readonly world: World;
  readonly branch: Branch;
  readonly account: Account;
}

export function defaultBranch(world: World): Branch {
  const found = [...world.branches.values()].find(({ isDefault }) => isDefault);
  if (!found) throw new Error('There is no default branch.');
  return found;
}

/** An object of a branch, or one that is the same on every branch. */
export function nodeAt({ world, branch }: Pick<Scope, 'world' | 'branch'>, id: string): StoredNode | undefined {
  return branch.nodes.get(id) ?? world.shared.get(id);
}

/** The objects of a kind, or of all heirs of a generic, in the order of their making. */
export function nodesOf({ world, branch }: Pick<Scope, 'world' | 'branch'>, kind: string): StoredNode[] {
  const all = [...world.shared.values(), ...branch.nodes.values()];
  return all.filter((node) => kind === 'CoreNode' || world.kinds.isA(node.kind, kind));
}

export function kindOf({ kinds }: World, node: StoredNode): Kind {
  const kind = kinds.get(node.kind);
  if (!kind) throw new Error(`There is no kind ${node.kind}.`);
  return kind;
}

/** What an attribute holds; null when it has no value. */
export function valueOf(node: StoredNode | undefined, attribute: string): unknown {
  return node?.values.get(attribute)?.value ?? null;
}

/** A value as text; empty for none. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The human-friendly id: undefined for kinds without one. */
export function hfidOf(scope: Pick<Scope, 'world' | 'branch'>, node: StoredNode): string[] | undefined {
  const paths = kindOf(scope.world, node).humanFriendlyId;
  return paths?.map((path) => textOf(valueAtPath(scope, node, path)));
}

/** What people see of an object. */
export function labelOf(scope: Pick<Scope, 'world' | 'branch'>, node: StoredNode): string {
  const { displayLabel, displayLabels } = kindOf(scope.world, node);
  const text = (path: string): string => textOf(valueAtPath(scope, node, path));
  if (displayLabel?.includes('{{'))
    return displayLabel.replace(/\{\{\s*(\w+)[^}]*\}\}/g, (_, path: string) => text(path));
  const paths = displayLabel === undefined ? (displayLabels ?? []) : [displayLabel];
  const label = paths.map(text).filter(Boolean).join(' ');
  return label || hfidOf(scope, node)?.join(' ') || textOf(valueOf(node, 'name')) || `${node.kind}(ID: ${node.id})`;
}

/** Follows `name__value` or `pod__name__value`. */
export function valueAtPath(scope: Pick<Scope, 'world' | 'branch'>, node: StoredNode, path: string): unknown {
  const [first = '', second = ''] = path.split('__');
  if (node.values.has(first) || second === 'value' || second === '') return valueOf(node, first);
  const peer = node.peers.get(first)?.[0];
  const at = peer === undefined ? undefined : nodeAt(scope, peer);
  return at ? valueAtPath(scope, at, path.slice(first.length + 2)) : null;
}

/** Whether objects of a kind live on all branches at once. */
export function isShared(world: World, kind: string): boolean {
  return world.kinds.get(kind)?.branch === 'agnostic';
}

interface BranchOptions {
  readonly from?: Branch;
  readonly at: string;
  readonly commit: string;
  readonly isDefault?: boolean;
}

export function makeBranch(name: string, { from, at, commit, isDefault = false }: BranchOptions): Branch {
  const nodes = from ? copyNodes(from.nodes) : new Map<string, StoredNode>();
  const times = { branchedFrom: at, createdAt: at };
  return { id: freshId(), name, isDefault, description: '', ...times, syncWithGit: isDefault, commit, nodes };
}

/** Objects that change apart from those they were copied from. */
export function copyNodes(nodes: ReadonlyMap<string, StoredNode>): Map<string, StoredNode> {
  return new Map([...nodes].map(([id, node]) => [id, copyOf(node)]));
}

function copyOf(node: StoredNode): StoredNode {
  const values = new Map([...node.values].map(([name, value]) => [name, { ...value }]));
  return { ...node, values, peers: new Map([...node.peers].map(([name, ids]) => [name, [...ids]])) };
}

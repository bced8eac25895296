import { refuse } from '../world/refusal';
import { hfidOf, kindOf, labelOf, nodeAt, nodesOf, textOf, valueOf, type Scope, type StoredNode } from '../world/world';
import { treeOf } from './kindsSdl';

type At = Pick<Scope, 'world' | 'branch'>;
type Arguments = Readonly<Record<string, unknown>>;

/** An object as GraphQL sees it: `node` behind a marker that resolvers know. */
export interface NodeView {
  readonly __typename: string;
  readonly node: StoredNode;
  readonly at: At;
}

export function isNodeView(value: unknown): value is NodeView {
  return typeof value === 'object' && value !== null && 'node' in value && 'at' in value && '__typename' in value;
}

const viewOf = (at: At, node: StoredNode): NodeView => ({ __typename: node.kind, node, at });

/** The list behind a root field of a kind. */
export function listKind(at: At, kind: string, filters: Arguments) {
  return page(at, nodesOf(at, kind), filters);
}

/** What a field of an object gives. */
export function fieldOf({ node, at }: NodeView, field: string, filters: Arguments): unknown {
  if (field === 'id') return node.id;
  if (field === 'display_label') return labelOf(at, node);
  if (field === 'hfid') return hfidOf(at, node) ?? null;
  const kind = kindOf(at.world, node);
  if (kind.attributes.has(field)) return attribute(at, node, field);
  if (field === 'ancestors' || field === 'descendants') return page(at, [], filters);
  const relationship = kind.relationships.get(field);
  const ids = node.peers.get(field) ?? [];
  const peers = ids.flatMap((id) => nodeAt(at, id) ?? []);
  const isOne = relationship ? relationship.cardinality === 'one' : field === 'parent' && treeOf(kind) !== undefined;
  if (!isOne) return page(at, peers, filters);
  const [peer] = peers;
  return peer ? edge(at, peer) : { node: null };
}

function attribute(at: At, node: StoredNode, name: string) {
  const stored = node.values.get(name);
  // The commit of a repository is kept by branch, although the repository is the same on all (facts 1a).
  const value = node.kind === 'CoreRepository' && name === 'commit' ? at.branch.commit : (stored?.value ?? null);
  const choice = kindOf(at.world, node)
    .attributes.get(name)
    ?.choices?.find((each) => each.name === value);
  return {
    id: `${node.id}-${name}`,
    value: typeof value === 'string' || !isText(at, node, name) || value === null ? value : JSON.stringify(value),
    label: choice?.label ?? choice?.name ?? null,
    color: null,
    description: choice?.description ?? null,
    is_default: stored?.isDefault ?? true,
    is_protected: false,
    is_from_profile: false,
    updated_at: stored?.updatedAt ?? node.createdAt,
    updated_by: accountView(at, stored?.updatedBy),
    source: null,
    owner: null,
  };
}

function isText(at: At, node: StoredNode, name: string): boolean {
  const kind = kindOf(at.world, node).attributes.get(name)?.kind ?? 'Text';
  return !['Number', 'NumberPool', 'Bandwidth', 'Boolean', 'Checkbox', 'JSON', 'List', 'Any'].includes(kind);
}

export function accountView(at: At, id: string | undefined): NodeView | null {
  const account = id === undefined ? undefined : nodeAt(at, id);
  return account ? viewOf(at, account) : null;
}

function edge(at: At, node: StoredNode) {
  const metadata = {
    created_at: node.createdAt,
    created_by: null,
    updated_at: node.updatedAt,
    updated_by: accountView(at, node.updatedBy),
  };
  return {
    node: viewOf(at, node),
    node_metadata: metadata,
    relationship_metadata: metadata,
    properties: { is_protected: false, updated_at: node.updatedAt, source: null, owner: null },
  };
}

function page(at: At, all: readonly StoredNode[], filters: Arguments) {
  const { offset, limit } = filters as { offset?: number | null; limit?: number | null };
  for (const [name, value] of [
    ['offset', offset],
    ['limit', limit],
  ] as const) {
    if (typeof value === 'number' && value < 0) {
      refuse(`${name} must be a non-negative integer`, { code: 'UNDEFINED_ERROR', status: 500 });
    }
  }
  const found = ordered(
    all.filter((node) => fits(at, node, filters)),
    filters,
  );
  const from = offset ?? 0;
  // 0 is no limit (facts 4).
  const items = found.slice(from, limit ? from + limit : undefined);
  return { count: found.length, edges: items.map((node) => edge(at, node)) };
}

const notFilters = ['offset', 'limit', 'order', 'include_descendants', 'partial_match'];

function fits(at: At, node: StoredNode, filters: Arguments): boolean {
  return Object.entries(filters).every(([name, wanted]) => {
    if (wanted === null || wanted === undefined || notFilters.includes(name)) return true;
    if (name === 'ids') return (wanted as string[]).includes(node.id);
    if (name === 'hfid') return JSON.stringify(hfidOf(at, node)) === JSON.stringify(wanted);
    if (name.startsWith('node_metadata__')) return fitsTime(node, name, wanted as string);
    const partial = filters['partial_match'] === true;
    if (name.startsWith('any__')) {
      return [...node.values.keys()].some((key) => fitsValue(valueOf(node, key), name.slice(5), wanted, partial));
    }
    const parts = name.split('__');
    const [first = '', second = '', third = ''] = parts;
    if (node.values.has(first)) return fitsValue(valueOf(node, first), second, wanted, partial);
    const ids = node.peers.get(first) ?? [];
    if (second === 'ids') return ids.some((id) => (wanted as string[]).includes(id));
    if (second === 'isnull') return (ids.length === 0) === wanted;
    return ids.some((id) => fitsValue(valueOf(nodeAt(at, id), second), third, wanted, partial));
  });
}

function fitsValue(value: unknown, how: string, wanted: unknown, partial: boolean): boolean {
  if (how === 'isnull') return (value === null) === wanted;
  const list = Array.isArray(wanted) ? wanted : [wanted];
  return list.some((each) =>
    partial
      ? String(value).toLowerCase().includes(String(each).toLowerCase())
      : value === each || String(value) === String(each),
  );
}

function fitsTime(node: StoredNode, name: string, wanted: string): boolean {
  const [, time, how = ''] = name.split('__');
  const at = time === 'created_at' ? node.createdAt : node.updatedAt;
  const difference = compareTimes(at, wanted);
  if (how === 'after') return difference > 0;
  return how === 'before' ? difference < 0 : difference === 0;
}

/** ISO times, with microseconds or without. */
export function compareTimes(one: string, other: string): number {
  const micros = (text: string): number => Date.parse(text) * 1000 + Number(/\.\d{3}(\d{3})/.exec(text)?.[1] ?? 0);
  return micros(one) - micros(other);
}

interface Order {
  readonly by?: readonly { readonly field: string; readonly direction?: string | null }[] | null;
}

function ordered(nodes: StoredNode[], { order }: Arguments): StoredNode[] {
  const [by] = (order as Order | null | undefined)?.by ?? [];
  if (!by) return nodes;
  const key = (node: StoredNode): string => {
    if (by.field === 'node_metadata__updated_at') return node.updatedAt;
    if (by.field === 'node_metadata__created_at') return node.createdAt;
    const value = valueOf(node, by.field.split('__')[0] ?? '');
    return typeof value === 'number' ? String(value).padStart(20, '0') : textOf(value);
  };
  const sorted = nodes.toSorted((one, other) => (key(one) < key(other) ? -1 : Number(key(one) > key(other))));
  return by.direction === 'DESC' ? sorted.toReversed() : sorted;
}

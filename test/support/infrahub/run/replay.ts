import { createHash } from 'node:crypto';
import { trackingGroupName } from '../../../../server/src/infrahub/trackingGroupName';
import { changePeers, createNode, deleteNode, updateNode } from '../world/changes';
import { idOf } from '../world/clock';
import type { RecordedObject, RecordedRun, RecordedSignal } from '../recordings';
import { labelOf, nodeAt, nodesOf, valueOf, type Scope, type StoredNode } from '../world/world';

/** The saves of one run, which its tracking group will hold. */
export interface Tracking {
  readonly saved: Set<string>;
  /** Computed once, before the first signal: what is tracked by signals is no part of it (facts 1e). */
  signal?: string;
}

function named(scope: Scope, kind: string, name: string): StoredNode | undefined {
  return nodesOf(scope, kind).find((node) => labelOf(scope, node) === name);
}

/** Saves an object as the run did: made, or brought to what was recorded. */
export function replayObject(
  scope: Scope,
  { kind, name, attributes, relationships }: RecordedObject,
  tracking: Tracking,
): void {
  const entries = Object.entries(relationships).map(([relationship, peers]) => [
    relationship,
    peers.flatMap((peer) => named(scope, peer.kind, peer.name)?.id ?? []),
  ]);
  const data = { values: attributes, peers: Object.fromEntries(entries) as Record<string, string[]> };
  const known = named(scope, kind, name);
  if (known) updateNode(scope, known, data);
  tracking.saved.add(known?.id ?? createNode(scope, kind, data).id);
}

/**
 * Writes a signal unless it is there already, as the guard in the code does. Its value stands for what was saved: the
 * objects with their values, so that it is equal as long as they are (facts 1h).
 */
export function replaySignal(scope: Scope, signal: RecordedSignal, tracking: Tracking): void {
  const node = named(scope, signal.kind, signal.name);
  if (!node) return;
  const value = (tracking.signal ??= checksumOf(scope, tracking));
  if (valueOf(node, signal.attribute) === value) return;
  updateNode(scope, node, { values: { [signal.attribute]: value } });
  if (signal.tracked) tracking.saved.add(node.id);
}

function checksumOf(scope: Scope, { saved }: Tracking): string {
  const content = [...saved].toSorted().map((id) => {
    const values = nodeAt(scope, id)?.values ?? new Map<string, { value: unknown }>();
    return [id, [...values].map(([name, { value }]) => [name, value])];
  });
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

interface Ended {
  readonly definition: StoredNode;
  readonly variables: Readonly<Record<string, string>>;
  readonly tracking: Tracking;
}

/** Ends a run well: what it saved becomes the group, and what the last run saved besides is deleted (facts 1). */
export function closeTracking(scope: Scope, { definition, variables, tracking }: Ended): void {
  // An empty list changes and deletes nothing (facts 1b).
  if (tracking.saved.size === 0) return;
  const kind = valueOf(definition, 'execute_after_merge') === true ? 'CoreGeneratorGroup' : 'CoreGeneratorAwareGroup';
  const name = trackingGroupName(String(valueOf(definition, 'name')), variables);
  const group = nodesOf(scope, kind).find((node) => valueOf(node, 'name') === name);
  const unused = (group?.peers.get('members') ?? []).filter((id) => !tracking.saved.has(id));
  const members = [...tracking.saved];
  if (!group) {
    const description = Object.entries(variables)
      .map(([key, value]) => `${key}: ${value}`)
      .join(', ');
    createNode(scope, kind, { values: { name, description }, peers: { members } }, idOf(kind, name, scope.branch.name));
    return;
  }
  const fresh = members.filter((id) => !(group.peers.get('members') ?? []).includes(id));
  if (fresh.length > 0) changePeers(scope, group, { relationship: 'members', ids: fresh, change: 'added' });
  if (unused.length > 0) changePeers(scope, group, { relationship: 'members', ids: unused, change: 'removed' });
  for (const id of unused) {
    const node = scope.branch.nodes.get(id);
    if (node) deleteNode(scope, node);
  }
}

/** What a run does, in the order of its time; `after` is in seconds since its start. */
export function stepsOf(
  run: RecordedRun,
  act: {
    readonly object: (object: RecordedObject) => void;
    readonly signal: (signal: RecordedSignal) => void;
    readonly log: (severity: string, message: string) => void;
  },
): { readonly after: number; readonly run: () => void }[] {
  const steps = [
    ...run.objects.map((object) => ({ after: object.after, run: () => act.object(object) })),
    ...run.signals.map((signal) => ({ after: signal.after, run: () => act.signal(signal) })),
    ...run.logs.map(({ after, severity, message }) => ({ after, run: () => act.log(severity, message) })),
  ];
  return steps.toSorted((one, other) => one.after - other.after);
}

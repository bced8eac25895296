import type { Kind } from '../../../../server/src/model/kinds/kind';
import type { Engine } from '../run/engine';
import { queueTask } from '../run/tasks';
import { changePeers, createNode, deleteNode, updateNode, type NodeData } from '../world/changes';
import { checkWrite, sameNode } from '../world/checkWrite';
import { freshId } from '../world/clock';
import { findNode } from '../world/load';
import { refuse, refuseUnknownNode } from '../world/refusal';
import {
  copyNodes,
  defaultBranch,
  makeBranch,
  nodeAt,
  nodesOf,
  valueOf,
  type Branch,
  type Scope,
  type StoredNode,
  type World,
} from '../world/world';
import type { NodeView } from './nodes';
import { branchView } from './queries';

export interface MutationContext {
  readonly scope: Scope;
  readonly engine: Engine;
  /** A token can only be made with a password behind it (facts 7). */
  readonly hasPassword: boolean;
}

type Given = Readonly<Record<string, unknown>>;
type Root = (context: MutationContext, given: Given) => unknown;

interface Related {
  readonly id?: string | null;
  readonly hfid?: readonly string[] | null;
  readonly kind?: string | null;
}

/** Seconds on a real server (facts 4). */
const branchDelay = { create: 2.5, rebase: 12, delete: 8 };

/** Fields of Mutation that do not follow from kinds. */
export const mutationRoots: Readonly<Record<string, Root>> = {
  CoreGeneratorDefinitionRun({ scope, engine }, given) {
    const { id, nodes } = given['data'] as { id: string; nodes?: readonly string[] | null };
    const definition = nodeAt(scope, id);
    if (definition?.kind !== 'CoreGeneratorDefinition') return refuseUnknownNode(id, 'CoreGeneratorDefinition');
    const group = nodeAt(scope, definition.peers.get('targets')?.[0] ?? '');
    const members = (group?.peers.get('members') ?? []).flatMap((member) => nodeAt(scope, member) ?? []);
    // No nodes are all members, and what is none is passed over (facts 4).
    const targets = nodes && nodes.length > 0 ? members.filter((member) => nodes.includes(member.id)) : members;
    const { task, done } = engine.request(scope, definition, targets);
    if (given['wait_until_completion'] === false) return { ok: true, task: { id: task } };
    return done.then((isGood) => {
      if (!isGood) refuse('generator run failures', { code: 'UNDEFINED_ERROR', status: 500 });
      return { ok: true, task: null };
    });
  },

  BranchCreate({ scope: { world } }, given) {
    const { name, description, sync_with_git } = given['data'] as {
      name: string;
      description?: string;
      sync_with_git?: boolean;
    };
    const invalid = { code: 'UNDEFINED_ERROR', status: 422 };
    if (name.length < 3) refuse('invalid field name: String should have at least 3 characters', invalid);
    if (!/^[\w./-]+$/.test(name))
      refuse(`invalid field name: Branch name contains invalid patterns or characters`, invalid);
    if (world.branches.has(name)) refuse(`The branch ${name} already exists`, invalid);
    return inTask(
      world,
      { title: `Create branch ${name}`, workflow: 'create-branch', seconds: branchDelay.create, given },
      () => {
        const from = defaultBranch(world);
        const branch = makeBranch(name, { from, at: world.clock.now(), commit: from.commit });
        Object.assign(branch, { description: description ?? '', syncWithGit: sync_with_git ?? true });
        world.branches.set(name, branch);
        return branch;
      },
    );
  },

  BranchRebase({ scope: { world } }, given) {
    const branch = branchOf(world, given);
    if (branch.isDefault) refuse('The default branch can not be rebased.', { code: 'UNDEFINED_ERROR', status: 422 });
    return inTask(
      world,
      { title: `Rebase branch ${branch.name}`, workflow: 'branch-rebase', seconds: branchDelay.rebase, given },
      () => {
        rebase(branch, defaultBranch(world));
        branch.branchedFrom = world.clock.now();
        return branch;
      },
    );
  },

  BranchDelete({ scope: { world } }, given) {
    const branch = branchOf(world, given);
    if (branch.isDefault)
      refuse(`Unable to delete ${branch.name} it is the default branch.`, { code: 'UNDEFINED_ERROR', status: 422 });
    return inTask(
      world,
      { title: `Delete branch ${branch.name}`, workflow: 'branch-delete', seconds: branchDelay.delete, given },
      () => {
        world.branches.delete(branch.name);
        return undefined;
      },
    );
  },

  RelationshipAdd: ({ scope }, given) => changeRelationship(scope, given, 'added'),
  RelationshipRemove: ({ scope }, given) => changeRelationship(scope, given, 'removed'),

  InfrahubAccountTokenCreate({ scope: { world }, hasPassword }, given) {
    requirePassword(hasPassword);
    const { name, expiration } = given['data'] as { name?: string | null; expiration?: string | null };
    const [id, token] = [freshId(), freshId()];
    world.tokens.set(token, { id, name: name ?? '', expiration: expiration ?? undefined });
    return { ok: true, object: { id, token: { value: token } } };
  },

  InfrahubAccountTokenDelete({ scope: { world }, hasPassword }, given) {
    requirePassword(hasPassword);
    const { id } = given['data'] as { id: string };
    for (const [token, held] of world.tokens) if (held.id === id) world.tokens.delete(token);
    return { ok: true };
  },
};

function requirePassword(hasPassword: boolean): void {
  if (hasPassword) return;
  refuse('This operation requires authentication with a JWT token', { code: 'PERMISSION_DENIED', status: 403 });
}

function branchOf(world: World, given: Given): Branch {
  const { name } = given['data'] as { name: string };
  const data = { branch_name: name };
  return (
    world.branches.get(name) ?? refuse(`Branch: ${name} not found.`, { code: 'BRANCH_NOT_FOUND', status: 400, data })
  );
}

/** Data that the branch did not change follow the default branch. */
function rebase(branch: Branch, from: Branch): void {
  const fresh = copyNodes(from.nodes);
  for (const [id, node] of fresh) {
    const own = branch.nodes.get(id);
    const isNew = !own && node.createdAt > branch.branchedFrom;
    if (isNew || (own && own.updatedAt <= branch.branchedFrom)) branch.nodes.set(id, node);
  }
  branch.commit = from.commit;
}

interface InTask {
  readonly title: string;
  readonly workflow: string;
  readonly seconds: number;
  readonly given: Given;
}

function inTask(world: World, { title, workflow, seconds, given }: InTask, act: () => Branch | undefined): unknown {
  const { record, ...task } = queueTask(world, { title, workflow, parameters: { model: given['data'] } });
  const done = new Promise<Branch | undefined>((end) => {
    world.clock.after(seconds / 2, () => task.start());
    world.clock.after(seconds, () => {
      const branch = act();
      task.end();
      end(branch);
    });
  });
  if (given['wait_until_completion'] === false) return { ok: true, object: null, task: { id: record.id } };
  return done.then((branch) => ({ ok: true, object: branch ? branchView(branch) : null, task: null }));
}

function changeRelationship(scope: Scope, given: Given, change: 'added' | 'removed') {
  const { id, name, nodes } = given['data'] as { id: string; name: string; nodes: readonly Related[] };
  const node = nodeAt(scope, id) ?? refuseUnknownNode(id, 'CoreNode');
  const ids = nodes.flatMap((each) => (typeof each.id === 'string' ? [each.id] : []));
  changePeers(scope, node, { relationship: name, ids, change });
  return { ok: true };
}

/** `<Kind>Create`, `Update`, `Upsert` and `Delete`. */
export function writeKind(scope: Scope, field: string, given: Given) {
  const [, kind = '', what] = /^(\w+?)(Create|Update|Upsert|Delete)$/.exec(field) ?? [];
  const { id, hfid, ...data } = given['data'] as { id?: string | null; hfid?: string[] | null } & Record<
    string,
    unknown
  >;
  const named = (data['name'] as { value?: unknown } | null | undefined)?.value;
  const name = typeof named === 'string' ? named : undefined;
  const content = dataOf(scope, kind, data);
  const schema = kindNamed(scope, kind);
  const found =
    find(scope, kind, { id, hfid, name }) ?? (what === 'Upsert' ? sameNode(scope, schema, content) : undefined);
  if (what === 'Create' || (what === 'Upsert' && !found)) {
    if (found) refuse("Violates uniqueness constraint 'name'", { code: 'UNDEFINED_ERROR', status: 422 });
    checkWrite(scope, { kind: schema, data: content, to: undefined });
    return result(scope, createNode(scope, kind, content));
  }
  const node = found ?? refuseUnknownNode(id ?? hfid?.join(' ') ?? '', kind);
  if (what === 'Delete') {
    deleteNode(scope, node);
    return { ok: true };
  }
  checkWrite(scope, { kind: schema, data: content, to: node });
  updateNode(scope, node, content);
  return result(scope, node);
}

function kindNamed({ world }: Scope, name: string): Kind {
  const kind = world.kinds.get(name);
  if (!kind) throw new Error(`There is no kind ${name}.`);
  return kind;
}

function result(at: Scope, node: StoredNode): { ok: true; object: NodeView } {
  return { ok: true, object: { __typename: node.kind, node, at } };
}

function find(
  scope: Scope,
  kind: string,
  { id, hfid, name }: { id?: string | null; hfid?: string[] | null; name?: string },
): StoredNode | undefined {
  if (id) {
    const node = nodeAt(scope, id);
    return node?.kind === kind ? node : undefined;
  }
  const wanted = hfid?.join(' ') ?? name;
  return wanted === undefined ? undefined : nodesOf(scope, kind).find((node) => valueOf(node, 'name') === wanted);
}

function dataOf(scope: Scope, kindName: string, given: Readonly<Record<string, unknown>>): NodeData {
  const kind = scope.world.kinds.get(kindName);
  const values: Record<string, unknown> = {};
  const peers: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(given)) {
    const relationship = kind?.relationships.get(name);
    if (!relationship) values[name] = (value as { value?: unknown } | null)?.value ?? null;
    else {
      const list = (Array.isArray(value) ? value : [value]) as (Related | null)[];
      peers[name] = list.flatMap((each) => (each ? [idOfRelated(scope, relationship.peer, each)] : []));
    }
  }
  return { values, peers };
}

function idOfRelated(scope: Scope, kind: string, { id, hfid }: Related): string {
  const wanted = id ?? hfid?.join(' ') ?? '';
  try {
    return findNode(scope, kind, wanted);
  } catch {
    return refuseUnknownNode(wanted, kind);
  }
}

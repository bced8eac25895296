import type { Attribute, Kind } from '../../../../server/src/model/kinds/kind';
import type { NodeData } from './changes';
import { refuse } from './refusal';
import { nodeAt, nodesOf, textOf, valueOf, type Scope, type StoredNode } from './world';

/** What is written: to a new object, or to one that is there. */
interface Write {
  readonly kind: Kind;
  readonly data: NodeData;
  readonly to: StoredNode | undefined;
}

/** Refuses what a server refuses (facts 2); what was written before stays. */
export function checkWrite(scope: Scope, write: Write): void {
  if (!write.to) checkMandatory(write);
  for (const [name, value] of Object.entries(write.data.values ?? {})) {
    const attribute = write.kind.attributes.get(name);
    if (attribute && value !== null) checkChoice(write.kind, attribute, textOf(value));
  }
  switch (write.kind.kind) {
    case 'CoreNodeTriggerRule':
      return checkNodeKind(scope, write);
    case 'CoreNodeTriggerAttributeMatch':
      return checkMember(scope, write, 'attribute');
    case 'CoreNodeTriggerRelationshipMatch':
      return checkMember(scope, write, 'relationship');
    default:
      return undefined;
  }
}

function checkMandatory({ kind, data }: Write): void {
  const attributes = [...kind.attributes.values()].filter(
    ({ name, optional, hasDefault, readOnly, computedBy }) =>
      !optional && !hasDefault && !readOnly && !computedBy && (data.values?.[name] ?? null) === null,
  );
  const relationships = [...kind.relationships.values()].filter(
    ({ name, optional, cardinality }) => !optional && cardinality === 'one' && (data.peers?.[name] ?? []).length === 0,
  );
  const [missing] = [...attributes, ...relationships];
  if (!missing) return;
  const where = { node_kind: kind.kind, field_name: missing.name };
  refuse(`${missing.name} is mandatory for ${kind.kind} at ${missing.name}`, {
    code: 'ATTRIBUTE_REQUIRED',
    status: 422,
    data: where,
  });
}

function checkChoice({ kind }: Kind, attribute: Attribute, value: string): void {
  const { name, choices } = attribute;
  if (attribute.enum && !attribute.enum.map(String).includes(value)) {
    const all = attribute.enum.map((each) => (typeof each === 'string' ? `'${each}'` : String(each)));
    refuseConstraint({ kind, field: name, constraint: `${value} must be one of [${all.join(', ')}]` });
  }
  if (choices && choices.length > 0 && !choices.some((choice) => choice.name === value)) {
    const all = choices.map((choice) => choice.name).toSorted();
    refuseConstraint({ kind, field: name, constraint: `${value} must be one of '${all.join(', ')}'` });
  }
}

function checkNodeKind({ world }: Scope, { kind: { kind }, data }: Write): void {
  const field = 'node_kind';
  const wanted = data.values?.[field];
  if (wanted === undefined) return;
  const found = world.kinds.get(textOf(wanted));
  if (!found) refuseConstraint({ kind, field, constraint: 'The requested node_kind schema was not found' });
  if (!found?.isGeneric) return;
  const types = { expected_type: 'node', received_type: 'The requested node_kind' };
  refuse('The requested node_kind is not a valid node at node_kind', {
    code: 'ATTRIBUTE_INVALID_TYPE',
    status: 422,
    data: { node_kind: kind, field_name: field, ...types },
  });
}

/** A match must name something of the kind that its rule watches. */
function checkMember(scope: Scope, { kind: { kind }, data, to }: Write, what: 'attribute' | 'relationship'): void {
  const field = `${what}_name`;
  const name = data.values?.[field];
  if (name === undefined) return;
  const [trigger = ''] = data.peers?.['trigger'] ?? to?.peers.get('trigger') ?? [];
  const watched = textOf(valueOf(nodeAt(scope, trigger), 'node_kind'));
  const members = scope.world.kinds.get(watched)?.[what === 'attribute' ? 'attributes' : 'relationships'];
  if (members?.has(textOf(name))) return;
  const constraint = `The ${what} ${textOf(name)} doesn't exist on related node trigger using ${watched}`;
  refuseConstraint({ kind, field, constraint });
}

function refuseConstraint({ kind, field, constraint }: { kind: string; field: string; constraint: string }): never {
  return refuse(`${constraint} at ${field}`, {
    code: 'ATTRIBUTE_CONSTRAINT_VIOLATION',
    status: 422,
    data: { node_kind: kind, field_name: field, constraint, detail: null },
  });
}

/** The object that what is written is already, by a uniqueness constraint of its kind: of two matches of one attribute the last is kept (facts 11.2). */
export function sameNode(scope: Scope, kind: Kind, data: NodeData): StoredNode | undefined {
  for (const paths of kind.uniquenessConstraints ?? []) {
    const names = paths.map((path) => path.split('__')[0] ?? '');
    const wanted = names.map((name) => data.peers?.[name]?.[0] ?? data.values?.[name]);
    if (wanted.includes(undefined)) continue;
    const found = nodesOf(scope, kind.kind).find((node) =>
      names.every((name, index) => (node.peers.get(name)?.[0] ?? valueOf(node, name)) === wanted[index]),
    );
    if (found) return found;
  }
  return undefined;
}

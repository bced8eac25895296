import type { Project } from '../../model/project/project';
import type { ServerObject } from '../../protocol/objects';
import { entryOf, textOf } from '../../syntax/yaml/access';
import type { CursorContext } from './cursor';
import { matchedKind } from './matchedKind';
import type { Suggestion } from './provider';
import { isMany, type FieldSlot } from './slots';

/** Objects of a server that may be named at a cursor. */
export interface ObjectPlace {
  /** A node or a generic. */
  readonly kind: string;
  /** What is typed of it. */
  readonly text: string;
  /** What to offer for objects that the server has. */
  readonly suggest: (objects: readonly ServerObject[]) => Suggestion[];
}

/** Every object has this kind: without a text the answer would be whatever the server has most of. */
const anyKind = 'CoreNode';

/** Longest text that is searched for, in UTF-16 code units. */
const maxText = 100;

/**
 * The objects that the place names: the `peer` of a relationship match, which is an id (facts, TRG29), and references.
 * `'unclear'`: a text must be typed first.
 */
export function objectPlace(context: CursorContext): ObjectPlace | 'unclear' | undefined {
  const { project } = context;
  const slot = context.valueSlot();
  if (slot?.type !== 'field') return undefined;
  const isPeer = slot.object.kind === 'CoreNodeTriggerRelationshipMatch' && slot.key === 'peer' && !slot.isItem;
  const kind = isPeer ? matchedPeer(project, slot) : referencedKind(project, slot);
  if (kind === undefined || kind === '') return undefined;
  const text = context.edit.prefix.trim().slice(0, maxText);
  if (kind === anyKind && text === '') return 'unclear';
  const toSuggestion = isPeer ? byId : byReference(project, kind, !slot.isItem && isMany(project, slot));
  return { kind, text, suggest: (objects) => objects.map(toSuggestion) };
}

function matchedPeer(project: Project, { object }: FieldSlot): string | undefined {
  const name = textOf(entryOf(object.map, 'relationship_name')?.value);
  return matchedKind(project, object)?.relationships.get(name ?? '')?.peer;
}

/** Relationships whose objects are made in place, or by Infrahub itself. */
const notNamed = new Set(['Component', 'Template', 'Hierarchy']);

function referencedKind(project: Project, { object, key, isItem }: FieldSlot): string | undefined {
  const relationship = project.kinds.relationship(object.kind ?? '', key);
  if (!relationship || relationship.readOnly || notNamed.has(relationship.kind)) return undefined;
  // There the items are the parts of one human-friendly id.
  if (isItem && relationship.cardinality === 'one') return undefined;
  return isListed(project, relationship.peer) ? undefined : relationship.peer;
}

/** All names of the kind are known already. */
function isListed({ server }: Project, kind: string): boolean {
  switch (kind) {
    case 'CoreAction':
      return server?.actions() !== undefined;
    case 'CoreGeneratorDefinition':
      return server?.definitions() !== undefined;
    case 'CoreGroup':
      return server?.groups() !== undefined;
    case 'CoreNodeTriggerRule':
    case 'CoreTriggerRule':
      return server?.rules() !== undefined;
    default:
      return false;
  }
}

function byId({ id, kind, label }: ServerObject): Suggestion {
  return { ...suggestion(kind, label, [id]), insert: { type: 'text', text: id } };
}

/**
 * What the loader takes for a reference: the human-friendly id where the peer and the object have the same one, else the
 * id (facts/versions/object-files.md §5).
 */
function byReference(project: Project, peer: string, asList: boolean): (object: ServerObject) => Suggestion {
  const paths = project.kinds.get(peer)?.humanFriendlyId;
  return ({ id, kind, label, hfid }) => {
    const own = project.kinds.get(kind)?.humanFriendlyId;
    const isNamed = paths !== undefined && own?.join() === paths.join() && hfid?.length === paths.length;
    const texts = isNamed && hfid.every(isWritable) ? hfid : [id];
    return { ...suggestion(kind, label, texts), insert: { type: 'reference', texts, asList } };
  };
}

/** Characters that hide what a name is, and what the loader takes for a range of names (`expand_range`). */
function isWritable(text: string): boolean {
  return !/[\p{Cc}\p{Cs}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]|\[[\w,-]*[-,][\w,-]*\]/u.test(text);
}

function suggestion(kind: string, label: string, texts: readonly string[]) {
  return { label, kind: 'reference', detail: `${kind}, on the server`, filter: [label, ...texts].join(' ') } as const;
}

import type { Attribute, Kind, Relationship } from '../../model/kinds/kind';
import { presentKeys } from './cursor';
import { attributeDetail, memberText, relationshipDetail } from './describe';
import type { CompletionProvider, Suggestion } from './provider';

/** Attributes and relationships of an object that it does not have yet: its name and mandatory ones first, the server's own last. */
export const provider: CompletionProvider = {
  id: 'objectKeys',
  applies: (context) => context.keySlot()?.type === 'object',
  items(context): Suggestion[] {
    const slot = context.keySlot();
    if (slot?.type !== 'object') return [];
    const kind = context.project.kinds.get(slot.kind ?? '');
    if (!kind) return [];
    const present = presentKeys(context);
    // The loader fills in the other side of a nested object.
    const given = slot.around && otherSide(kind, slot.around, context.project.kinds);
    return members(kind)
      .filter((member) => !present.has(member.name) && !member.readOnly && member.name !== given)
      .map(keySuggestion);
  },
};

function members(kind: Kind): (Attribute | Relationship)[] {
  const all = [...kind.attributes.values(), ...kind.relationships.values()];
  return all.sort((a, b) => rank(a) - rank(b));
}

/** Kinds of relationships that the server gives to nearly every kind. */
const common = ['Group', 'Profile', 'Template'];

function rank(member: Attribute | Relationship): number {
  if (member.name === 'name') return -1;
  if (!member.optional) return 0;
  if (!isRelationship(member)) return 1;
  return common.includes(member.kind) ? 3 : 2;
}

function keySuggestion(member: Attribute | Relationship): Suggestion {
  const relationship = isRelationship(member) ? member : undefined;
  return {
    label: member.name,
    kind: relationship ? 'relationship' : 'attribute',
    detail: isRelationship(member) ? relationshipDetail(member) : attributeDetail(member),
    documentation: memberText(member),
    insert: { type: 'key', key: member.name, below: relationship && below(relationship) },
  };
}

function below({ cardinality, kind }: Relationship): 'mapping' | 'list' | undefined {
  if (cardinality === 'one') return undefined;
  return kind === 'Component' ? 'mapping' : 'list';
}

/** The relationship of a nested object that points back to the object around it. */
function otherSide(
  kind: Kind,
  around: { readonly object: { readonly kind: string | undefined }; readonly key: string },
  kinds: { relationship(kind: string, name: string): Relationship | undefined },
): string | undefined {
  const outer = kinds.relationship(around.object.kind ?? '', around.key);
  if (!outer?.identifier) return undefined;
  return [...kind.relationships.values()].find(
    (each) => each.identifier === outer.identifier && each.cardinality === 'one' && each.name !== around.key,
  )?.name;
}

function isRelationship(member: Attribute | Relationship): member is Relationship {
  return 'cardinality' in member;
}

import { attributeDetail, memberText, relationshipDetail } from './describe';
import { matchedKind } from './matchedKind';
import type { CompletionProvider, Suggestion } from './provider';

/** Relationships that every kind has come last. */
const common = ['Group', 'Profile', 'Template'];

/** `attribute_name` and `relationship_name` of a match: the members of the kind its rule looks at. */
export const provider: CompletionProvider = {
  id: 'matchMember',
  applies(context) {
    const slot = context.valueSlot();
    return slot?.type === 'field' && ['attribute_name', 'relationship_name'].includes(slot.key);
  },
  items({ project, valueSlot }): Suggestion[] {
    const slot = valueSlot();
    const kind = slot?.type === 'field' ? matchedKind(project, slot.object) : undefined;
    if (!kind || slot?.type !== 'field') return [];
    if (slot.key === 'attribute_name') {
      return [...kind.attributes.values()].map((attribute) => ({
        label: attribute.name,
        kind: 'attribute',
        detail: attributeDetail(attribute),
        documentation: memberText(attribute),
        insert: { type: 'text', text: attribute.name },
      }));
    }
    const relationships = [...kind.relationships.values()];
    return [
      ...relationships.filter((each) => !common.includes(each.kind)),
      ...relationships.filter((each) => common.includes(each.kind)),
    ].map((relationship) => ({
      label: relationship.name,
      kind: 'relationship',
      detail: relationshipDetail(relationship),
      documentation: memberText(relationship),
      insert: { type: 'text', text: relationship.name },
    }));
  },
};

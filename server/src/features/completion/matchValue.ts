import { entryOf, textOf } from '../../syntax/yaml/access';
import { attributeChoices } from './attributeValue';
import { matchedKind } from './matchedKind';
import type { CompletionProvider, Suggestion } from './provider';

/** `value` and `value_previous` of a match: what the matched attribute can be, as text (facts 2). */
export const provider: CompletionProvider = {
  id: 'matchValue',
  applies(context) {
    const slot = context.valueSlot();
    return (
      slot?.type === 'field' &&
      slot.object.kind === 'CoreNodeTriggerAttributeMatch' &&
      ['value', 'value_previous'].includes(slot.key)
    );
  },
  items({ project, valueSlot }): Suggestion[] {
    const slot = valueSlot();
    if (slot?.type !== 'field') return [];
    const name = textOf(entryOf(slot.object.map, 'attribute_name')?.value);
    const attribute = matchedKind(project, slot.object)?.attributes.get(name ?? '');
    if (!attribute) return [];
    const detail = `of ${attribute.name}`;
    if (attribute.kind === 'Boolean' || attribute.kind === 'Checkbox') {
      // The server compares with the text that Python makes of the value.
      return ['True', 'False'].map((text) => ({ label: text, kind: 'choice', detail, insert: { type: 'text', text } }));
    }
    return attributeChoices(attribute).map(({ text, documentation }) => ({
      label: text,
      kind: 'choice',
      detail,
      documentation,
      insert: { type: 'text', text },
    }));
  },
};

import type { Attribute } from '../../model/kinds/kind';
import { choiceMeaning, inOrder } from './choiceMeanings';
import type { CompletionProvider, Suggestion } from './provider';
import type { CursorContext } from './cursor';

/** The value of an attribute with choices, an enum or of kind Boolean. */
export const provider: CompletionProvider = {
  id: 'attributeValue',
  applies: (context) => attributeAt(context) !== undefined,
  items(context): Suggestion[] {
    const attribute = attributeAt(context);
    return attribute ? valuesOf(attribute) : [];
  },
};

function attributeAt(context: CursorContext): Attribute | undefined {
  const slot = context.valueSlot();
  if (slot?.type !== 'field' || slot.isItem) return undefined;
  return context.project.kinds.attribute(slot.object.kind ?? '', slot.key);
}

function valuesOf(attribute: Attribute): Suggestion[] {
  if (attribute.kind === 'Boolean' || attribute.kind === 'Checkbox') {
    return ['true', 'false'].map((text) => ({
      label: text,
      kind: 'choice',
      detail: attribute.default === (text === 'true') ? 'default' : undefined,
      insert: { type: 'raw', text },
    }));
  }
  return attributeChoices(attribute).map(({ text, isNumber, documentation }) => ({
    label: text,
    kind: 'choice',
    detail: String(attribute.default) === text ? 'default' : undefined,
    documentation,
    insert: { type: isNumber ? 'raw' : 'text', text },
  }));
}

/** The values an attribute is limited to, with what they mean; empty when it is not limited. */
export function attributeChoices(
  attribute: Attribute,
): { readonly text: string; readonly isNumber: boolean; readonly documentation: string | undefined }[] {
  const choices = new Map((attribute.choices ?? []).map((choice) => [choice.name, choice]));
  const enumValues = new Map((attribute.enum ?? []).map((value) => [String(value), value]));
  return inOrder(attribute.name, [...new Set([...choices.keys(), ...enumValues.keys()])]).map((text) => {
    const choice = choices.get(text);
    const own = choice?.description ?? (choice?.label === text ? undefined : choice?.label);
    return {
      text,
      isNumber: typeof enumValues.get(text) === 'number',
      documentation: choiceMeaning(attribute.name, text) ?? own,
    };
  });
}

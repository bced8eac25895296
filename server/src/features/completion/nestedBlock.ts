import type { Kind } from '../../model/kinds/kind';
import { presentKeys, type CursorContext } from './cursor';
import { kindSuggestion } from './specKind';
import type { CompletionProvider, Suggestion } from './provider';
import { hasNames } from './reference';
import { isMany, type FieldSlot } from './slots';

/** The mapping below a relationship: its keys `kind` and `data`, and the kinds it can hold. */
export const provider: CompletionProvider = {
  id: 'nestedBlock',
  applies: (context) => context.keySlot()?.type === 'block' || context.valueSlot()?.type === 'blockField',
  items: (context) => [...kinds(context), ...keys(context)],
};

function keys(context: CursorContext): Suggestion[] {
  const slot = context.keySlot();
  if (slot?.type !== 'block' || !relationshipOf(context, slot.field)) return [];
  // On the line of the key a name is meant where there is one, in flow style until a brace begins the mapping.
  const isBegun = context.mapping?.map !== undefined || (!context.edit.flow && !context.startsBelow);
  if (!isBegun && hasNames(context, slot.field)) return [];
  const present = presentKeys(context);
  const many = isMany(context.project, slot.field) && !slot.field.isItem;
  const all: Suggestion[] = [
    { label: 'kind', kind: 'key', detail: 'kind of the nested objects', insert: { type: 'key', key: 'kind' } },
    {
      label: 'data',
      kind: 'key',
      detail: many ? 'the nested objects' : 'the nested object',
      insert: { type: 'key', key: 'data', below: many ? 'list' : 'mapping' },
    },
  ];
  return all.filter(({ label }) => !present.has(label));
}

function kinds(context: CursorContext): Suggestion[] {
  const slot = context.valueSlot();
  if (slot?.type !== 'blockField' || slot.key !== 'kind') return [];
  return nestedKinds(context, slot.block.field).map(kindSuggestion);
}

/** The peer of the relationship, or the nodes that inherit from it. */
function nestedKinds(context: CursorContext, field: FieldSlot): readonly Kind[] {
  const peer = relationshipOf(context, field)?.peer;
  const kind = peer === undefined ? undefined : context.project.kinds.get(peer);
  if (!kind) return [];
  return kind.isGeneric ? context.project.kinds.heirs(kind.kind) : [kind];
}

function relationshipOf({ project }: CursorContext, { object, key }: FieldSlot) {
  return project.kinds.relationship(object.kind ?? '', key);
}

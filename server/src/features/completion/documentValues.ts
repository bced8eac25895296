import type { CursorContext } from './cursor';
import type { CompletionProvider, Suggestion } from './provider';

/** `apiVersion`, `kind` at the root, and the parameters of `spec` (facts/versions/object-files.md §2, §7). */
export const provider: CompletionProvider = {
  id: 'documentValues',
  applies: (context) => ['documentField', 'parametersField'].includes(context.valueSlot()?.type ?? ''),
  items: (context) => valuesOf(context),
};

function valuesOf(context: CursorContext): Suggestion[] {
  const slot = context.valueSlot();
  if (slot?.type === 'parametersField' && slot.key === 'expand_range') {
    return ['true', 'false'].map((text) => ({ label: text, kind: 'choice', insert: { type: 'raw', text } }));
  }
  if (slot?.type !== 'documentField') return [];
  switch (slot.key) {
    case 'apiVersion':
      return [choice('infrahub.app/v1', 'the only version')];
    case 'kind':
      return [choice('Object', 'objects of any kind'), choice('Menu', 'a menu file')];
    default:
      return [];
  }
}

function choice(text: string, detail: string): Suggestion {
  return { label: text, kind: 'choice', detail, insert: { type: 'text', text } };
}

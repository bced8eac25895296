import { triggerKinds } from '../../model/triggers/triggers';
import type { Kind } from '../../model/kinds/kind';
import { kindDetail, kindText } from './describe';
import type { CompletionProvider, Suggestion } from './provider';

/** `spec.kind`: the kinds of a trigger file first, then the project's own, those of the server, then all others. Generics cannot be created. */
export const provider: CompletionProvider = {
  id: 'specKind',
  applies(context) {
    const slot = context.valueSlot();
    return slot?.type === 'specField' && slot.key === 'kind';
  },
  items({ project }): Suggestion[] {
    const nodes = project.kinds.nodes();
    const rank = (kind: Kind): number => {
      if (triggerKinds.includes(kind.kind)) return 0;
      if (kind.origin === 'server') return 2;
      if (kind.origin !== 'core') return 1;
      return kind.kind.endsWith('Group') ? 3 : kind.namespace === 'Internal' ? 5 : 4;
    };
    return [...nodes].sort((a, b) => rank(a) - rank(b)).map(kindSuggestion);
  },
};

export function kindSuggestion(kind: Kind): Suggestion {
  return {
    label: kind.kind,
    kind: 'kind',
    detail: kindDetail(kind),
    documentation: kindText(kind),
    insert: { type: 'text', text: kind.kind },
  };
}

import type { Kind } from '../../model/kinds/kind';
import { kindSuggestion } from './specKind';
import type { CompletionProvider, Suggestion } from './provider';

/** `node_kind`: kinds whose objects raise events. The server refuses a generic there (facts 2). */
export const provider: CompletionProvider = {
  id: 'nodeKind',
  applies(context) {
    const slot = context.valueSlot();
    return slot?.type === 'field' && slot.key === 'node_kind' && !slot.isItem;
  },
  items({ project }): Suggestion[] {
    const kinds = project.kinds.nodes().filter((kind) => kind.namespace !== 'Internal');
    const of = (...origins: readonly Kind['origin'][]) => kinds.filter(({ origin }) => origins.includes(origin));
    return [...of('schema', 'derived'), ...of('server'), ...of('core')].map(kindSuggestion);
  },
};

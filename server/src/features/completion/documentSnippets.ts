import { presentKeys } from './cursor';
import { snippetsOf } from './objectSnippets';
import type { CompletionProvider, Suggestion } from './provider';
import { fields } from './snippetText';

/** Kinds a trigger file is made of, in the order in which a loader needs them (facts/versions/object-files.md §6). */
const documents: readonly (readonly [label: string, kind: string])[] = [
  ['document of generator actions', 'CoreGeneratorAction'],
  ['document of trigger rules', 'CoreNodeTriggerRule'],
  ['document of groups', 'CoreStandardGroup'],
];

/** A whole document with its first object, where a document is empty. */
export const provider: CompletionProvider = {
  id: 'documentSnippets',
  applies: (context) =>
    context.role === 'object' && context.keySlot()?.type === 'document' && presentKeys(context).size === 0,
  items({ project }): Suggestion[] {
    return documents.flatMap(([label, kind]) => {
      const [object] = project.kinds.get(kind)
        ? snippetsOf(project, { type: 'object', kind, map: undefined, around: undefined })
        : [];
      if (!object) return [];
      const spec = fields({ kind, data: [object.data] });
      const data = fields({ apiVersion: 'infrahub.app/v1', kind: 'Object', spec });
      return [{ label, kind: 'snippet', detail: 'snippet', insert: { type: 'snippet', data, asItem: false } }];
    });
  },
};

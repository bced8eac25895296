import { compareServerVersions } from '../../data/versions';
import { presentKeys, type CursorContext } from './cursor';
import type { CompletionProvider, Suggestion } from './provider';

interface Key {
  readonly key: string;
  readonly detail: string;
  readonly documentation: string;
  readonly below?: 'mapping' | 'list';
}

/** Keys around the objects (facts/versions/object-files.md §2-3, §7). */
const documentKeys: readonly Key[] = [
  { key: 'kind', detail: 'required', documentation: '`Object`, or `Menu` for a menu file.' },
  { key: 'spec', detail: 'required', documentation: 'The kind and its objects.', below: 'mapping' },
  {
    key: 'apiVersion',
    detail: 'default infrahub.app/v1',
    documentation: 'The version of the file format; there is one only.',
  },
  { key: 'metadata', detail: 'optional', documentation: 'Any mapping; its content is ignored.', below: 'mapping' },
];
const specKeys: readonly Key[] = [
  { key: 'kind', detail: 'required', documentation: 'The kind of all objects of this document.' },
  { key: 'data', detail: 'the objects', documentation: 'A list of objects, created in this order.', below: 'list' },
];
const parametersKey: Key = {
  key: 'parameters',
  detail: 'optional',
  documentation: 'How the objects are read; `expand_range` is the only known parameter.',
  below: 'mapping',
};
const parameterKeys: readonly Key[] = [
  {
    key: 'expand_range',
    detail: 'Boolean, default false',
    documentation: 'Expands ranges in texts: `leaf-[1-3]` makes three objects.',
  },
];

/** Keys of the document, of `spec` and of `spec.parameters`. */
export const provider: CompletionProvider = {
  id: 'documentKeys',
  applies: (context) => context.role === 'object' && keysAt(context) !== undefined,
  items(context): Suggestion[] {
    const present = presentKeys(context);
    return (keysAt(context) ?? [])
      .filter(({ key }) => !present.has(key))
      .map(({ key, detail, documentation, below }) => ({
        label: key,
        kind: 'key',
        detail,
        documentation,
        insert: { type: 'key', key, below },
      }));
  },
};

function keysAt(context: CursorContext): readonly Key[] | undefined {
  // Older loaders ignore `parameters` silently.
  const hasParameters = compareServerVersions(context.project.targetVersion.version, '1.5') >= 0;
  switch (context.keySlot()?.type) {
    case 'document':
      return documentKeys;
    case 'spec':
      return hasParameters ? [...specKeys, parametersKey] : specKeys;
    case 'parameters':
      return hasParameters ? parameterKeys : [];
    default:
      return undefined;
  }
}

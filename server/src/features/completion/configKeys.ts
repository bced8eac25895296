import { configModel, watchKeysOf, type ConfigKey } from '../../data/configModel';
import { presentKeys, type CursorContext } from './cursor';
import type { CompletionProvider, Suggestion } from './provider';

/** The keys of `.infrahub.yml` that the target version knows: sections, and the keys of their items. */
export const provider: CompletionProvider = {
  id: 'configKeys',
  applies: (context) => context.role === 'config' && context.mapping !== undefined,
  items(context): Suggestion[] {
    const present = presentKeys(context);
    return keysAt(context).filter(({ label }) => !present.has(label));
  },
};

function keysAt({ project, mapping }: CursorContext): Suggestion[] {
  const model = configModel(project.targetVersion.version);
  const [section, index, key, ...rest] = mapping?.path ?? [];
  if (section === undefined) return sections(model.rootKeys);
  if (typeof index !== 'number' || rest.length > 0) return [];
  const root = model.rootKeys.find((each) => each.key === section);
  if (!root || root.element === 'path') return [];
  const { element } = root;
  if (key === undefined) return inOrder(element.keys).map(keySuggestion);
  const isWatch = element.keys.some((each) => each.key === key && each.type === 'watch');
  return isWatch ? watchKeysOf(model, root).map(keySuggestion) : [];
}

function sections(rootKeys: ReturnType<typeof configModel>['rootKeys']): Suggestion[] {
  return rootKeys.map(({ key, description, element }) => ({
    label: key,
    kind: 'key',
    detail: element === 'path' ? 'list of paths' : 'list',
    documentation: description,
    insert: { type: 'key', key, below: 'list' },
  }));
}

/** Mandatory keys first. */
function inOrder(keys: readonly ConfigKey[]): ConfigKey[] {
  return [...keys.filter((key) => key.required), ...keys.filter((key) => !key.required)];
}

function keySuggestion({ key, type, required, description, default: fallback }: ConfigKey): Suggestion {
  const detail = [type === 'pathList' ? 'list of paths' : type];
  if (required) detail.push('required');
  if (fallback !== undefined) detail.push(`default ${String(fallback)}`);
  const below = type === 'pathList' ? 'list' : type === 'mapping' || type === 'watch' ? 'mapping' : undefined;
  return {
    label: key,
    kind: 'key',
    detail: detail.join(', '),
    documentation: description,
    insert: { type: 'key', key, below },
  };
}

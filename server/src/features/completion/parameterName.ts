import { configModel } from '../../data/configModel';
import { presentKeys, type CursorContext } from './cursor';
import { operationOf } from './configQuery';
import type { ConfigPlace } from './configPlace';
import type { CompletionProvider, Suggestion } from './provider';

/** Keys of `parameters`: the variables of the query, required ones first. */
export const provider: CompletionProvider = {
  id: 'parameterName',
  applies: (context) => placeOf(context) !== undefined,
  items(context): Suggestion[] {
    const place = placeOf(context);
    const variables = (place && operationOf(context.project, place)?.variables) ?? [];
    const present = presentKeys(context);
    return [...variables.filter((each) => each.required), ...variables.filter((each) => !each.required)]
      .filter(({ name }) => !present.has(name))
      .map(({ name, type, required }) => ({
        label: name,
        kind: 'variable',
        detail: required ? `${type}, required` : type,
        insert: { type: 'key', key: name },
      }));
  },
};

/** The entry whose `parameters` mapping the key belongs to. */
function placeOf({ role, project, mapping }: CursorContext): ConfigPlace | undefined {
  const [section, index, key, ...below] = mapping?.path ?? [];
  if (role !== 'config' || key !== 'parameters' || typeof index !== 'number' || below.length > 0) return undefined;
  const known = configModel(project.targetVersion.version).rootKeys.find((each) => each.key === section);
  const entry = mapping?.nodes[2];
  if (!known || typeof section !== 'string') return undefined;
  return { section, entry: entry?.type === 'map' ? entry : undefined, key: undefined, below };
}

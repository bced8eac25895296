import type { ConfigKey } from '../../data/configModel';
import type { YamlData, YamlDataMap } from '../../edits/yamlText';
import { entryField, type ConfigEntry } from '../../model/config/configFile';
import { operationOf, queryNameOf, targetKinds } from '../../model/project/definitions';
import type { Project } from '../../model/project/project';
import type { VariableFacts } from '../../model/queries/queryFacts';
import type { YamlEntry, YamlNode, YamlScalar } from '../../syntax/yaml/nodes';
import { likelyValue } from './edits';
import { bestPath } from './parameterPaths';

/** Sections whose entries give the variables of their query. */
export const sectionsWithParameters: ReadonlySet<string> = new Set([
  'generator_definitions',
  'check_definitions',
  'artifact_definitions',
]);

/**
 * The likeliest values of keys that an entry lacks, with the parameters that its query then needs: `parameters` stands
 * among them also where it was not asked for, if without it every run would fail. `given`: what is added besides.
 */
export function likelyValues(
  project: Project,
  entry: ConfigEntry,
  { keys, given = {} }: { readonly keys: readonly ConfigKey[]; readonly given?: YamlDataMap },
): YamlDataMap {
  const filled: Record<string, YamlData> = {};
  for (const key of keys) filled[key.key] = likelyValue(project, entry, key);
  if (entryField(entry, 'parameters')) return filled;
  const parameters = neededParameters(project, withKeys(entry, { ...given, ...filled }));
  return Object.keys(parameters).length > 0 ? { ...filled, parameters } : filled;
}

/** A path of the targets for each of the variables. */
export function parameterPaths(
  project: Project,
  entry: ConfigEntry,
  variables: readonly VariableFacts[],
): Record<string, string> {
  const kinds = targetKinds(project, entry)?.kinds ?? [];
  return Object.fromEntries(variables.map(({ name }) => [name, bestPath(project.kinds, kinds, name)]));
}

/** What the query of an entry cannot do without. */
function neededParameters(project: Project, entry: ConfigEntry): Record<string, string> {
  if (!sectionsWithParameters.has(entry.section)) return {};
  const variables = operationOf(project, queryNameOf(project, entry))?.operation.variables ?? [];
  return parameterPaths(
    project,
    entry,
    variables.filter(({ required }) => required),
  );
}

/** The entry as if these keys stood in it too. */
function withKeys(entry: ConfigEntry, data: YamlDataMap): ConfigEntry {
  const added = Object.entries(data).map(([key, value]): YamlEntry => {
    return { key: scalar(key), value: typeof value === 'string' ? scalar(value) : emptyMap, range: nowhere };
  });
  return { ...entry, node: { ...entry.node, entries: [...entry.node.entries, ...added] } };
}

const nowhere = { start: 0, end: 0 };
const emptyMap: YamlNode = { type: 'map', range: nowhere, entries: [], flow: false };

function scalar(text: string): YamlScalar {
  return { type: 'scalar', range: nowhere, value: text, source: text, style: 'plain' };
}

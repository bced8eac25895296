import { insertKeys, replaceValue } from '../../edits/yamlEdits';
import type { PlacedEdit } from '../../edits/edit';
import { entryField, parametersOf, type ConfigEntry } from '../../model/config/configFile';
import type { Project } from '../../model/project/project';
import type { VariableFacts } from '../../model/queries/queryFacts';
import { asMap, entryOf, isNull } from '../../syntax/yaml/access';
import { parameterPaths } from './likelyEntry';

/** Those of the variables that a run fails without and the entry does not give; none where that cannot be told. */
export function neededParameters(entry: ConfigEntry, variables: readonly VariableFacts[]): VariableFacts[] {
  const field = entryField(entry, 'parameters');
  // What is no mapping is refused as such.
  if (field && !isNull(field.node) && !asMap(field.node)) return [];
  if (asMap(field?.node)?.entries.some((each) => each.key?.source === '<<')) return [];
  const given = new Set(parametersOf(entry).map(({ variable }) => variable.value));
  return variables.filter((variable) => variable.required && !given.has(variable.name));
}

/** Gives the variables a path each, in the parameters of the entry. */
export function giveParameters(project: Project, entry: ConfigEntry, variables: readonly VariableFacts[]): PlacedEdit {
  const added = parameterPaths(project, entry, variables);
  const entryNow = entryOf(entry.node, 'parameters');
  const map = asMap(entryNow?.value);
  const { chunk, node } = entry;
  if (entryNow && map && map.entries.length > 0) return insertKeys({ chunk, map, entries: added });
  if (entryNow) return replaceValue(chunk, node, entryNow, added);
  return insertKeys({ chunk, map: node, after: entryOf(node, 'targets'), entries: { parameters: added } });
}

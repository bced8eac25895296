import type { YamlData, YamlDataMap } from '../../edits/yamlText';
import type { CopiedMatch } from '../../protocol/triggers';

/** Matches as they stand in their rule: one block when all are of a kind, else one for each (facts/versions/object-files.md §5). */
export function matchesData(matches: readonly CopiedMatch[]): YamlData {
  const [first] = matches;
  if (first && matches.every(({ kind }) => kind === first.kind)) {
    return { kind: first.kind, data: matches.map(dataOf) };
  }
  return matches.map((match) => ({ kind: match.kind, data: dataOf(match) }));
}

/** The field that says what a match watches. */
export function memberKey(kind: string): 'attribute_name' | 'relationship_name' {
  return kind === 'CoreNodeTriggerRelationshipMatch' ? 'relationship_name' : 'attribute_name';
}

const fieldOrder = ['value_match', 'value', 'value_previous', 'modification_type', 'peer'];

function dataOf({ kind, member, fields }: CopiedMatch): YamlDataMap {
  const entries = fieldOrder.flatMap((name): [string, string][] => {
    const value = fields[name];
    return value === undefined || value === '' ? [] : [[name, value]];
  });
  return { [memberKey(kind)]: member, ...Object.fromEntries(entries) };
}

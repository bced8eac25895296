import type { TriggerMatch, TriggerRule } from '../../model/triggers/triggers';
import { asList, asMap, resolved, valueOf } from '../../syntax/yaml/access';
import type { YamlNode } from '../../syntax/yaml/nodes';

/**
 * What is left of a rule when the server refuses this match of it, as the end of a sentence about the rule: it is there by
 * then, with the matches before this one, and the load stops (facts 2 and 8). Undefined where the files do not tell:
 * a match that names its rule may be one of several.
 */
export function runsWithout({ item, rule }: TriggerMatch): string | undefined {
  if (!rule || !('item' in rule)) return undefined;
  if (firstMatch(rule) !== item.node) return 'runs on the matches before this one alone';
  const kind = rule.nodeKind?.value;
  if (rule.mutationAction?.value === 'created')
    return kind === undefined ? 'runs for every new object' : `runs for every new ${kind}`;
  return kind === undefined ? 'runs on every update' : `runs on every update of ${kind}`;
}

function firstMatch({ matchesField }: TriggerRule): YamlNode | undefined {
  const node = resolved(matchesField?.node);
  for (const block of asList(node)?.items ?? [node]) {
    const data = resolved(valueOf(asMap(block), 'data'));
    const first = data?.type === 'list' ? data.items[0] : data;
    if (first) return resolved(first);
  }
  return undefined;
}

import type { Kind } from '../../model/kinds/kind';
import type { Project } from '../../model/project/project';
import { asList, entryOf, textOf } from '../../syntax/yaml/access';
import type { YamlNode } from '../../syntax/yaml/nodes';
import type { ObjectSlot } from './slots';

/** The kind that a match looks at: `node_kind` of the rule around it, or of the rule it names by `trigger`. */
export function matchedKind(project: Project, match: ObjectSlot): Kind | undefined {
  const rule = match.around?.object;
  const name =
    rule?.kind === 'CoreNodeTriggerRule'
      ? textOf(entryOf(rule.map, 'node_kind')?.value)
      : nodeKindOf(project, referenceText(entryOf(match.map, 'trigger')?.value));
  const kind = name === undefined ? undefined : project.kinds.get(name);
  return kind?.isGeneric ? undefined : kind;
}

function nodeKindOf(project: Project, rule: string | undefined): string | undefined {
  if (rule === undefined) return undefined;
  const [found] = project.triggers.rulesByName.get(rule);
  return found?.nodeKind?.value;
}

/** `name` or `[name]`. */
function referenceText(node: YamlNode | undefined): string | undefined {
  const list = asList(node);
  return textOf(list ? list.items[0] : node);
}

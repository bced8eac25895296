import type { Place } from '../base/place';
import { hasSyntaxProblems } from '../model/project/fileFacts';
import type { Project } from '../model/project/project';
import { keyText } from '../syntax/yaml/access';
import type { YamlEntry, YamlMap, YamlNode } from '../syntax/yaml/nodes';
import type { YamlChunk } from '../syntax/yaml/yamlFile';

/** A mapping of a schema file that declares a kind or one of its members. */
export interface DeclaredMap {
  readonly chunk: YamlChunk;
  readonly map: YamlMap;
}

/** The mapping whose `name` stands at a place of a schema file; undefined where its text cannot be edited. */
export function declaredMap(project: Project, { part, range }: Place): DeclaredMap | undefined {
  for (const { uri, facts } of project.allFiles()) {
    if (uri !== part.uri || hasSyntaxProblems(facts)) continue;
    for (const { head } of facts.yaml?.documents ?? []) {
      const map = head.start === part.start ? mapNamedAt(head.tree.root, range) : undefined;
      if (map) return { chunk: head, map };
    }
  }
  return undefined;
}

/** A mapping's own entry for a key, not one of a merge key. */
export function ownEntry({ map }: DeclaredMap, key: string): YamlEntry | undefined {
  return map.entries.findLast((entry) => keyText(entry) === key);
}

function mapNamedAt(node: YamlNode | undefined, at: Place['range']): YamlMap | undefined {
  if (!node || node.range.start > at.start || node.range.end < at.end) return undefined;
  if (node.type === 'map') {
    const isNamed = node.entries.some(
      ({ key, value }) =>
        key?.source === 'name' &&
        value?.type === 'scalar' &&
        value.range.start <= at.start &&
        value.range.end >= at.end,
    );
    if (isNamed) return node;
  }
  const inner = node.type === 'map' ? node.entries.map(({ value }) => value) : node.type === 'list' ? node.items : [];
  for (const each of inner) {
    const found = mapNamedAt(each, at);
    if (found) return found;
  }
  return undefined;
}

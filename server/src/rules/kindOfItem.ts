import type { Kind } from '../model/kinds/kind';
import type { ObjectItem } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';

/**
 * The kind of an object, if it is known: the one that is written, for a nested object else the one that its relationship
 * leads to (facts/versions/object-files.md §5).
 */
export function kindOfItem({ kind, nestedIn }: ObjectItem, project: Project): Kind | undefined {
  if (kind !== undefined) return project.kinds.get(kind);
  const link = nestedIn && kindOfItem(nestedIn.item, project)?.relationships.get(nestedIn.field.key);
  return link && project.kinds.get(link.peer);
}

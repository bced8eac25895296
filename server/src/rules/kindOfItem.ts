import type { Kind } from '../model/kinds/kind';
import type { ObjectItem } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';

/**
 * The kind of an object, if it is known: the one that is written, for a nested object else the one that its relationship
 * leads to (facts/versions/object-files.md §5). What an attribute holds is no object, whatever it looks like.
 */
export function kindOfItem({ kind, nestedIn }: ObjectItem, project: Project): Kind | undefined {
  const outer = nestedIn && kindOfItem(nestedIn.item, project);
  if (nestedIn && outer?.attributes.has(nestedIn.field.key)) return undefined;
  if (kind !== undefined) return project.kinds.get(kind);
  const link = nestedIn && outer?.relationships.get(nestedIn.field.key);
  return link && project.kinds.get(link.peer);
}

import type { ObjectItem } from '../../model/objects/objectFile';
import type { Project } from '../../model/project/project';
import type { Edit } from '../../edits/edit';
import { removeItem } from '../../edits/yamlEdits';

/** The edit that removes an object of `spec.data`; undefined for a nested one and for the only one of its document. */
export function removeObject(item: ObjectItem, project: Project): Edit | undefined {
  if (item.nestedIn) return undefined;
  const documents = project.file(item.chunk.uri)?.facts.documents ?? [];
  const items = documents.find((document) => document.items.includes(item))?.items.filter((each) => !each.nestedIn);
  if (!items || items.length < 2) return undefined;
  const here = items.filter((each) => each.chunk === item.chunk).map((each) => each.node);
  if (here.length > 1) return removeItem(item.chunk, here, item.node);
  // An item that is a chunk of its own: its neighbours are not in this text.
  return removeItem(item.chunk, [item.node, item.node], item.node);
}

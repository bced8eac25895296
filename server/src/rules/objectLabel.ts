import type { Kind } from '../model/kinds/kind';
import { field, type ObjectItem } from '../model/objects/objectFile';
import { textOf } from '../syntax/yaml/access';

/** How a message calls an object: by its `name`, else as one of its kind. */
export function objectLabel(item: ObjectItem, kind: Kind): string {
  return textOf(field(item, 'name')?.node) || `this ${kind.kind}`;
}

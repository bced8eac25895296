import type { Project } from '../../model/project/project';
import { entryOf, textOf, valueAt } from '../../syntax/yaml/access';
import type { YamlMap } from '../../syntax/yaml/nodes';
import type { CursorPath } from './cursor';

/** What can stand at a place of an object file (facts/versions/object-files.md §2-5). */
export type Slot =
  | { readonly type: 'document' }
  | { readonly type: 'documentField'; readonly key: string }
  | { readonly type: 'spec' }
  | { readonly type: 'specField'; readonly key: string }
  | { readonly type: 'parameters' }
  | { readonly type: 'parametersField'; readonly key: string }
  | ObjectsSlot
  | ObjectSlot
  | FieldSlot
  | BlockSlot
  | { readonly type: 'blockField'; readonly key: string; readonly block: BlockSlot };

/** The value of `data`: a list of objects, or one object below a relationship of cardinality one. */
export interface ObjectsSlot {
  readonly type: 'objects';
  readonly kind: string | undefined;
  readonly around: FieldSlot | undefined;
}

export interface ObjectSlot {
  readonly type: 'object';
  readonly kind: string | undefined;
  /** What is written of it, the placeholder included. */
  readonly map: YamlMap | undefined;
  /** The relationship it is nested in. */
  readonly around: FieldSlot | undefined;
}

/** The value of an object's attribute or relationship, or an item of it. */
export interface FieldSlot {
  readonly type: 'field';
  readonly object: ObjectSlot;
  readonly key: string;
  readonly isItem: boolean;
}

/** The mapping below a relationship: `{kind, data}`. */
export interface BlockSlot {
  readonly type: 'block';
  readonly field: FieldSlot;
  readonly map: YamlMap | undefined;
}

/** What the value at the end of the way is; `documentKind`: `spec.kind` where the way does not show it. */
export function valueSlot(
  project: Project,
  { path, nodes }: CursorPath,
  documentKind: string | undefined,
): Slot | undefined {
  let slot: Slot | undefined = { type: 'document' };
  for (const [depth, step] of path.entries()) {
    const [root] = nodes;
    const container = mapAt(nodes, depth);
    const kind = documentKind ?? textOf(root?.type === 'map' ? valueAt(root, 'spec', 'kind') : undefined);
    slot = inner(project, slot, step, { container, next: mapAt(nodes, depth + 1), documentKind: kind });
    if (!slot) return undefined;
  }
  return slot;
}

/** What the mapping is whose key stands at the end of the way, or would begin there. */
export function keySlot(
  project: Project,
  way: CursorPath & { readonly map: YamlMap | undefined },
  documentKind: string | undefined,
): Slot | undefined {
  const slot = valueSlot(project, way, documentKind);
  if (slot?.type === 'field') return { type: 'block', field: slot, map: way.map };
  if (slot?.type === 'specField' && slot.key === 'parameters') return { type: 'parameters' };
  if (slot?.type === 'documentField' && slot.key === 'spec') return { type: 'spec' };
  if (slot?.type === 'objects' && slot.around && !isMany(project, slot.around)) {
    return { type: 'object', kind: slot.kind, map: way.map, around: slot.around };
  }
  return slot;
}

/** True when the relationship takes a list of objects; of an unknown one as well. */
export function isMany(project: Project, { object, key }: FieldSlot): boolean {
  return project.kinds.relationship(object.kind ?? '', key)?.cardinality !== 'one';
}

interface Step {
  /** The mapping the step is looked up in, and the one it leads to. */
  readonly container: YamlMap | undefined;
  readonly next: YamlMap | undefined;
  readonly documentKind: string | undefined;
}

function inner(
  project: Project,
  slot: Slot,
  step: string | number,
  { container, next, documentKind }: Step,
): Slot | undefined {
  switch (slot.type) {
    case 'document':
      return typeof step === 'string' ? { type: 'documentField', key: step } : undefined;
    case 'documentField':
      if (slot.key !== 'spec' || typeof step !== 'string') return undefined;
      if (step === 'data') return { type: 'objects', kind: documentKind, around: undefined };
      return { type: 'specField', key: step };
    case 'specField':
      return slot.key === 'parameters' && typeof step === 'string' ? { type: 'parametersField', key: step } : undefined;
    case 'objects': {
      const object = { type: 'object', kind: slot.kind, around: slot.around } as const;
      if (typeof step === 'number') return { ...object, map: next };
      const single: ObjectSlot = { ...object, map: container };
      return slot.around ? { type: 'field', object: single, key: step, isItem: false } : undefined;
    }
    case 'object':
      return typeof step === 'string' ? { type: 'field', object: slot, key: step, isItem: false } : undefined;
    case 'field':
      if (typeof step === 'number') return slot.isItem ? undefined : { ...slot, isItem: true };
      return blockField(project, { type: 'block', field: slot, map: container }, step);
    case 'spec':
    case 'parameters':
    case 'parametersField':
    case 'block':
    case 'blockField':
      return undefined;
  }
}

function blockField(project: Project, block: BlockSlot, key: string): Slot {
  if (key !== 'data') return { type: 'blockField', key, block };
  const { object, key: relationship } = block.field;
  const peer = project.kinds.get(project.kinds.relationship(object.kind ?? '', relationship)?.peer ?? '');
  const implied = peer && !peer.isGeneric ? peer.kind : undefined;
  return { type: 'objects', kind: textOf(entryOf(block.map, 'kind')?.value) ?? implied, around: block.field };
}

function mapAt(nodes: CursorPath['nodes'], depth: number): YamlMap | undefined {
  const node = nodes[depth];
  return node?.type === 'map' ? node : undefined;
}

import type { Edit } from '../edits/edit';
import type { Kind, Relationship } from '../model/kinds/kind';
import type { ObjectItem } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';
import { entryOf, keyText, textOf } from '../syntax/yaml/access';
import type { YamlEntry, YamlMap, YamlNode } from '../syntax/yaml/nodes';
import { chunkNodes, type YamlChunk } from '../syntax/yaml/yamlFile';
import { lineBreakOf } from './envelopeEdits';
import type { Fix } from './rule';
import { isLeftEmpty } from './strayBlock';
import { change, ownEntry } from './triggers/fixes';

interface StrayHead {
  readonly item: ObjectItem;
  readonly kind: Kind;
  readonly project: Project;
}

/** What stands as an item beside the object: a name, a whole block, or an object of the kind given. */
type Shape = { readonly is: 'name' | 'block' } | { readonly is: 'object'; readonly kind: string };

interface StrayItem {
  readonly chunk: YamlChunk;
  readonly node: YamlNode;
  readonly shape: Shape;
}

/**
 * Puts the items that follow an object below its last key, a relationship to many without a value: they stand at the dash
 * of the object, and the loader takes them for objects like it. No fix unless nothing in them is a field of such an
 * object and all of it fits the relationship.
 */
export function indentStrayItems(head: StrayHead, key: string): Fix[] {
  const { item, kind } = head;
  const { chunk, node } = item;
  const entry = ownEntry(item, key);
  const relationship = kind.relationships.get(key);
  if (!entry || !relationship || relationship.cardinality === 'one' || item.nestedIn || node.flow) return [];
  if (node.entries.at(-1) !== entry || !isLeftEmpty(chunk, entry)) return [];
  const items = itemsBelow(head, relationship);
  const [first] = items;
  if (!first || !items.every(({ shape }) => isSame(shape, first.shape))) return [];
  const column = entry.range.start - (chunk.text.lastIndexOf('\n', entry.range.start - 1) + 1);
  const step = column - indentOf(first.chunk);
  if (step <= 0) return [];
  const count = items.length === 1 ? '1 item' : `${items.length} items`;
  const { shape } = first;
  if (shape.is !== 'object') return change(`Indent ${count} below ${key}`, moved(items, 2 * step));
  const blanks = ' '.repeat(column + step);
  const lines = ['', `${blanks}kind: ${shape.kind}`, `${blanks}data:`].join(lineBreakOf(chunk));
  return change(`Make ${count} a block below ${key}`, [behindLine(chunk, entry, lines), ...moved(items, 3 * step)]);
}

/** The items behind the object that can only belong below the relationship. */
function itemsBelow({ item, kind, project }: StrayHead, relationship: Relationship): StrayItem[] {
  const documents = project.file(item.chunk.uri)?.facts.yaml?.documents ?? [];
  const document = documents.find(({ itemChunks }) => itemChunks.includes(item.chunk));
  const found: StrayItem[] = [];
  for (const chunk of document?.itemChunks.slice(document.itemChunks.indexOf(item.chunk) + 1) ?? []) {
    const [node] = document && chunk.tree.problems.length === 0 ? chunkNodes(document, chunk, undefined) : [];
    const shape = shapeOf(node, { kind, relationship, project });
    if (!node || !shape) break;
    found.push({ chunk, node, shape });
  }
  return found;
}

interface Wanted {
  /** The kind of the objects of the document. */
  readonly kind: Kind;
  readonly relationship: Relationship;
  readonly project: Project;
}

function shapeOf(node: YamlNode | undefined, { kind, relationship, project }: Wanted): Shape | undefined {
  if (node?.type === 'scalar') {
    const isNamed = project.kinds.get(relationship.peer)?.humanFriendlyId?.length === 1;
    return isNamed && typeof node.value === 'string' ? { is: 'name' } : undefined;
  }
  if (node?.type !== 'map' || node.entries.length === 0) return undefined;
  if (node.entries.some((entry) => isField(entry, kind))) return undefined;
  const heirs = project.kinds.heirs(relationship.peer);
  if (isBlock(node, heirs)) return { is: 'block' };
  const [only, ...others] = heirs.filter((heir) => node.entries.every((entry) => isField(entry, heir)));
  return only && others.length === 0 ? { is: 'object', kind: only.kind } : undefined;
}

function isBlock(node: YamlMap, heirs: readonly Kind[]): boolean {
  const kind = textOf(entryOf(node, 'kind')?.value);
  return node.entries.length === 2 && entryOf(node, 'data') !== undefined && heirs.some((heir) => heir.kind === kind);
}

function isField(entry: YamlEntry, { attributes, relationships }: Kind): boolean {
  const key = keyText(entry) ?? '';
  return attributes.has(key) || relationships.has(key);
}

function isSame(one: Shape, other: Shape): boolean {
  return one.is === 'object' && other.is === 'object' ? one.kind === other.kind : one.is === other.is;
}

/** The lines of the items moved to the right; behind the last one the comments stay, they may be about the next object. */
function moved(items: readonly StrayItem[], by: number): Edit[] {
  return items.map(({ chunk, node }, index) => {
    const own = chunk.text.slice(0, node.range.end).trimEnd().length;
    const end = index < items.length - 1 ? chunk.text.length : own;
    const lines = chunk.text.slice(0, end).split('\n');
    const newText = lines.map((line) => (/^\r?$/.test(line) ? line : ' '.repeat(by) + line)).join('\n');
    return { at: { part: chunk, range: { start: 0, end } }, newText };
  });
}

function behindLine(chunk: YamlChunk, { range }: YamlEntry, newText: string): Edit {
  const end = chunk.text.indexOf('\n', range.start);
  const start = chunk.text[end - 1] === '\r' ? end - 1 : end;
  return { at: { part: chunk, range: { start, end: start } }, newText };
}

function indentOf({ text }: YamlChunk): number {
  return /^ */.exec(text)?.[0].length ?? 0;
}

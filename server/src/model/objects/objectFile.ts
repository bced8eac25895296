import { lazy } from '../../base/lazy';
import { asMap, entryOf, textOf } from '../../syntax/yaml/access';
import type { YamlMap, YamlNode } from '../../syntax/yaml/nodes';
import { chunkNodes, rootMap, type YamlChunk, type YamlDocument, type YamlFile } from '../../syntax/yaml/yamlFile';
import { fieldOf, namedOf, type Field, type Named } from '../named';

/** One YAML document of an object file (facts/versions/object-files.md §2-3). */
export interface ObjectDocument {
  readonly yaml: YamlDocument;
  readonly chunk: YamlChunk;
  readonly root: YamlMap | undefined;
  /** `kind` at the root: `Object` or `Menu`, where it is right. */
  readonly documentKind: Named | undefined;
  /** `spec.kind`. */
  readonly kind: Named | undefined;
  readonly data: Field | undefined;
  /** The items of `spec.data` and what is nested in them, as far as the loader sees it; empty for menus. */
  readonly items: readonly ObjectItem[];
  /** The same, those of one chunk together; a list is the same one as long as the chunk and the kind around it stay. */
  readonly itemsByChunk: readonly (readonly ObjectItem[])[];
}

/** One object of a document, or one nested in another object. Ranges are relative to `chunk`. */
export interface ObjectItem {
  /** The kind it is created as; undefined when a nested block does not say it. */
  readonly kind: string | undefined;
  readonly chunk: YamlChunk;
  readonly node: YamlMap;
  /** The entry that holds the nested block, and the object around it. */
  readonly nestedIn: { readonly item: ObjectItem; readonly field: Field } | undefined;
  /** Its own fields; read at the first use, since rules ask for them often. */
  readonly ownFields: () => OwnFields;
}

interface OwnFields {
  /** In the order of the file. */
  readonly all: readonly Field[];
  /** The last of several with one key. */
  readonly byKey: ReadonlyMap<string, Field>;
}

/** Nested blocks deeper than this are not looked at. */
const maxNesting = 8;

/** The field of an object; the last of several with one key, as the loader reads it. */
export function field(item: ObjectItem, key: string): Field | undefined {
  const own = item.ownFields().byKey;
  return own.get(key) ?? (own.has('<<') ? fieldOf(entryOf(item.node, key)) : undefined);
}

/** All fields of an object in the order of the file; of several with one key the last, as the loader reads it. */
export function fields(item: ObjectItem): readonly Field[] {
  return item.ownFields().all;
}

/** A short name for messages: the object's `name`, else its kind. */
export function itemLabel(item: ObjectItem): string {
  return textOf(field(item, 'name')?.node) ?? item.kind ?? 'this object';
}

/** The documents of a file as object documents; items of chunks that are in `memo` are taken from there. */
export function objectDocuments(file: YamlFile, memo: WeakMap<YamlChunk, ChunkItems>): ObjectDocument[] {
  return file.documents.map((yaml) => objectDocument(yaml, memo));
}

/** The items read from one chunk, kept while the chunk and the kind around it stay. */
export interface ChunkItems {
  readonly kind: string | undefined;
  readonly items: readonly ObjectItem[];
}

function objectDocument(yaml: YamlDocument, memo: WeakMap<YamlChunk, ChunkItems>): ObjectDocument {
  const around = documentAround(yaml);
  const items: ObjectItem[] = [];
  const itemsByChunk: (readonly ObjectItem[])[] = [];
  for (const chunk of chunksWithItems(around)) {
    const own = readChunk(around, chunk, memo);
    if (own.length > 0) itemsByChunk.push(own);
    for (const item of own) items.push(item);
  }
  return { ...around, items, itemsByChunk };
}

type Around = Omit<ObjectDocument, 'items' | 'itemsByChunk'>;

/** A document without its items. */
function documentAround(yaml: YamlDocument): Around {
  const root = rootMap(yaml);
  const spec = asMap(entryOf(root, 'spec')?.value);
  const kind = namedOf(entryOf(spec, 'kind')?.value);
  const documentKind = namedOf(entryOf(root, 'kind')?.value);
  const data = fieldOf(entryOf(spec, 'data'));
  return { yaml, chunk: yaml.head, root, documentKind, kind, data };
}

function chunksWithItems({ yaml, documentKind }: Around): readonly YamlChunk[] {
  if (documentKind?.value === 'Menu') return [];
  return yaml.itemChunks.length > 0 ? yaml.itemChunks : [yaml.head];
}

/** The items of one chunk, from `memo` if they were read for the same kind. */
function readChunk(
  { yaml, kind, data }: Around,
  chunk: YamlChunk,
  memo: WeakMap<YamlChunk, ChunkItems>,
): readonly ObjectItem[] {
  const known = memo.get(chunk);
  if (known && known.kind === kind?.value) return known.items;
  const items = chunkNodes(yaml, chunk, data?.node).flatMap((node) => readItems(chunk, node, kind?.value));
  memo.set(chunk, { kind: kind?.value, items });
  return items;
}

/** Items that were read in one step: all of a chunk, or some of a chunk with many. */
interface ReadItems {
  readonly items: readonly ObjectItem[];
  readonly isWhole: boolean;
}

/** Puts the items of a file into `memo`, few at a step, so that reading it afterwards is quick. */
export function* readInSteps(file: YamlFile, memo: WeakMap<YamlChunk, ChunkItems>): Generator<ReadItems> {
  for (const yaml of file.documents) {
    const around = documentAround(yaml);
    yield { items: [], isWhole: true };
    for (const chunk of chunksWithItems(around)) {
      const items: ObjectItem[] = [];
      const nodes = chunkNodes(yaml, chunk, around.data?.node);
      for (const node of nodes) {
        const own = readItems(chunk, node, around.kind?.value);
        for (const item of own) items.push(item);
        if (nodes.length > 1) yield { items: own, isWhole: false };
      }
      memo.set(chunk, { kind: around.kind?.value, items });
      yield { items, isWhole: true };
    }
  }
}

function readItems(chunk: YamlChunk, node: YamlNode | undefined, kind: string | undefined): ObjectItem[] {
  const map = asMap(node);
  if (!map) return [];
  const found: ObjectItem[] = [];
  collect(objectItem({ kind, chunk, node: map, nestedIn: undefined }), found, 0);
  return found;
}

function objectItem(parts: Omit<ObjectItem, 'ownFields'>): ObjectItem {
  return { ...parts, ownFields: lazy(() => readFields(parts.chunk, parts.node)) };
}

function readFields({ tree }: YamlChunk, node: YamlMap): OwnFields {
  const all = node.entries.flatMap((entry) => fieldOf(entry) ?? []);
  const byKey = new Map(all.map((each) => [each.key, each]));
  return { all: tree.duplicates.length > 0 ? all.filter((each) => isLast(each, byKey)) : all, byKey };
}

/** False for a field whose key stands again further down: the loader never sees it. Every merge key counts. */
function isLast({ key, keyRange }: Field, byKey: OwnFields['byKey']): boolean {
  return key === '<<' || byKey.get(key)?.keyRange === keyRange;
}

function collect(item: ObjectItem, found: ObjectItem[], depth: number): void {
  found.push(item);
  if (depth >= maxNesting) return;
  const repeats = item.chunk.tree.duplicates.length > 0;
  for (const entry of item.node.entries) {
    const value = entry.value;
    if (!value || value.type === 'scalar' || value.type === 'alias') continue;
    const around = fieldOf(entry);
    if (!around || (repeats && !isLast(around, item.ownFields().byKey))) continue;
    for (const block of value.type === 'list' ? value.items : [value]) {
      for (const { node, kind } of nestedBlock(block)) {
        const inner = kind ?? impliedKind(around.key);
        const nested = objectItem({ kind: inner, chunk: item.chunk, node, nestedIn: { item, field: around } });
        collect(nested, found, depth + 1);
      }
    }
  }
}

/** `{kind?, data: {…}}` or `{kind?, data: [{…}, …]}` (facts/versions/object-files.md §5). */
function nestedBlock(block: YamlNode | undefined): { node: YamlMap; kind: string | undefined }[] {
  const map = block?.type === 'map' ? block : undefined;
  const data = entryOf(map, 'data')?.value;
  if (!map || !data || data.type === 'alias') return [];
  const kind = textOf(entryOf(map, 'kind')?.value);
  if (data.type === 'map') return [{ node: data, kind }];
  if (data.type !== 'list') return [];
  return data.items.flatMap((node) => (node?.type === 'map' ? [{ node, kind }] : []));
}

/** `trigger` of a match has one peer that is no generic, so its block needs no `kind`. */
function impliedKind(relationship: string): string | undefined {
  return relationship === 'trigger' ? 'CoreNodeTriggerRule' : undefined;
}

/** True when the item's own key list has `key`, whatever stands behind it. */
export function hasField(item: ObjectItem, key: string): boolean {
  return field(item, key) !== undefined;
}

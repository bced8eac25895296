import type { TextPart } from '../../base/place';
import { longestJoin, type ItemRange } from './joinOpenQuotes';
import type { YamlMap, YamlNode, YamlTree } from './nodes';
import { parseInSteps, parseWhole, parseYamlItems } from './parse';
import { quickRead, quickReadInSteps } from './quickRead';
import { holdsEndMarker, splitAgain, splitYaml, type SplitDocument } from './split';

/** A part of a YAML file that is parsed by itself; ranges of its tree are relative to its start. */
export interface YamlChunk extends TextPart {
  readonly text: string;
  readonly tree: YamlTree;
}

/** Items are parsed together up to this length, which takes a few milliseconds. */
const batchLength = 6000;

/** One YAML document: its head, and the items of `spec.data` where they are chunks of their own. */
export interface YamlDocument {
  /** True when the document begins with a `---` line. */
  readonly marked: boolean;
  readonly head: YamlChunk;
  /** Empty when the whole document is one chunk. */
  readonly itemChunks: readonly YamlChunk[];
}

/** A parsed file. An equal chunk of the version before is kept as it was, so work is proportional to the edit. */
export interface YamlFile {
  readonly uri: string;
  readonly text: string;
  readonly documents: readonly YamlDocument[];
}

/**
 * Parses a file; `previous` is its earlier version, whose chunks are taken over (and moved) where their text is the
 * same, so a chunk must not be used with an older `YamlFile` any more. Never throws.
 */
export function parseYamlFile(uri: string, text: string, previous?: YamlFile): YamlFile {
  if (previous?.text === text) return previous;
  return (previous && editItems(previous, text)) ?? splitAnew(uri, text, previous);
}

/**
 * The file after an edit that stayed within the items of one document: only these are split again. Undefined for any
 * other edit.
 */
function editItems(previous: YamlFile, text: string): YamlFile | undefined {
  const change = changeBetween(previous.text, text);
  const index = previous.documents.findLastIndex((document) => document.head.start <= change.start);
  const document = previous.documents[index];
  const items = (document?.itemChunks ?? []) as Chunk[];
  const edited = editedItem(items, change.start);
  const first = edited < 0 ? edited : withOpenBefore(items, edited);
  const until = items.findIndex((chunk) => chunk.start + chunk.text.length >= change.oldEnd);
  if (!document || first < 0 || until < edited) return undefined;
  const grown = text.length - previous.text.length;
  const found = splitRegion({ items, first, text, grown }, until);
  if (!found) return undefined;
  const { split, start, region, last } = found;
  if (split.length === 0 && items.length === last - first + 1) return undefined;
  // With an end marker that is no more there, the document goes on.
  if (last === items.length - 1 && holdsEndMarker(items[last]?.text ?? '')) return undefined;
  const known = new Map(items.slice(first, last + 1).map((chunk) => [chunk.text, chunk]));
  const changed = split.map((range) => {
    const part = region.slice(range.start, range.end);
    const kept = known.get(part);
    known.delete(part);
    if (!kept) return new Chunk(previous.uri, detached(part), start + range.start, range.open);
    kept.start = start + range.start;
    return kept;
  });
  const after = items.slice(last + 1);
  const later = previous.documents.slice(index + 1).flatMap(({ head, itemChunks }) => [head, ...itemChunks]) as Chunk[];
  for (const chunk of [...after, ...later]) chunk.start += grown;
  const itemChunks = [...items.slice(0, first), ...changed, ...after];
  return { uri: previous.uri, text, documents: previous.documents.with(index, { ...document, itemChunks }) };
}

/** An edit at the very start of an item, or in the blanks before its dash, may belong to the one before. */
function editedItem(items: readonly Chunk[], start: number): number {
  const { text = '' } = items[0] ?? {};
  const indent = text.length - text.trimStart().length;
  const index = items.findLastIndex((chunk) => chunk.start + indent < start);
  return index < 0 ? items.findLastIndex((chunk) => chunk.start < start) : index;
}

/** The first item that has to be split again with the item at `index`: a quote that is open above may end in it. */
function withOpenBefore(items: readonly Chunk[], index: number): number {
  let first = index;
  for (let at = index - 1; at >= 0; at--) {
    const [item, own] = [items[at], items[first]];
    if (!item || !own || item.start + longestJoin <= own.start) break;
    if (item.open) first = at;
  }
  return first;
}

interface Edited {
  readonly items: readonly Chunk[];
  readonly first: number;
  /** The whole text after the edit, and how much longer it is. */
  readonly text: string;
  readonly grown: number;
}

/** Splits the items from `first` to `until` again, and those behind in which a quote may end that is open in these. */
function splitRegion({ items, first, text, grown }: Edited, until: number) {
  const start = items[first]?.start ?? 0;
  const lead = items[first]?.text ?? '';
  const endOf = (index: number): number => {
    const item = items[index];
    return item ? item.start + item.text.length + grown : text.length;
  };
  for (let last = until; ;) {
    const end = endOf(last);
    const region = text.slice(start, end);
    if (end < text.length && text[end - 1] !== '\n') return undefined;
    const split = splitAgain(region, lead.length - lead.trimStart().length);
    if (!split) return undefined;
    const needed = Math.max(0, ...split.flatMap((item) => (item.open ? [item.start + longestJoin] : [])));
    if (needed <= region.length || last >= items.length - 1) return { split, start, region, last };
    while (last < items.length - 1 && endOf(last) - start < needed) last++;
  }
}

/** Texts are compared by blocks of this length first, which is much faster than by characters. */
const block = 4096;

/** The part in which two texts differ, by their common beginning and end. */
function changeBetween(before: string, after: string): { start: number; oldEnd: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start + block <= shorter && before.slice(start, start + block) === after.slice(start, start + block))
    start += block;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  const most = shorter - start;
  const tail = (text: string): string => text.slice(text.length - same - block, text.length - same);
  while (same + block <= most && tail(before) === tail(after)) same += block;
  while (same < most && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same))
    same++;
  return { start, oldEnd: before.length - same };
}

/** Reads the trees of a file's parts beforehand, in steps of few milliseconds. */
export function* readTrees({ documents }: YamlFile): Generator<void> {
  for (const { head, itemChunks } of documents) {
    for (const chunk of [head, ...itemChunks]) {
      yield* (chunk as Chunk).read();
      yield;
    }
  }
}

function splitAnew(uri: string, text: string, previous: YamlFile | undefined): YamlFile {
  const known = new Map<string, Chunk[]>();
  for (const document of previous?.documents ?? []) {
    for (const chunk of [document.head, ...document.itemChunks]) {
      const same = known.get(chunk.text);
      if (same) same.push(chunk as Chunk);
      else known.set(chunk.text, [chunk as Chunk]);
    }
  }
  const chunkAt = (range: ItemRange): Chunk => {
    const part = text.slice(range.start, range.end);
    const kept = known.get(part)?.shift();
    if (!kept) return new Chunk(uri, detached(part), range.start, range.open);
    kept.start = range.start;
    return kept;
  };
  const documents = splitYaml(text).map((split: SplitDocument) => {
    const itemChunks = split.items.map(chunkAt);
    Chunk.inBatches(itemChunks);
    return { marked: split.marked, head: chunkAt(split.head), itemChunks };
  });
  return { uri, text, documents };
}

/** A copy that does not keep the whole file's text alive, as an engine's slices do. */
function detached(part: string): string {
  return ` ${part}`.slice(1);
}

/** The items of `spec.data` that stand in `chunk`; `dataNode` is what the head has there. */
export function chunkNodes(
  document: YamlDocument,
  chunk: YamlChunk,
  dataNode: YamlNode | undefined,
): (YamlNode | undefined)[] {
  if (chunk !== document.head) {
    const root = chunk.tree.root;
    return [root?.type === 'list' ? root.items[0] : root];
  }
  const list = dataNode?.type === 'alias' ? dataNode.target : dataNode;
  return list?.type === 'list' ? [...list.items] : [];
}

/** The document and chunk at `offset` of the file; at a border the later one. */
export function chunkAt(file: YamlFile, offset: number): { document: YamlDocument; chunk: YamlChunk } | undefined {
  const document = file.documents.findLast((candidate) => candidate.head.start <= offset) ?? file.documents[0];
  if (!document) return undefined;
  const chunk = document.itemChunks.findLast((candidate) => candidate.start <= offset) ?? document.head;
  return { document, chunk };
}

/** The head's root mapping, if it is one. */
export function rootMap(document: YamlDocument): YamlMap | undefined {
  const root = document.head.tree.root;
  return root?.type === 'map' ? root : undefined;
}

class Chunk implements YamlChunk {
  private parsed: YamlTree | undefined;
  /** New items around this one that are parsed together. */
  private batch: readonly Chunk[] = [];

  constructor(
    readonly uri: string,
    readonly text: string,
    public start: number,
    /** See `ItemRange.open`. */
    readonly open?: true,
  ) {}

  get tree(): YamlTree {
    this.parsed ??= quickRead(this.text);
    if (!this.parsed && this.batch.length > 1) this.parseBatch();
    return (this.parsed ??= parseWhole(this.text));
  }

  /** Reads the tree in steps, where it is long. */
  *read(): Generator<void> {
    if (this.parsed || this.text.length <= batchLength) return void this.tree;
    const read = (yield* quickReadInSteps(this.text)) ?? (yield* parseInSteps(this.text));
    this.parsed ??= read;
  }

  /** Puts items that were made together into batches that are parsed in one go. */
  static inBatches(chunks: readonly Chunk[]): void {
    let batch: Chunk[] = [];
    let length = 0;
    for (const chunk of chunks) {
      if (chunk.parsed) batch = [];
      else {
        if (batch.length === 0 || length + chunk.text.length > batchLength) {
          batch = [];
          length = 0;
        }
        batch.push(chunk);
        chunk.batch = batch;
        length += chunk.text.length;
      }
    }
  }

  private parseBatch(): void {
    const unread = this.batch.filter((chunk) => !(chunk.parsed ??= quickRead(chunk.text)));
    for (const chunk of this.batch) chunk.batch = [];
    const trees = parseYamlItems(unread.map((chunk) => chunk.text));
    for (const [index, chunk] of unread.entries()) chunk.parsed = trees?.[index];
  }
}

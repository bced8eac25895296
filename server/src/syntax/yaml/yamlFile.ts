import type { TextPart } from '../../base/place';
import type { TextRange } from '../../base/textRange';
import type { YamlMap, YamlNode, YamlTree } from './nodes';
import { parseYaml } from './parse';
import { splitYaml, type SplitDocument } from './split';

/** A part of a YAML file that is parsed by itself; ranges of its tree are relative to its start. */
export interface YamlChunk extends TextPart {
  readonly text: string;
  readonly tree: YamlTree;
}

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
  const known = new Map<string, Chunk[]>();
  for (const document of previous?.documents ?? []) {
    for (const chunk of [document.head, ...document.itemChunks]) {
      const same = known.get(chunk.text);
      if (same) same.push(chunk as Chunk);
      else known.set(chunk.text, [chunk as Chunk]);
    }
  }
  const chunkAt = (range: TextRange): YamlChunk => {
    const part = text.slice(range.start, range.end);
    const kept = known.get(part)?.shift();
    if (!kept) return new Chunk(uri, detached(part), range.start);
    kept.start = range.start;
    return kept;
  };
  const documents = splitYaml(text).map((split: SplitDocument) => ({
    marked: split.marked,
    head: chunkAt(split.head),
    itemChunks: split.items.map(chunkAt),
  }));
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

  constructor(
    readonly uri: string,
    readonly text: string,
    public start: number,
  ) {}

  get tree(): YamlTree {
    return (this.parsed ??= parseYaml(this.text));
  }
}

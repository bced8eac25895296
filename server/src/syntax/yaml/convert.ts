import { isAlias, isCollection, isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { runToEnd } from '../../base/steps';
import type { TextRange } from '../../base/textRange';
import { duplicatesOf } from './duplicates';
import { invalid, plainValue } from './plainScalar';
import { refusedEntry, refusedText } from './refusedInBrackets';
import type {
  YamlAlias,
  YamlDuplicate,
  YamlEntry,
  YamlList,
  YamlMap,
  YamlNode,
  YamlProblem,
  YamlScalar,
  YamlTree,
} from './nodes';

/** Deeper nesting than this is left out of the tree: no file of ours needs it, and hostile ones would overflow the stack. */
const maxDepth = 100;
/** Entries or items that are turned in one step. */
const partsPerStep = 8;
/** The library leaves a whole number with this tag a text. */
const floatTag = 'tag:yaml.org,2002:float';

/** Turns the library's nodes into ours; `problems` is what PyYAML refuses and the library takes. */
export function convert(text: string, contents: Node | null): YamlTree {
  return runToEnd(convertInSteps(text, contents, Infinity));
}

/** The same in steps of few milliseconds; what is no longer than `length` is turned in one step. */
export function* convertInSteps(text: string, contents: Node | null, length: number): Generator<void, YamlTree> {
  const converter = new Converter(text);
  const root = contents ? yield* converter.nodeInSteps(contents, 0, length) : undefined;
  converter.connectAliases();
  const duplicates = converter.duplicates.sort((a, b) => a.ignored.range.start - b.ignored.range.start);
  return { root, problems: converter.problems, duplicates };
}

/**
 * The same for one item of a list that was parsed with others: `text` is the item's own, with its indentation, `base`
 * where that begins in what was parsed. Undefined when the item does not lie within its text.
 */
export function convertItem(text: string, item: unknown, base: number): YamlTree | undefined {
  const converter = new Converter(text, base);
  const node = converter.listItem(item, 0);
  converter.connectAliases();
  const dash = text.length - text.trimStart().length;
  const end = node?.range.end ?? dash + 1;
  if (node && (node.range.start < dash || end > text.length)) return undefined;
  const duplicates = converter.duplicates.sort((a, b) => a.ignored.range.start - b.ignored.range.start);
  const root: YamlList = { type: 'list', range: { start: dash, end }, items: [node], flow: false };
  return { root, problems: converter.problems, duplicates };
}

/** A range of the library within a text of that length. */
export function toRange(pos: readonly number[], length: number): TextRange {
  const start = Math.min(pos[0] ?? 0, length);
  return { start, end: Math.min(Math.max(pos[1] ?? start, start), length) };
}

type Target = Exclude<YamlNode, YamlAlias>;

/** Owns the anchors of one document. */
class Converter {
  readonly problems: YamlProblem[] = [];
  readonly duplicates: YamlDuplicate[] = [];
  /** What stands behind an anchor is known only when its end is reached; an alias inside it refers to it too. */
  private readonly anchors = new Map<string, { target: Target | undefined }>();
  private readonly aliases: { node: { target: Target | undefined }; anchor: { target: Target | undefined } }[] = [];

  /** `base`: where `text` begins in what the library parsed. */
  constructor(
    private readonly text: string,
    private readonly base = 0,
  ) {}

  node(node: Node, depth: number): YamlNode | undefined {
    if (depth > maxDepth) return undefined;
    if (isAlias(node)) return this.alias(node.source, this.range(node.range));
    const anchor = this.anchorOf(node);
    anchor.target = this.collectionOrScalar(node, depth);
    return anchor.target;
  }

  /** The same; a long collection in steps. */
  *nodeInSteps(node: Node, depth: number, length: number): Generator<void, YamlNode | undefined> {
    const [start = 0, , end = start] = node.range ?? [];
    if (depth > maxDepth || end - start <= length || !isCollection(node)) return this.node(node, depth);
    const anchor = this.anchorOf(node);
    anchor.target = yield* this.collectionInSteps(node, depth, length);
    return anchor.target;
  }

  private anchorOf(node: Node): { target: Target | undefined } {
    const name = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    const anchor: { target: Target | undefined } = { target: undefined };
    if (name && this.anchors.has(name))
      this.problem(`The anchor &${name} is given twice`, this.withAnchor(name, node.range));
    if (name) this.anchors.set(name, anchor);
    return anchor;
  }

  /** The library's ranges begin behind the anchor. */
  private withAnchor(name: string, pos: readonly number[] | null | undefined): TextRange {
    const { start, end } = this.range(pos);
    const found = this.text.lastIndexOf(`&${name}`, start);
    return { start: found < 0 ? start : found, end };
  }

  connectAliases(): void {
    for (const { node, anchor } of this.aliases) node.target = anchor.target;
  }

  private alias(name: string, range: TextRange): YamlAlias {
    const alias = { type: 'alias' as const, range, target: undefined };
    const anchor = this.anchors.get(name);
    if (anchor) this.aliases.push({ node: alias, anchor });
    else this.problem(`There is no anchor &${name} above this alias`, range);
    return alias;
  }

  private collectionOrScalar(node: Node, depth: number): YamlMap | YamlList | YamlScalar | undefined {
    if (isScalar(node)) return this.scalar(node);
    if (isMap(node))
      return this.map(
        node,
        node.items.filter(isPair).map((pair) => this.entry(pair, depth)),
      );
    if (!isSeq(node)) return undefined;
    return this.list(
      node,
      node.items.map((item) => this.listItem(item, depth)),
    );
  }

  private *collectionInSteps(
    node: YAMLMap | YAMLSeq,
    depth: number,
    length: number,
  ): Generator<void, YamlMap | YamlList> {
    const entries: YamlEntry[] = [];
    const items: (YamlNode | undefined)[] = [];
    let count = 0;
    for (const part of node.items) {
      if (isSeq(node)) items.push(yield* this.listItemInSteps(part, depth, length));
      else if (isPair(part)) entries.push(yield* this.entryInSteps(part, depth, length));
      if (++count % partsPerStep === 0) yield;
    }
    return isSeq(node) ? this.list(node, items) : this.map(node, entries);
  }

  private map(node: YAMLMap, entries: readonly YamlEntry[]): YamlMap {
    const { start, end: atEnd } = this.range(node.range);
    const end = node.flow ? atEnd : (entries.at(-1)?.range.end ?? atEnd);
    const flow = node.flow === true;
    const map: YamlMap = { type: 'map', range: { start, end: Math.max(start, end) }, entries, flow };
    for (const duplicate of duplicatesOf(map)) this.duplicates.push(duplicate);
    if (flow) for (const entry of entries) this.problems.push(...refusedEntry(this.text, entry));
    return map;
  }

  private list(node: YAMLSeq, items: readonly (YamlNode | undefined)[]): YamlList {
    const { start, end: atEnd } = this.range(node.range);
    if (node.flow) for (const item of items) this.problems.push(...refusedText(item));
    const end = node.flow ? atEnd : (items.findLast((item) => item !== undefined)?.range.end ?? atEnd);
    return { type: 'list', range: { start, end: Math.max(start, end) }, items, flow: node.flow === true };
  }

  listItem(item: unknown, depth: number): YamlNode | undefined {
    if (isPair(item)) return this.mapOf(this.entry(item, depth));
    return this.refuseMark(this.node(item as Node, depth + 1));
  }

  private *listItemInSteps(item: unknown, depth: number, length: number): Generator<void, YamlNode | undefined> {
    if (isPair(item)) return this.mapOf(yield* this.entryInSteps(item, depth, length));
    return this.refuseMark(yield* this.nodeInSteps(item as Node, depth + 1, length));
  }

  private entry(pair: Pair, depth: number): YamlEntry {
    const key = this.key(pair.key as Node | null, depth);
    return this.entryOf(pair, key, pair.value ? this.node(pair.value as Node, depth + 1) : undefined);
  }

  private *entryInSteps(pair: Pair, depth: number, length: number): Generator<void, YamlEntry> {
    const keyNode = pair.key as Node | null;
    const isTree = isCollection(keyNode) && depth < maxDepth;
    const key = isTree ? this.refuseKey(yield* this.nodeInSteps(keyNode, depth + 1, length)) : this.key(keyNode, depth);
    const value = pair.value ? yield* this.nodeInSteps(pair.value as Node, depth + 1, length) : undefined;
    return this.entryOf(pair, key, value);
  }

  private entryOf(pair: Pair, key: YamlScalar | undefined, value: YamlNode | undefined): YamlEntry {
    const keyNode = pair.key as Node | null;
    const keyRange = keyNode?.range ? this.range(keyNode.range) : undefined;
    const start = keyRange?.start ?? value?.range.start ?? 0;
    const end = value?.range.end ?? key?.range.end ?? keyRange?.end ?? start;
    this.refuseMark(value);
    if (key?.source === '<<' && key.style === 'plain' && value?.type === 'scalar')
      this.problem('A merge key needs a mapping or a list of mappings', value.range);
    return { key, value, range: { start, end: Math.max(start, end) } };
  }

  /** A pair in a list in brackets is a mapping of its own. */
  private mapOf(entry: YamlEntry): YamlMap {
    this.problems.push(...refusedEntry(this.text, entry));
    return { type: 'map', range: entry.range, entries: [entry], flow: true };
  }

  private key(node: Node | null, depth: number): YamlScalar | undefined {
    if (!node) return undefined;
    if (isScalar(node)) {
      const converted = this.node(node, depth);
      return converted?.type === 'scalar' ? converted : undefined;
    }
    return this.refuseKey(this.node(node, depth + 1));
  }

  private refuseKey(converted: YamlNode | undefined): undefined {
    if (converted?.type === 'map' || converted?.type === 'list')
      this.problem(
        'A mapping or list cannot be a key; a text that begins with a bracket needs quotes',
        converted.range,
      );
    return undefined;
  }

  private scalar(node: {
    value: unknown;
    source?: string;
    range?: readonly number[] | null;
    type?: string;
    tag?: string;
  }): YamlScalar {
    const range = this.range(node.range);
    const given = typeof node.value === 'symbol' ? (node.value.description ?? '') : node.value;
    const source = node.source ?? (typeof given === 'string' ? given : this.text.slice(range.start, range.end));
    const style = styleOf(node.type);
    const value = style === 'plain' && (node.tag === undefined || node.tag === floatTag) ? plainValue(source) : given;
    if (value === invalid)
      this.problem('There is no such date or time; a text that looks like one needs quotes', range);
    return { type: 'scalar', range, value: isPlainValue(value) ? value : source, source, style };
  }

  /** PyYAML gives a plain `=` or `<<` a type of its own, which its safe loader cannot build. */
  private refuseMark(node: YamlNode | undefined): YamlNode | undefined {
    if (node?.type === 'scalar' && node.style === 'plain' && (node.source === '=' || node.source === '<<'))
      this.problem(`A lone ${node.source} needs quotes`, node.range);
    return node;
  }

  private range(pos: readonly number[] | null | undefined): TextRange {
    return toRange(
      (pos ?? []).map((offset) => Math.max(0, offset - this.base)),
      this.text.length,
    );
  }

  private problem(message: string, range: TextRange): void {
    this.problems.push({ kind: 'syntax', message, range });
  }
}

function styleOf(type: string | undefined): YamlScalar['style'] {
  if (type === 'QUOTE_DOUBLE') return 'double';
  if (type === 'QUOTE_SINGLE') return 'single';
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED' ? 'block' : 'plain';
}

function isPlainValue(value: unknown): value is YamlScalar['value'] {
  return (
    value === null ||
    ['string', 'number', 'boolean', 'bigint', 'undefined'].includes(typeof value) ||
    value instanceof Date
  );
}

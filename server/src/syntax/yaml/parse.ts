import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument, type Document, type Node } from 'yaml';
import type { TextRange } from '../../base/textRange';
import type { YamlAlias, YamlEntry, YamlList, YamlMap, YamlNode, YamlProblem, YamlScalar, YamlTree } from './nodes';

/** Deeper nesting than this is left out of the tree: no file of ours needs it, and hostile ones would overflow the stack. */
const maxDepth = 100;
/** Longer runs of opening brackets are refused before the parser, which is recursive, sees them. */
const deepFlow = /(?:[[{][\s"',:\w]{0,20}){200}/;

/**
 * Parses one YAML document (or one item cut out of it). Never throws; ranges are relative to `text`.
 * Read as YAML 1.1, as PyYAML's safe loader does (facts/versions/object-files.md §1).
 */
export function parseYaml(text: string): YamlTree {
  if (deepFlow.test(text)) return tooDeep(text);
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      version: '1.1',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
      keepSourceTokens: false,
    });
  } catch {
    return tooDeep(text);
  }
  const problems: YamlProblem[] = document.errors.map((error) => ({
    kind: 'syntax',
    message: error.message,
    range: toRange(error.pos, text.length),
  }));
  for (const warning of document.warnings) {
    if (warning.code === 'TAG_RESOLVE_FAILED') {
      problems.push({ kind: 'tag', message: warning.message, range: toRange(warning.pos, text.length) });
    }
  }
  const converter = new Converter(text);
  const root = document.contents ? converter.node(document.contents, 0) : undefined;
  converter.connectAliases();
  return { root: isEmptyRoot(root, text) ? undefined : root, problems };
}

function tooDeep(text: string): YamlTree {
  const message = 'This YAML is nested too deeply to be read.';
  return {
    root: undefined,
    problems: [{ kind: 'syntax', message, range: { start: 0, end: Math.min(1, text.length) } }],
  };
}

function toRange(pos: readonly number[], length: number): TextRange {
  const start = Math.min(pos[0] ?? 0, length);
  return { start, end: Math.min(Math.max(pos[1] ?? start, start), length) };
}

/** An empty document parses to a null without a width. */
function isEmptyRoot(root: YamlNode | undefined, text: string): boolean {
  return root?.type === 'scalar' && root.value === null && root.source === '' && !text.slice(root.range.start).trim();
}

/** Turns the library's nodes into ours; owns the anchors of one document. */
class Converter {
  private readonly anchors = new Map<string, Exclude<YamlNode, YamlAlias>>();
  private readonly aliases: { node: { target: Exclude<YamlNode, YamlAlias> | undefined }; name: string }[] = [];

  constructor(private readonly text: string) {}

  node(node: Node, depth: number): YamlNode | undefined {
    if (depth > maxDepth) return undefined;
    if (isAlias(node)) {
      const alias = { type: 'alias' as const, range: toRange(node.range ?? [], this.text.length), target: undefined };
      this.aliases.push({ node: alias, name: node.source });
      return alias;
    }
    const converted = this.collectionOrScalar(node, depth);
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor && converted) this.anchors.set(anchor, converted);
    return converted;
  }

  connectAliases(): void {
    for (const { node, name } of this.aliases) node.target = this.anchors.get(name);
  }

  private collectionOrScalar(node: Node, depth: number): YamlMap | YamlList | YamlScalar | undefined {
    if (isScalar(node)) return this.scalar(node);
    const start = node.range?.[0] ?? 0;
    const atEnd = node.range?.[1] ?? start;
    if (isMap(node)) {
      const entries: YamlEntry[] = [];
      for (const pair of node.items) if (isPair(pair)) entries.push(this.entry(pair, depth));
      const end = node.flow ? atEnd : (entries.at(-1)?.range.end ?? atEnd);
      return { type: 'map', range: { start, end: Math.max(start, end) }, entries, flow: node.flow === true };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.item(item, depth));
      const end = node.flow ? atEnd : (items.findLast((item) => item !== undefined)?.range.end ?? atEnd);
      return { type: 'list', range: { start, end: Math.max(start, end) }, items, flow: node.flow === true };
    }
    return undefined;
  }

  private item(item: unknown, depth: number): YamlNode | undefined {
    if (isPair(item)) {
      const entry = this.entry(item, depth);
      return { type: 'map', range: entry.range, entries: [entry], flow: true };
    }
    return this.node(item as Node, depth + 1);
  }

  private entry(pair: { key: unknown; value: unknown }, depth: number): YamlEntry {
    const keyNode = pair.key as Node | null;
    const key = keyNode && isScalar(keyNode) ? this.scalar(keyNode) : undefined;
    const value = pair.value ? this.node(pair.value as Node, depth + 1) : undefined;
    const start = keyNode?.range?.[0] ?? value?.range.start ?? 0;
    const end = value?.range.end ?? key?.range.end ?? keyNode?.range?.[1] ?? start;
    return { key, value, range: { start, end: Math.max(start, end) } };
  }

  private scalar(node: {
    value: unknown;
    source?: string;
    range?: readonly number[] | null;
    type?: string;
  }): YamlScalar {
    const range = toRange(node.range ?? [], this.text.length);
    const style =
      node.type === 'QUOTE_DOUBLE'
        ? 'double'
        : node.type === 'QUOTE_SINGLE'
          ? 'single'
          : node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
            ? 'block'
            : 'plain';
    const value = typeof node.value === 'symbol' ? (node.value.description ?? '') : node.value;
    const source = node.source ?? (typeof value === 'string' ? value : this.text.slice(range.start, range.end));
    return { type: 'scalar', range, value: isPlainValue(value) ? value : source, source, style };
  }
}

function isPlainValue(value: unknown): value is YamlScalar['value'] {
  return (
    value === null ||
    ['string', 'number', 'boolean', 'bigint', 'undefined'].includes(typeof value) ||
    value instanceof Date
  );
}

import { isCollection, isMap, isPair, type CST, type Document } from 'yaml';

/** A collection as the library's parser gives it, before anything is known of what its texts mean. */
export type CollectionToken = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

/** What the library made of something; `errors` and `warnings` in the order in which it found them. */
export type Composed = Pick<Document.Parsed, 'errors' | 'warnings'>;

/** The content of a collection, made apart from what stands around it. */
export interface Content extends Composed {
  readonly items: readonly unknown[];
  /** Where the last item ends, for the library. */
  readonly end: number;
  /** Where the last thing ends that is no item. */
  readonly commentEnd: number | undefined;
}

/** The message of the error that a hollow collection makes where its content would be read. */
const mark = '\0content';

/**
 * The collection without its content, as long as that: the library says of it and around it what it says of the whole. In
 * place of the content there is an error that `putInto` takes away.
 */
export function hollowOf(collection: CollectionToken, { end, commentEnd }: Content): CollectionToken {
  const { offset, indent } = collection;
  const value: CST.ErrorToken = { type: 'error', offset: end, source: '', message: mark };
  const entry = {
    start: [],
    key: emptyScalar(offset, indent),
    sep: [{ type: 'map-value-ind' as const, offset, indent, source: ':' }],
    value,
  };
  if (collection.type === 'flow-collection')
    return { ...collection, items: [isFlowMap(collection) ? entry : { start: [], value }] };
  const behind =
    commentEnd === undefined
      ? []
      : [{ start: [{ type: 'newline' as const, offset: commentEnd - 1, indent, source: '\n' }] }];
  if (collection.type === 'block-map') return { ...collection, items: [...behind, entry] };
  const dash = { type: 'seq-item-ind' as const, offset, indent, source: '-' };
  return { ...collection, items: [...behind, { start: [dash], value }] };
}

/**
 * Puts the content into what the library made of the hollow collection, which is among the nodes or the key or value of
 * one of them. Gives false when it made something else of it.
 */
export function putInto(
  hollow: CollectionToken,
  content: Content,
  { nodes, composed }: { readonly nodes: readonly unknown[]; readonly composed: Composed },
): boolean {
  const node = nodes.flatMap(valuesIn).find((each) => isCollection(each) && each.srcToken === hollow);
  const at = composed.errors.findIndex(({ message }) => message === mark);
  if (!isCollection(node) || at < 0) return false;
  node.items = [...content.items];
  composed.errors = [...composed.errors.slice(0, at), ...content.errors, ...composed.errors.slice(at + 1)];
  composed.warnings = [...composed.warnings, ...content.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  return true;
}

/** A node, or the key and value of a pair; a pair in a list in brackets is a mapping of its own. */
function valuesIn(node: unknown): unknown[] {
  if (isPair(node)) return [node.key, node.value];
  return isMap(node) && node.items.length === 1 ? [node, node.items[0]?.key, node.items[0]?.value] : [node];
}

export function isFlowMap({ start }: CST.FlowCollection): boolean {
  return start.source === '{';
}

export function emptyScalar(offset: number, indent: number): CST.FlowScalar {
  return { type: 'scalar', offset, indent, source: '' };
}

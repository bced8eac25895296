import { Composer, CST, isCollection, type Document } from 'yaml';
import { emptyScalar, hollowOf, isFlowMap, putInto, type CollectionToken, type Composed, type Content } from './hollow';
import { libraryOptions } from './library';

type Item = CST.CollectionItem;

/** Some items of a collection, and where the last of them ends. */
interface Piece extends Composed {
  readonly items: readonly unknown[];
  readonly end: number;
  /** The same, or where something behind them ends that is no item. */
  readonly behind: number;
}

/** Where a piece stands in its collection. */
interface Place {
  /** Where the item before it ends. */
  readonly offset: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** A key or value that is composed apart. */
interface LongPart {
  readonly name: 'key' | 'value';
  readonly token: CollectionToken;
  readonly until: number;
}

interface Filled {
  readonly name: LongPart['name'];
  readonly hollow: CollectionToken;
  readonly content: Content;
}

/** Nothing is taken out of collections deeper than this. */
const maxDepth = 500;

export interface ComposeOptions {
  /** What stands before the document. */
  readonly directives: readonly CST.Token[];
  /** Where it ends. */
  readonly until: number;
  /** Length of a piece in UTF-16 code units. */
  readonly length: number;
  /** Makes the library's document. */
  readonly compose: (token: CST.Document) => Document.Parsed | undefined;
}

/**
 * Composes a document that the library's parser gave by pieces, with a step after each: the library itself has one
 * recursive function for all of it. A long collection is composed hollow where it stands, and its items some at a time,
 * in documents of their own; then they are put into it. Nodes, errors and warnings are those of the whole.
 */
export function* composePieces(
  token: CST.Document,
  options: ComposeOptions,
): Generator<void, Document.Parsed | undefined> {
  const { value } = token;
  const { directives, until, length, compose } = options;
  const pieces = new Pieces(directives, length);
  if (!pieces.canBeHollow(value, token.start) || until - value.offset <= length) return compose(token);
  const content = yield* pieces.contentOf(value, until, 0);
  const hollow = hollowOf(value, content);
  const composed = compose({ ...token, value: hollow });
  if (!composed) return undefined;
  return putInto(hollow, content, { nodes: [composed.contents], composed }) ? composed : compose(token);
}

/** Composes what is in the collections of one document. */
class Pieces {
  constructor(
    private readonly directives: readonly CST.Token[],
    private readonly length: number,
  ) {}

  /** A tag of YAML's own may make something else of the items than a list or mapping of them. */
  canBeHollow(token: CST.Token | undefined, before: readonly CST.SourceToken[]): token is CollectionToken {
    if (!CST.isCollection(token)) return false;
    const tags = before.filter(({ type }) => type === 'tag');
    return tags.length === 0 || (this.directives.length === 0 && tags.every(({ source }) => /^![\w.-]*$/.test(source)));
  }

  /** `until`: where the next thing behind the collection begins. */
  *contentOf(collection: CollectionToken, until: number, depth: number): Generator<void, Content> {
    const all: readonly Item[] = collection.items;
    const items: unknown[] = [];
    const errors: Composed['errors'] = [];
    const warnings: Composed['warnings'] = [];
    let end = collection.offset + (collection.type === 'flow-collection' ? collection.start.source.length : 0);
    let commentEnd: number | undefined;
    let first = 0;
    const take = (piece: Piece, next: number): void => {
      for (const item of piece.items) items.push(item);
      for (const error of piece.errors) errors.push(error);
      for (const warning of piece.warnings) warnings.push(warning);
      end = piece.end;
      first = next;
    };
    const compose = (next: number, own = all.slice(first, next)): Piece =>
      this.piece(collection, own, { offset: end, isFirst: first === 0, isLast: next === all.length });
    for (const [index, item] of all.entries()) {
      const behind = startOf(all[index + 1]) ?? until;
      const long = depth < maxDepth ? this.longParts(item, behind) : [];
      if (isNoItem(collection, item)) {
        const piece = compose(index + 1);
        commentEnd = piece.behind;
        take(piece, index + 1);
        yield;
      } else if (long.length > 0) {
        if (first < index) take(compose(index), index);
        const filled: Filled[] = [];
        for (const part of long) {
          const content = yield* this.contentOf(part.token, part.until, depth + 1);
          filled.push({ name: part.name, hollow: hollowOf(part.token, content), content });
        }
        const hollows = Object.fromEntries(filled.map(({ name, hollow }) => [name, hollow]));
        const piece = compose(index + 1, [{ ...item, ...hollows }]);
        const isFilled = filled.every(({ hollow, content }) =>
          putInto(hollow, content, { nodes: piece.items, composed: piece }),
        );
        take(isFilled ? piece : compose(index + 1), index + 1);
        yield;
      } else if (behind - (startOf(all[first]) ?? end) > this.length) {
        take(compose(index + 1), index + 1);
        yield;
      }
    }
    if (first < all.length) take(compose(all.length), all.length);
    return { items, errors, warnings, end, commentEnd };
  }

  /** The key and the value of an item where they are long; in brackets it matters for a key how many lines it has. */
  private longParts(item: Item, behind: number): LongPart[] {
    const { start, key, sep = [], value } = item;
    const parts: LongPart[] = [];
    const keyEnd = sep[0]?.offset ?? value?.offset ?? behind;
    if (key && keyEnd - key.offset > this.length && key.type !== 'flow-collection' && this.canBeHollow(key, start))
      parts.push({ name: 'key', token: key, until: keyEnd });
    if (value && behind - value.offset > this.length && this.canBeHollow(value, [...start, ...sep]))
      parts.push({ name: 'value', token: value, until: behind });
    return parts;
  }

  /** Some items of a collection, in a document of their own. */
  private piece(collection: CollectionToken, items: readonly Item[], place: Place): Piece {
    const composer = new Composer({ ...libraryOptions, keepSourceTokens: true });
    for (const token of this.directives) Array.from(composer.next(token));
    // What is wrong with the directives is said of the real document.
    const { errors, warnings } = composer.streamInfo();
    const [errorsBefore, warningsBefore] = [errors.length, warnings.length];
    const { offset } = place;
    const start: CST.SourceToken[] = [
      { type: 'doc-start', offset, indent: 0, source: '---' },
      { type: 'newline', offset, indent: 0, source: '\n' },
    ];
    Array.from(composer.next({ type: 'document', offset, start, value: partOf(collection, items, place) }));
    const [document] = composer.end();
    const own: Composed = {
      errors: document?.errors.slice(errorsBefore) ?? [],
      warnings: document?.warnings.slice(warningsBefore) ?? [],
    };
    const node = document?.contents;
    // Nested too deeply for the library.
    if (!isCollection(node)) return { ...own, items: [], end: offset, behind: offset };
    const { items: made, range } = node;
    const [, end, behind] = range;
    if (collection.type !== 'flow-collection') return { ...own, items: made, end, behind };
    // The bracket that is left out is missed at the end.
    own.errors.pop();
    const first = place.isFirst ? 0 : 1;
    if (!isFollowed(items, place)) return { ...own, items: made.slice(first), end, behind };
    const last = items.at(-1)?.start.at(-1);
    const endOfLast = last ? last.offset + last.source.length : offset;
    return { ...own, items: made.slice(first, -1), end: endOfLast, behind: endOfLast };
  }
}

/** A collection with some of its items only; in brackets others around them, since it matters which are the first and last. */
function partOf(collection: CollectionToken, items: readonly Item[], place: Place): CST.Token {
  const { offset, isFirst } = place;
  if (collection.type !== 'flow-collection') return { ...collection, offset, items: [...items] } as CollectionToken;
  const { indent } = collection;
  const scalar = emptyScalar(offset, indent);
  const other = isFlowMap(collection) ? { key: scalar, sep: [] } : { value: scalar };
  const comma = { type: 'comma' as const, offset, indent, source: ',' };
  const before = isFirst ? [] : [{ start: [], ...other }];
  const after = isFollowed(items, place) ? [{ start: [comma], ...other }] : [];
  return { ...collection, items: [...before, ...items, ...after], end: [] };
}

/** In brackets nothing between two commas is wrong, except behind the last one. */
function isFollowed(items: readonly Item[], { isLast }: Place): boolean {
  const last = items.at(-1);
  return (
    !isLast && last !== undefined && !last.sep && !last.value && !hasAny(last, 'explicit-key-ind', 'anchor', 'tag')
  );
}

function hasAny({ start }: Item, ...types: readonly CST.SourceToken['type'][]): boolean {
  return start.some(({ type }) => types.includes(type));
}

function startOf(item: Item | undefined): number | undefined {
  return item?.start[0]?.offset ?? item?.key?.offset ?? item?.sep?.[0]?.offset ?? item?.value?.offset;
}

/** True for comments behind the last item, and for what the library leaves out of a mapping or list. */
function isNoItem({ type }: CollectionToken, item: Item): boolean {
  if (type === 'block-map') return !item.sep && !hasAny(item, 'explicit-key-ind', 'anchor', 'tag');
  return type === 'block-seq' && !item.value && !hasAny(item, 'seq-item-ind', 'anchor', 'tag');
}

import type { TextRange } from '../../base/textRange';

/** The kinds of operation of a GraphQL document. */
export type OperationType = 'query' | 'mutation' | 'subscription';

/** A GraphQL document reduced to what callers need; ranges are UTF-16 code units from the start of the text. */
export interface GraphqlDocument {
  readonly operations: readonly GraphqlOperation[];
  readonly fragments: readonly GraphqlFragment[];
  /** Why the text could not be read as a whole; operations then carry names and variables, but no selections. */
  readonly error?: GraphqlError;
}

/** The first error of a document, in the parser's words. */
export interface GraphqlError {
  readonly message: string;
  readonly range: TextRange;
}

/** An operation; `range` runs from its keyword (or opening brace) to its closing brace. */
export interface GraphqlOperation {
  readonly type: OperationType;
  readonly name?: string;
  readonly nameRange?: TextRange;
  readonly range: TextRange;
  readonly variables: readonly GraphqlVariable[];
  readonly selections: readonly GraphqlSelection[];
}

/** `$name: Type = default`; `range` is that of `$name`. */
export interface GraphqlVariable {
  readonly name: string;
  readonly range: TextRange;
  /** The type as written, without blanks: `[String!]!`; empty when it is missing in half-typed text. */
  readonly type: string;
  readonly hasDefault: boolean;
}

/** A `fragment` definition; `range` is that of its name. */
export interface GraphqlFragment {
  readonly name: string;
  readonly range: TextRange;
  /** The type the fragment is on. */
  readonly on: string;
  /** The fragments it spreads, wherever in its selection, in order, repetitions kept. */
  readonly spreads: readonly GraphqlSpread[];
  readonly selections: readonly GraphqlSelection[];
}

export type GraphqlSelection = GraphqlField | GraphqlSpread | GraphqlInlineFragment;

/** A field; `range` is that of its name, not of its alias. */
export interface GraphqlField {
  readonly type: 'field';
  readonly name: string;
  readonly alias?: string;
  readonly range: TextRange;
  readonly arguments: readonly GraphqlArgument[];
  readonly selections: readonly GraphqlSelection[];
}

/** `...Name`; `range` is that of the name. */
export interface GraphqlSpread {
  readonly type: 'spread';
  readonly name: string;
  readonly range: TextRange;
}

/** `... on Kind { }`; `on` is absent in `... @include(if: $x) { }`. */
export interface GraphqlInlineFragment {
  readonly type: 'inline';
  readonly on?: string;
  readonly range: TextRange;
  readonly selections: readonly GraphqlSelection[];
}

/** An argument; `range` is that of its name, `valueRange` that of its value. */
export interface GraphqlArgument {
  readonly name: string;
  readonly range: TextRange;
  readonly valueRange: TextRange;
  readonly value: GraphqlValue;
}

export type GraphqlValue =
  | { readonly type: 'variable'; readonly name: string; readonly range: TextRange }
  | { readonly type: 'constant'; readonly value: string | number | boolean | null }
  | { readonly type: 'enum'; readonly name: string }
  | { readonly type: 'list'; readonly items: readonly GraphqlValue[] }
  | { readonly type: 'object'; readonly fields: ReadonlyMap<string, GraphqlValue> };

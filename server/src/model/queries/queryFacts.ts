import type { TextRange } from '../../base/textRange';
import type {
  GraphqlArgument,
  GraphqlDocument,
  GraphqlError,
  GraphqlField,
  GraphqlFragment,
  GraphqlOperation,
  GraphqlSelection,
  GraphqlValue,
  OperationType,
} from '../../syntax/graphql/nodes';
import { spreadsOf } from '../../syntax/graphql/convert';
import { parseGraphql } from '../../syntax/graphql/parse';
import { selectedPaths } from './selectedPaths';

/** What one GraphQL file declares and reads; plain values, ranges in UTF-16 code units from the start of the file. */
export interface QueryFacts {
  readonly operations: readonly OperationFacts[];
  readonly fragments: readonly FragmentFacts[];
  /** Every `...Name` of the file, in order of operations, then of fragments. */
  readonly fragmentSpreads: readonly NamedRange[];
  /** Set when the parser refused the file: operations then have no root fields, which proves nothing about them. */
  readonly syntaxError?: GraphqlError;
}

export interface NamedRange {
  readonly name: string;
  readonly range: TextRange;
}

export interface OperationFacts {
  readonly type: OperationType;
  readonly name?: string;
  readonly nameRange?: TextRange;
  readonly range: TextRange;
  readonly variables: readonly VariableFacts[];
  readonly rootFields: readonly RootFieldFacts[];
}

/** A variable; `range` covers `$name`. Required: the type ends in `!` and there is no default. */
export interface VariableFacts extends NamedRange {
  readonly type: string;
  readonly required: boolean;
  readonly hasDefault: boolean;
}

/** A field directly under the operation: a kind, a mutation or a built-in query; `range` covers its name. */
export interface RootFieldFacts extends NamedRange {
  readonly alias?: string;
  readonly arguments: readonly ArgumentFacts[];
  /**
   * What is read of the nodes, `edges` and `node` left out: `id`, `name`, `parent.name`. Each once, at most 1,000, at
   * most 20 names deep; fragments of the same file are followed.
   */
  readonly selectionPaths: readonly string[];
  /** Fragments spread in the field that this file does not define: their fields are missing from `selectionPaths`. */
  readonly unresolvedSpreads: readonly string[];
  /** What the answer calls otherwise, `edges` and `node` included; a field that is read without alias too is left out. */
  readonly aliases?: readonly AliasFacts[];
}

/** `tpl: template` below `edges { node { … } }`: the path `edges.node.template` with the alias `tpl`. */
export interface AliasFacts {
  readonly path: string;
  readonly alias: string;
}

export type ConstantValue = string | number | boolean | null | readonly ConstantValue[];

/** An argument; `range` covers its name. */
export interface ArgumentFacts extends NamedRange {
  readonly valueRange: TextRange;
  /** The variable that is the whole value, or the only item of a list: `$id`, `[$id]`. */
  readonly variable?: string;
  /** Every variable in the value. */
  readonly variables: readonly string[];
  /** The value, when it is a literal or a list of literals; enum values as their name. */
  readonly constant?: ConstantValue;
}

export interface FragmentFacts extends NamedRange {
  readonly on: string;
  /** Names of the fragments it spreads, each once. */
  readonly spreads: readonly string[];
}

/** Reads a GraphQL file. Any text is fine and nothing is thrown; see `parseGraphql` for the bounds. */
export function queryFacts(text: string): QueryFacts {
  return factsOf(parseGraphql(text));
}

function factsOf(document: GraphqlDocument): QueryFacts {
  const fragments = new Map(document.fragments.map((fragment) => [fragment.name, fragment]));
  const spreads = [
    ...document.operations.flatMap((operation) => spreadsOf(operation.selections)),
    ...document.fragments.flatMap((fragment) => fragment.spreads),
  ];
  return {
    operations: document.operations.map((operation) => operationFacts(operation, fragments)),
    fragments: document.fragments.map(({ name, range, on, spreads: inside }) => ({
      name,
      range,
      on,
      spreads: [...new Set(inside.map((spread) => spread.name))],
    })),
    fragmentSpreads: spreads.map(({ name, range }) => ({ name, range })),
    ...(document.error && { syntaxError: document.error }),
  };
}

function operationFacts(operation: GraphqlOperation, fragments: ReadonlyMap<string, GraphqlFragment>): OperationFacts {
  return {
    type: operation.type,
    ...(operation.name !== undefined && { name: operation.name }),
    ...(operation.nameRange && { nameRange: operation.nameRange }),
    range: operation.range,
    variables: operation.variables.map((variable) => ({
      ...variable,
      required: variable.type.endsWith('!') && !variable.hasDefault,
    })),
    rootFields: rootFields(operation.selections).map((field) => rootFieldFacts(field, fragments)),
  };
}

/** Fields under the operation, looking into inline fragments (`... @include(if: $x) { }`). */
function rootFields(selections: readonly GraphqlSelection[]): GraphqlField[] {
  return selections.flatMap((selection) => {
    switch (selection.type) {
      case 'field':
        return selection;
      case 'inline':
        return rootFields(selection.selections);
      case 'spread':
        return [];
    }
  });
}

function rootFieldFacts(field: GraphqlField, fragments: ReadonlyMap<string, GraphqlFragment>): RootFieldFacts {
  const { paths, unresolved, aliases } = selectedPaths(field, fragments);
  return {
    name: field.name,
    range: field.range,
    ...(field.alias !== undefined && { alias: field.alias }),
    arguments: field.arguments.map(argumentFacts),
    selectionPaths: paths,
    unresolvedSpreads: unresolved,
    ...(aliases.length > 0 && { aliases }),
  };
}

function argumentFacts(argument: GraphqlArgument): ArgumentFacts {
  const { value } = argument;
  const only = value.type === 'list' && value.items.length === 1 ? value.items[0] : value;
  const constant = constantOf(value);
  return {
    name: argument.name,
    range: argument.range,
    valueRange: argument.valueRange,
    ...(only?.type === 'variable' && { variable: only.name }),
    variables: [...new Set(variablesOf(value))],
    ...(constant !== undefined && { constant }),
  };
}

function variablesOf(value: GraphqlValue): string[] {
  switch (value.type) {
    case 'variable':
      return [value.name];
    case 'list':
      return value.items.flatMap(variablesOf);
    case 'object':
      return [...value.fields.values()].flatMap(variablesOf);
    case 'constant':
    case 'enum':
      return [];
  }
}

function constantOf(value: GraphqlValue): ConstantValue | undefined {
  switch (value.type) {
    case 'constant':
      return value.value;
    case 'enum':
      return value.name;
    case 'list': {
      const items = value.items.map(constantOf);
      return items.includes(undefined) ? undefined : (items as ConstantValue[]);
    }
    case 'variable':
    case 'object':
      return undefined;
  }
}

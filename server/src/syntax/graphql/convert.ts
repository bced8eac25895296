import {
  Kind,
  print,
  type ArgumentNode,
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { TextRange } from '../../base/textRange';
import type {
  GraphqlArgument,
  GraphqlDocument,
  GraphqlFragment,
  GraphqlOperation,
  GraphqlSelection,
  GraphqlSpread,
  GraphqlValue,
} from './nodes';

/** The parser's tree as our own nodes. Definitions of a schema (`type`, `input`, …) are left out. */
export function convertDocument(document: DocumentNode): GraphqlDocument {
  const operations: GraphqlOperation[] = [];
  const fragments: GraphqlFragment[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(convertOperation(definition));
    else if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.push(convertFragment(definition));
  }
  return { operations, fragments };
}

/** Every spread in the selections, inline fragments and nested fields included. */
export function spreadsOf(selections: readonly GraphqlSelection[]): GraphqlSpread[] {
  return selections.flatMap((selection) => (selection.type === 'spread' ? selection : spreadsOf(selection.selections)));
}

function convertOperation(node: OperationDefinitionNode): GraphqlOperation {
  return {
    type: node.operation,
    ...(node.name && { name: node.name.value, nameRange: rangeOf(node.name) }),
    range: rangeOf(node),
    variables: (node.variableDefinitions ?? []).map((definition) => ({
      name: definition.variable.name.value,
      range: rangeOf(definition.variable),
      type: print(definition.type),
      hasDefault: definition.defaultValue !== undefined,
    })),
    selections: convertSelections(node.selectionSet),
  };
}

function convertFragment(node: FragmentDefinitionNode): GraphqlFragment {
  const selections = convertSelections(node.selectionSet);
  return {
    name: node.name.value,
    range: rangeOf(node.name),
    on: node.typeCondition.name.value,
    spreads: spreadsOf(selections),
    selections,
  };
}

function convertSelections(set: SelectionSetNode | undefined): GraphqlSelection[] {
  return (set?.selections ?? []).map((node): GraphqlSelection => {
    switch (node.kind) {
      case Kind.FIELD:
        return {
          type: 'field',
          name: node.name.value,
          ...(node.alias && { alias: node.alias.value }),
          range: rangeOf(node.name),
          arguments: (node.arguments ?? []).map(convertArgument),
          selections: convertSelections(node.selectionSet),
        };
      case Kind.FRAGMENT_SPREAD:
        return { type: 'spread', name: node.name.value, range: rangeOf(node.name) };
      case Kind.INLINE_FRAGMENT:
        return {
          type: 'inline',
          ...(node.typeCondition && { on: node.typeCondition.name.value }),
          range: rangeOf(node),
          selections: convertSelections(node.selectionSet),
        };
    }
  });
}

function convertArgument(node: ArgumentNode): GraphqlArgument {
  return {
    name: node.name.value,
    range: rangeOf(node.name),
    valueRange: rangeOf(node.value),
    value: convertValue(node.value),
  };
}

function convertValue(node: ValueNode): GraphqlValue {
  switch (node.kind) {
    case Kind.VARIABLE:
      return { type: 'variable', name: node.name.value, range: rangeOf(node) };
    case Kind.INT:
    case Kind.FLOAT:
      return { type: 'constant', value: Number(node.value) };
    case Kind.STRING:
    case Kind.BOOLEAN:
      return { type: 'constant', value: node.value };
    case Kind.NULL:
      return { type: 'constant', value: null };
    case Kind.ENUM:
      return { type: 'enum', name: node.value };
    case Kind.LIST:
      return { type: 'list', items: node.values.map(convertValue) };
    case Kind.OBJECT:
      return {
        type: 'object',
        fields: new Map(node.fields.map((field) => [field.name.value, convertValue(field.value)])),
      };
  }
}

function rangeOf(node: ASTNode): TextRange {
  return { start: node.loc?.start ?? 0, end: node.loc?.end ?? 0 };
}

import type { SyntaxNode } from '@lezer/common';
import type { TextRange } from '../../base/textRange';
import type { Argument, ComprehensionLoop, DictEntry, Expression, Parameter } from './ast';
import { childrenOf, emptyAt, maxDepth, type Source, spanOf, splitAt, textOf } from './cursor';
import { numberValue, stringValue } from './literals';
import { spanning } from './span';

/** Reads one expression node. Never throws; what is not understood becomes `unknown` with its parts. */
export function readExpression(source: Source, node: SyntaxNode, depth: number): Expression {
  const span = spanOf(source, node);
  if (depth > maxDepth) return { kind: 'unknown', parts: [], span };
  const next = depth + 1;
  switch (node.name) {
    case 'VariableName':
    case 'PropertyName':
      return { kind: 'name', name: textOf(source, node), span };
    case 'Boolean':
      return { kind: 'literal', value: textOf(source, node) === 'True', span };
    case 'None':
      return { kind: 'literal', value: null, span };
    case 'Number': {
      const value = numberValue(textOf(source, node));
      return value === undefined ? { kind: 'unknown', parts: [], span } : { kind: 'literal', value, span };
    }
    case 'String': {
      const value = stringValue(textOf(source, node));
      return value === undefined ? { kind: 'unknown', parts: [], span } : { kind: 'literal', value, span };
    }
    case 'ContinuedString':
      return joinStrings(
        childrenOf(node).map((child) => readExpression(source, child, next)),
        span,
      );
    case 'FormatString':
      return { kind: 'template', parts: replacements(source, node, next), span };
    case 'Ellipsis':
      return { kind: 'ellipsis', span };
    case 'MemberExpression':
      return readMember(source, node, next);
    case 'CallExpression':
      return readCall(source, node, next);
    case 'AwaitExpression': {
      const value = childrenOf(node).find((child) => child.name !== 'await');
      if (!value) return { kind: 'unknown', parts: [], span };
      return { kind: 'await', value: readExpression(source, value, next), span };
    }
    case 'ParenthesizedExpression': {
      const inner = childrenOf(node).filter((child) => !/^[()]$|^⚠$/.test(child.name));
      const only = inner.length === 1 ? inner[0] : undefined;
      return only ? readExpression(source, only, next) : unknownOf(source, node, next);
    }
    case 'TupleExpression':
    case 'ArrayExpression':
    case 'SetExpression': {
      const form = node.name === 'TupleExpression' ? 'tuple' : node.name === 'ArrayExpression' ? 'list' : 'set';
      return { kind: 'sequence', form, items: readItems(source, childrenOf(node), next), span };
    }
    case 'DictionaryExpression':
      return { kind: 'dict', entries: readEntries(source, node, next), span };
    case 'BinaryExpression':
      return readBinary(source, node, next);
    case 'UnaryExpression': {
      const [operator, operand] = childrenOf(node);
      if (!operator || !operand || operand.name === '⚠') return unknownOf(source, node, next);
      return foldSign(textOf(source, operator), readExpression(source, operand, next), span);
    }
    case 'NamedExpression': {
      const [name, , value] = childrenOf(node);
      if (!name || !value || name.name !== 'VariableName') return unknownOf(source, node, next);
      return {
        kind: 'walrus',
        name: textOf(source, name),
        nameSpan: spanOf(source, name),
        value: readExpression(source, value, next),
        span,
      };
    }
    case 'ConditionalExpression': {
      const [then, , test, , otherwise] = childrenOf(node);
      if (!then || !test || !otherwise) return unknownOf(source, node, next);
      return {
        kind: 'conditional',
        test: readExpression(source, test, next),
        then: readExpression(source, then, next),
        otherwise: readExpression(source, otherwise, next),
        span,
      };
    }
    case 'ComprehensionExpression':
    case 'ArrayComprehensionExpression':
    case 'SetComprehensionExpression':
    case 'DictionaryComprehensionExpression':
      return readComprehension(source, childrenOf(node), span, next);
    case 'LambdaExpression': {
      const children = childrenOf(node);
      const params = children.find((child) => child.name === 'ParamList');
      const body = children.at(-1);
      if (!body || body.name === 'ParamList' || body.name === '⚠') return unknownOf(source, node, next);
      const read = params ? readParameters(source, params, next) : [];
      return { kind: 'lambda', params: read, body: readExpression(source, body, next), span };
    }
    default:
      return unknownOf(source, node, next);
  }
}

/** True for nodes that can be read as an expression (not punctuation, keywords, bodies or error marks). */
export function isExpressionNode(node: SyntaxNode): boolean {
  return /Expression$|^(VariableName|PropertyName|Boolean|None|Number|String|ContinuedString|FormatString|Ellipsis)$/.test(
    node.name,
  );
}

/** Reads `a, *b, c` into items. */
export function readItems(source: Source, nodes: readonly SyntaxNode[], depth: number): Expression[] {
  return splitAt(
    nodes.filter((node) => !/^[()[\]{}]$/.test(node.name)),
    ',',
  ).flatMap((part) => {
    const value = part.find(isExpressionNode);
    if (!value) return [];
    const read = readExpression(source, value, depth);
    return part[0]?.name === '*' ? [{ kind: 'star', value: read, span: spanOf(source, value) }] : [read];
  });
}

/** Reads the parameters of a function or lambda, separators `/` and `*` left out. */
export function readParameters(source: Source, list: SyntaxNode, depth: number): Parameter[] {
  const nodes = childrenOf(list).filter((node) => !/^[()]$/.test(node.name));
  return splitAt(nodes, ',').flatMap((part): Parameter[] => {
    const name = part.find((node) => node.name === 'VariableName');
    if (!name) return [];
    const annotation = part.find((node) => node.name === 'TypeDef');
    const assign = part.findIndex((node) => node.name === 'AssignOp');
    const fallback = assign < 0 ? undefined : part.slice(assign + 1).find(isExpressionNode);
    const read = annotation && typeOf(source, annotation, depth);
    return [
      {
        name: textOf(source, name),
        nameSpan: spanOf(source, name),
        form: part[0]?.name === '*' ? 'args' : part[0]?.name === '**' ? 'kwargs' : 'plain',
        ...(read && { annotation: read }),
        ...(fallback && { fallback: readExpression(source, fallback, depth) }),
      },
    ];
  });
}

/** The expression of a `: type` node. */
export function typeOf(source: Source, definition: SyntaxNode, depth: number): Expression | undefined {
  const value = childrenOf(definition).find(isExpressionNode);
  return value && readExpression(source, value, depth);
}

/** Reads call arguments or the bases of a class. */
export function readArguments(source: Source, list: SyntaxNode, depth: number): Argument[] {
  const nodes = childrenOf(list).filter((node) => !/^[()]$/.test(node.name));
  if (nodes.some((node) => node.name === 'for')) return comprehensionArgument(source, nodes, depth);
  return splitAt(nodes, ',').flatMap((part): Argument[] => {
    const first = part[0];
    const last = part.at(-1);
    if (!first || !last) return [];
    const span = spanOf(source, first, last);
    const assign = part.findIndex((node) => node.name === 'AssignOp');
    if (assign === 1 && first.name === 'VariableName') {
      const value = part.slice(2).find(isExpressionNode);
      const read: Expression = value
        ? readExpression(source, value, depth)
        : { kind: 'unknown', parts: [], span: emptyAt(source, last.to) };
      return [{ form: 'keyword', name: textOf(source, first), value: read, span }];
    }
    const value = part.find(isExpressionNode);
    if (!value) return [];
    const form = first.name === '*' ? 'star' : first.name === '**' ? 'doubleStar' : 'positional';
    return [{ form, value: readExpression(source, value, depth), span }];
  });
}

function comprehensionArgument(source: Source, nodes: readonly SyntaxNode[], depth: number): Argument[] {
  const first = nodes[0];
  const last = nodes.at(-1);
  if (!first || !last) return [];
  const start = nodes.findIndex((node) => node.name === 'for');
  const comma = nodes
    .slice(0, start)
    .map((node) => node.name)
    .lastIndexOf(',');
  const own = nodes.slice(comma + 1);
  const span = spanOf(source, own[0] ?? first, last);
  return [{ form: 'positional', value: readComprehension(source, own, span, depth), span }];
}

function readMember(source: Source, node: SyntaxNode, depth: number): Expression {
  const children = childrenOf(node);
  const object = children[0];
  const span = spanOf(source, node);
  if (!object || !isExpressionNode(object)) return unknownOf(source, node, depth);
  const read = readExpression(source, object, depth);
  const name = children.find((child) => child.name === 'PropertyName');
  if (name)
    return { kind: 'attribute', object: read, name: textOf(source, name), nameSpan: spanOf(source, name), span };
  if (children.some((child) => child.name === '[')) {
    return { kind: 'subscript', object: read, indexes: readItems(source, children.slice(1), depth), span };
  }
  return { kind: 'unknown', parts: [read], span };
}

function readCall(source: Source, node: SyntaxNode, depth: number): Expression {
  const callee = node.firstChild;
  if (!callee || !isExpressionNode(callee)) return unknownOf(source, node, depth);
  const list = childrenOf(node).find((child) => child.name === 'ArgList');
  const args = list ? readArguments(source, list, depth) : [];
  return { kind: 'call', callee: readExpression(source, callee, depth), args, span: spanOf(source, node) };
}

function readBinary(source: Source, node: SyntaxNode, depth: number): Expression {
  const children = childrenOf(node);
  const left = children[0];
  const right = children.at(-1);
  if (!left || !right || children.length < 3 || !isExpressionNode(left) || !isExpressionNode(right)) {
    return unknownOf(source, node, depth);
  }
  const operator = children
    .slice(1, -1)
    .map((child) => textOf(source, child))
    .join(' ');
  return {
    kind: 'binary',
    operator,
    left: readExpression(source, left, depth),
    right: readExpression(source, right, depth),
    span: spanOf(source, node),
  };
}

function readComprehension(source: Source, nodes: readonly SyntaxNode[], span: TextRange, depth: number): Expression {
  const first = nodes.findIndex((node) => node.name === 'for' || node.name === 'async');
  const elements = nodes.slice(0, Math.max(first, 0)).filter(isExpressionNode);
  const loops: ComprehensionLoop[] = [];
  for (const part of splitAt(nodes.slice(Math.max(first, 0)), 'for')) {
    const inAt = part.findIndex((node) => node.name === 'in');
    if (inAt < 0) continue;
    const [iterable, ...conditions] = part.slice(inAt + 1).filter(isExpressionNode);
    const targets = readItems(source, part.slice(0, inAt), depth);
    if (!iterable) continue;
    loops.push({
      target: oneOrTuple(targets, span),
      iterable: readExpression(source, iterable, depth),
      conditions: conditions.map((condition) => readExpression(source, condition, depth)),
    });
  }
  return {
    kind: 'comprehension',
    elements: elements.map((element) => readExpression(source, element, depth)),
    loops,
    span,
  };
}

/** A single target as it is, several as a tuple. */
export function oneOrTuple(items: readonly Expression[], fallback: TextRange): Expression {
  const [first, ...more] = items;
  if (first && more.length === 0) return first;
  const last = items.at(-1);
  const span = first && last ? spanning(first.span, last.span) : fallback;
  return { kind: 'sequence', form: 'tuple', items, span };
}

function readEntries(source: Source, node: SyntaxNode, depth: number): DictEntry[] {
  const nodes = childrenOf(node).filter((child) => !/^[{}]$/.test(child.name));
  return splitAt(nodes, ',').flatMap((part): DictEntry[] => {
    const [key, value] = part.filter(isExpressionNode);
    if (!key) return [];
    if (part[0]?.name === '**') return [{ value: readExpression(source, key, depth) }];
    const read: Expression = value
      ? readExpression(source, value, depth)
      : { kind: 'unknown', parts: [], span: emptyAt(source, key.to) };
    return [{ key: readExpression(source, key, depth), value: read }];
  });
}

function joinStrings(parts: readonly Expression[], span: TextRange): Expression {
  let value = '';
  for (const part of parts) {
    if (part.kind !== 'literal' || typeof part.value !== 'string') return { kind: 'template', parts, span };
    value += part.value;
  }
  return { kind: 'literal', value, span };
}

function foldSign(operator: string, operand: Expression, span: TextRange): Expression {
  if (operand.kind === 'literal' && typeof operand.value === 'number') {
    if (operator === '-') return { kind: 'literal', value: -operand.value, span };
    if (operator === '+') return { kind: 'literal', value: operand.value, span };
  }
  return { kind: 'unary', operator, operand, span };
}

function replacements(source: Source, node: SyntaxNode, depth: number): Expression[] {
  return childrenOf(node)
    .filter((child) => child.name === 'FormatReplacement')
    .flatMap((child) => childrenOf(child).filter(isExpressionNode))
    .map((child) => readExpression(source, child, depth));
}

function unknownOf(source: Source, node: SyntaxNode, depth: number): Expression {
  const parts = childrenOf(node).flatMap((child): Expression[] => {
    if (isExpressionNode(child)) return [readExpression(source, child, depth)];
    return child.name === '⚠' ? errorParts(source, child, depth) : [];
  });
  return { kind: 'unknown', parts, span: spanOf(source, node) };
}

function errorParts(source: Source, node: SyntaxNode, depth: number): Expression[] {
  return childrenOf(node)
    .filter(isExpressionNode)
    .map((child) => readExpression(source, child, depth));
}

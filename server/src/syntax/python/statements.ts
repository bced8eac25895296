import type { SyntaxNode } from '@lezer/common';
import type { ExceptHandler, Expression, ImportedName, Statement } from './ast';
import { childrenOf, emptyAt, maxDepth, type Source, spanOf, splitAt, textOf } from './cursor';
import {
  isExpressionNode,
  oneOrTuple,
  readArguments,
  readExpression,
  readItems,
  readParameters,
  typeOf,
} from './expressions';
import { spanning } from './span';

/** Reads the statements below a node (script, body or `a; b` group), in order. */
export function readStatements(source: Source, node: SyntaxNode, depth: number): Statement[] {
  if (depth > maxDepth) return [];
  return childrenOf(node).flatMap((child) => {
    if (child.name === 'StatementGroup') return readStatements(source, child, depth + 1);
    if (child.name === '⚠') return readStatements(source, child, depth + 1);
    const statement = readStatement(source, child, [], depth + 1);
    return statement ? [statement] : [];
  });
}

function readStatement(
  source: Source,
  node: SyntaxNode,
  decorators: readonly Expression[],
  depth: number,
): Statement | undefined {
  const span = spanOf(source, node);
  switch (node.name) {
    case 'ImportStatement':
      return readImport(source, node);
    case 'DecoratedStatement':
      return readDecorated(source, node, depth);
    case 'ClassDefinition':
      return readClass(source, node, decorators, depth);
    case 'FunctionDefinition':
      return readFunction(source, node, decorators, depth);
    case 'AssignStatement':
    case 'UpdateStatement':
      return readAssign(source, node, depth);
    case 'ExpressionStatement': {
      const value = oneOrTuple(readItems(source, childrenOf(node), depth), span);
      return { kind: 'expression', value, span };
    }
    case 'IfStatement':
      return readIf(source, node, depth);
    case 'ForStatement':
      return readFor(source, node, depth);
    case 'WhileStatement': {
      const [body = [], otherwise] = bodiesOf(source, node, depth);
      const test = childrenOf(node).find(isExpressionNode);
      return { kind: 'while', test: readOr(source, test, node, depth), body, ...(otherwise && { otherwise }), span };
    }
    case 'WithStatement':
      return readWith(source, node, depth);
    case 'TryStatement':
      return readTry(source, node, depth);
    case 'MatchStatement':
      return readMatch(source, node, depth);
    case 'ReturnStatement': {
      const items = readItems(source, childrenOf(node), depth);
      return { kind: 'return', ...(items.length > 0 && { value: oneOrTuple(items, span) }), span };
    }
    case 'RaiseStatement': {
      const value = childrenOf(node).find(isExpressionNode);
      return { kind: 'raise', ...(value && { value: readExpression(source, value, depth) }), span };
    }
    case 'ContinueStatement':
      return { kind: 'jump', to: 'continue', span };
    case 'BreakStatement':
      return { kind: 'jump', to: 'break', span };
    case 'PassStatement':
      return { kind: 'pass', span };
    default: {
      if (isExpressionNode(node)) return { kind: 'expression', value: readExpression(source, node, depth), span };
      if (!node.name.endsWith('Statement') && node.name !== 'TypeDefinition') return undefined;
      const inner = childrenOf(node).filter(isExpressionNode);
      const parts = inner.map((part) => readExpression(source, part, depth));
      if (node.name !== 'ScopeStatement') return { kind: 'other', parts, span };
      return { kind: 'other', parts, scope: node.getChild('global') ? 'global' : 'nonlocal', span };
    }
  }
}

function readDecorated(source: Source, node: SyntaxNode, depth: number): Statement | undefined {
  const decorators: Expression[] = [];
  for (const child of childrenOf(node)) {
    if (child.name !== 'Decorator') {
      const statement = readStatement(source, child, decorators, depth + 1);
      if (statement) return statement;
      continue;
    }
    const parts = childrenOf(child);
    const names = parts.filter((part) => isExpressionNode(part)).map((part) => readExpression(source, part, depth));
    const [first, ...more] = names;
    if (!first) continue;
    const span = spanOf(source, child);
    // Any other expression (`newerSyntax.ts`) says nothing about what it decorates.
    if (first.kind === 'name' && !/^[\p{L}\p{N}_]+$/u.test(first.name)) {
      decorators.push({ kind: 'unknown', parts: [], span });
      continue;
    }
    const callee = more.reduce<Expression>((object, part) => {
      if (part.kind !== 'name') return object;
      const both = spanning(object.span, part.span);
      return { kind: 'attribute', object, name: part.name, nameSpan: part.span, span: both };
    }, first);
    const list = parts.find((part) => part.name === 'ArgList');
    decorators.push(list ? { kind: 'call', callee, args: readArguments(source, list, depth), span } : callee);
  }
  return undefined;
}

function readClass(
  source: Source,
  node: SyntaxNode,
  decorators: readonly Expression[],
  depth: number,
): Statement | undefined {
  const children = childrenOf(node);
  const name = children.find((child) => child.name === 'VariableName');
  if (!name) return undefined;
  const list = children.find((child) => child.name === 'ArgList');
  const bases = list ? readArguments(source, list, depth) : [];
  const body = bodiesOf(source, node, depth)[0] ?? [];
  const nameSpan = spanOf(source, name);
  return { kind: 'class', name: textOf(source, name), nameSpan, bases, decorators, body, span: spanOf(source, node) };
}

function readFunction(
  source: Source,
  node: SyntaxNode,
  decorators: readonly Expression[],
  depth: number,
): Statement | undefined {
  const children = childrenOf(node);
  const name = children.find((child) => child.name === 'VariableName');
  if (!name) return undefined;
  const list = children.find((child) => child.name === 'ParamList');
  return {
    kind: 'function',
    name: textOf(source, name),
    nameSpan: spanOf(source, name),
    async: children.some((child) => child.name === 'async'),
    params: list ? readParameters(source, list, depth) : [],
    decorators,
    body: bodiesOf(source, node, depth)[0] ?? [],
    span: spanOf(source, node),
  };
}

function readImport(source: Source, node: SyntaxNode): Statement {
  const children = childrenOf(node).filter((child) => !/^[()]$/.test(child.name));
  const at = children.findIndex((child) => child.name === 'import');
  const span = spanOf(source, node);
  const named = at < 0 ? [] : splitAt(children.slice(at + 1), ',');
  const names = named.flatMap((part): ImportedName[] => {
    const first = part[0];
    const last = part.at(-1);
    if (!first || !last || first.name === '⚠') return [];
    const asAt = part.findIndex((child) => child.name === 'as');
    const dotted = asAt < 0 ? part : part.slice(0, asAt);
    const alias = asAt < 0 ? undefined : part.slice(asAt + 1).find((child) => child.name === 'VariableName');
    const name = joined(source, dotted);
    if (!name) return [];
    return [{ name, ...(alias && { alias: textOf(source, alias) }), span: spanOf(source, first, last) }];
  });
  if (children[0]?.name !== 'from') return { kind: 'import', level: 0, names, span };
  const path = children.slice(1, at < 0 ? undefined : at).filter((child) => child.name !== '⚠');
  const firstName = path.findIndex((child) => child.name === 'VariableName');
  const dots = firstName < 0 ? path : path.slice(0, firstName);
  const level = dots.reduce((sum, child) => sum + textOf(source, child).replace(/[^.]/g, '').length, 0);
  const start = path[0];
  const end = path.at(-1);
  return {
    kind: 'import',
    module: firstName < 0 ? '' : joined(source, path.slice(firstName)),
    ...(start && end && { moduleSpan: spanOf(source, start, end) }),
    level,
    names,
    span,
  };
}

function joined(source: Source, nodes: readonly SyntaxNode[]): string {
  return nodes
    .filter((node) => /^(VariableName|\.|\*)$/.test(node.name))
    .map((node) => textOf(source, node))
    .join('');
}

function readAssign(source: Source, node: SyntaxNode, depth: number): Statement {
  const children = childrenOf(node);
  const update = children.find((child) => child.name === 'UpdateOp');
  const type = children.find((child) => child.name === 'TypeDef');
  const plain = children.filter((child) => child.name !== 'TypeDef');
  const separator = update ? 'UpdateOp' : 'AssignOp';
  const parts = splitAt(plain, separator).map((part) => readItems(source, part, depth));
  const hasValue = plain.some((child) => child.name === separator);
  const span = spanOf(source, node);
  const targets = (hasValue && parts.length > 1 ? parts.slice(0, -1) : parts).map((items) => oneOrTuple(items, span));
  const valueItems = hasValue && parts.length > 1 ? parts.at(-1) : undefined;
  const annotation = type && typeOf(source, type, depth);
  return {
    kind: 'assign',
    targets,
    ...(annotation && { annotation }),
    ...(update && { operator: textOf(source, update) }),
    ...(valueItems && valueItems.length > 0 && { value: oneOrTuple(valueItems, span) }),
    span,
  };
}

function readIf(source: Source, node: SyntaxNode, depth: number): Statement {
  const branches: { test: Expression; body: Statement[] }[] = [];
  let otherwise: Statement[] | undefined;
  let test: SyntaxNode | undefined;
  let inElse = false;
  for (const child of childrenOf(node)) {
    if (child.name === 'else') inElse = true;
    else if (child.name === 'Body') {
      const body = readStatements(source, child, depth + 1);
      if (inElse) otherwise = body;
      else branches.push({ test: readOr(source, test, node, depth), body });
      test = undefined;
    } else if (isExpressionNode(child)) test = child;
  }
  if (test) branches.push({ test: readExpression(source, test, depth), body: [] });
  return { kind: 'if', branches, ...(otherwise && { otherwise }), span: spanOf(source, node) };
}

function readFor(source: Source, node: SyntaxNode, depth: number): Statement {
  const children = childrenOf(node);
  const span = spanOf(source, node);
  const forAt = children.findIndex((child) => child.name === 'for');
  const inAt = children.findIndex((child) => child.name === 'in');
  const bodyAt = children.findIndex((child) => child.name === 'Body');
  const end = bodyAt < 0 ? undefined : bodyAt;
  const targets = readItems(source, children.slice(forAt + 1, inAt < 0 ? end : inAt), depth);
  const iterables = inAt < 0 ? [] : readItems(source, children.slice(inAt + 1, end), depth);
  const [body = [], otherwise] = bodiesOf(source, node, depth);
  return {
    kind: 'for',
    async: children[0]?.name === 'async',
    target: oneOrTuple(targets, span),
    iterable: oneOrTuple(iterables, span),
    body,
    ...(otherwise && { otherwise }),
    span,
  };
}

function readWith(source: Source, node: SyntaxNode, depth: number): Statement {
  const children = childrenOf(node).filter((child) => !/^(Body|with|async|[()])$/.test(child.name));
  const items = splitAt(children, ',').flatMap((part) => {
    const asAt = part.findIndex((child) => child.name === 'as');
    const value = part.slice(0, asAt < 0 ? undefined : asAt).find(isExpressionNode);
    const target = asAt < 0 ? undefined : part.slice(asAt + 1).find(isExpressionNode);
    if (!value) return [];
    const read = readExpression(source, value, depth);
    return [target ? { value: read, target: readExpression(source, target, depth) } : { value: read }];
  });
  return { kind: 'with', items, body: bodiesOf(source, node, depth)[0] ?? [], span: spanOf(source, node) };
}

function readTry(source: Source, node: SyntaxNode, depth: number): Statement {
  let body: Statement[] = [];
  const handlers: ExceptHandler[] = [];
  let otherwise: Statement[] | undefined;
  let last: Statement[] | undefined;
  let part = 'try';
  let header: SyntaxNode[] = [];
  for (const child of childrenOf(node)) {
    if (/^(try|except|else|finally)$/.test(child.name)) {
      part = child.name;
      header = [];
    } else if (child.name !== 'Body') header.push(child);
    else {
      const read = readStatements(source, child, depth + 1);
      if (part === 'try') body = read;
      else if (part === 'else') otherwise = read;
      else if (part === 'finally') last = read;
      else {
        const [type, name] = header.filter(isExpressionNode);
        handlers.push({
          ...(type && { type: readExpression(source, type, depth) }),
          ...(name && { name: textOf(source, name) }),
          body: read,
        });
      }
    }
  }
  const span = spanOf(source, node);
  return { kind: 'try', body, handlers, ...(otherwise && { otherwise }), ...(last && { finally: last }), span };
}

function readMatch(source: Source, node: SyntaxNode, depth: number): Statement {
  const children = childrenOf(node);
  const subject = children.find(isExpressionNode);
  const clauses = children.find((child) => child.name === 'MatchBody');
  const cases = clauses ? childrenOf(clauses).filter((child) => child.name === 'MatchClause') : [];
  return {
    kind: 'match',
    subject: readOr(source, subject, node, depth),
    cases: cases.map((clause) => ({ body: bodiesOf(source, clause, depth + 1)[0] ?? [] })),
    span: spanOf(source, node),
  };
}

/** The bodies of a compound statement in order (`for … else` has two). */
function bodiesOf(source: Source, node: SyntaxNode, depth: number): Statement[][] {
  return childrenOf(node)
    .filter((child) => child.name === 'Body')
    .map((body) => readStatements(source, body, depth + 1));
}

function readOr(source: Source, node: SyntaxNode | undefined, owner: SyntaxNode, depth: number): Expression {
  if (node) return readExpression(source, node, depth);
  return { kind: 'unknown', parts: [], span: emptyAt(source, owner.from) };
}

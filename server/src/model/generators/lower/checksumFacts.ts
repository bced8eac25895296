import type { Expression, FunctionStatement } from '../../../syntax/python/ast';
import { statementsWithin } from '../../../syntax/python/names';
import { expressionsWithin, ownExpressions, withInner } from '../../../syntax/python/walk';
import type { ChecksumFacts } from '../facts';

const hashing = /\b(?:hashlib|sha\d+\w*|md5|blake2\w)\b/;

/** Names of encodings and hashes. */
const notNumbered = /^(?:utf-?8|utf-?16|latin-?1|iso-?8859-?1|sha[\d_-]+|md5|blake2\w)$/i;

/** Functions that give nothing of an object for its id. */
const plainFunctions =
  /^(?:hashlib|sha\d+\w*|md5|blake2\w|sorted|set|frozenset|list|tuple|dict|str|bytes|repr|map|filter|reversed|len|sum|min|max|any|all|range|enumerate|zip|int|print)$/;

/** What is hashed when a method hashes the ids of the tracking context (guide, step 2); `text` is its own. */
export function checksumFacts(text: string, method: FunctionStatement): ChecksumFacts | undefined {
  const code = text.replace(/("""|''')[\s\S]*?\1/g, '').replace(/#.*$/gm, '');
  if (!/\brelated_(node|group)_ids\b/.test(code) || !hashing.test(code)) return undefined;
  return {
    sorted: /\bsorted\s*\(|\.sort\s*\(/.test(code),
    content:
      /\.store\b|\battribute_names\b|\.value\b|\bself\._?values_of\b/.test(code) ||
      handsOn(expressionsWithin(method.body)),
    version:
      /\b\w*VERSION\w*\b/i.test(code) ||
      hashedParts(text, method).some((each) => isConstant(each, textOf(text, method, each))),
  };
}

/** True where something is called, or handed to `map`, that may read the objects of the ids. */
function handsOn(expressions: readonly Expression[]): boolean {
  return expressions.some((expression) => {
    if (expression.kind !== 'call') return false;
    const { callee, args } = expression;
    const isMap = callee.kind === 'name' && callee.name === 'map';
    return isOwnFunction(callee) || (isMap && args[0] !== undefined && isOwnFunction(args[0].value));
  });
}

function isOwnFunction(callee: Expression): boolean {
  if (callee.kind === 'name') return !plainFunctions.test(callee.name);
  return callee.kind === 'attribute' && callee.object.kind === 'name' && callee.object.name === 'self';
}

/** All that a method names; of `generate`, which does more than hash, only the statements that hash. */
function hashedParts(text: string, method: FunctionStatement): readonly Expression[] {
  const { name, body } = method;
  if (name !== 'generate') return expressionsWithin(body);
  return [...statementsWithin(body)].flatMap((statement) => {
    const own = ownExpressions(statement);
    return own.some((each) => hashing.test(textOf(text, method, each))) ? own.flatMap(withInner) : [];
  });
}

function textOf(text: string, { span }: FunctionStatement, part: Expression): string {
  return text.slice(part.span.start - span.start, part.span.end - span.start);
}

/** A constant that the author may raise: a name in capitals, an attribute of the class, a text with a number in it. */
function isConstant(expression: Expression, source: string): boolean {
  if (expression.kind === 'name') return /^[A-Z][A-Z\d_]+$/.test(expression.name);
  const quoted = /^[a-z]{0,2}(["'])(.*)\1$/is.exec(source)?.[2]?.replace(/\{[^{}]*\}/g, '');
  if (quoted !== undefined) return /\d/.test(quoted) && !notNumbered.test(quoted);
  if (expression.kind !== 'attribute' || expression.object.kind !== 'name') return false;
  return expression.object.name === 'self' && !/^(?:client|logger|store|nodes)$/.test(expression.name);
}

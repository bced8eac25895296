import type { Expression, Statement } from '../../syntax/python/ast';
import { statementsWithin } from '../../syntax/python/names';
import { expressionsWithin } from '../../syntax/python/walk';

/** What a hash of ids is written with. A version is part of what takes its place. */
const knownNames =
  /^(?:hashlib|sha\d+\w*|md5|blake2[bs]|sorted|set|frozenset|list|tuple|str|map|reversed|GENERATOR_VERSION)$/;
const knownMembers =
  /^(?:group_context|related_(?:group|node)_ids|encode|join|hexdigest|update|union|copy|sort|extend|append|add|sha\d+\w*|md5|blake2[bs])$/;
const changingCalls = /^(?:update|sort|extend|append|add)$/;

/**
 * True when statements do nothing but hash the ids of the tracking context, so that nothing of the author's is lost with
 * them: no salt or prefix, no log, no condition, no part of the digest only. `text` is the file's.
 */
export function isPlainHash(text: string, body: readonly Statement[]): boolean {
  const statements = [...statementsWithin(body)];
  const bound = new Set(['self', ...statements.flatMap((each) => namesBoundBy(each))]);
  return statements.every((each) => isPlainStatement(each, each === body.at(-1), { text, bound }));
}

interface Names {
  readonly text: string;
  /** Names of the method itself. */
  readonly bound: ReadonlySet<string>;
}

function isPlainStatement(statement: Statement, isLast: boolean, names: Names): boolean {
  switch (statement.kind) {
    case 'assign':
      return (
        statement.targets.every(({ kind }) => kind === 'name') &&
        (statement.value === undefined || isPlain(statement.value, names))
      );
    case 'expression': {
      const { value } = statement;
      if (value.kind !== 'call' || value.callee.kind !== 'attribute') return false;
      return changingCalls.test(value.callee.name) && isPlain(value, names);
    }
    case 'for':
      return (
        !statement.async &&
        !statement.otherwise &&
        statement.target.kind === 'name' &&
        isPlain(statement.iterable, names)
      );
    case 'return':
      return isLast && statement.value !== undefined && isPlain(statement.value, names);
    default:
      return false;
  }
}

function isPlain(expression: Expression, names: Names): boolean {
  const plain = (inner: Expression): boolean => isPlain(inner, names);
  switch (expression.kind) {
    case 'name':
      return expression.name !== 'self' && (names.bound.has(expression.name) || knownNames.test(expression.name));
    case 'attribute': {
      const { object, name } = expression;
      if (object.kind === 'name' && object.name === 'self') return name === 'client';
      // The text between the ids.
      if (object.kind === 'literal') return name === 'join';
      return knownMembers.test(name) && plain(object);
    }
    case 'call': {
      const { callee, args } = expression;
      const isEncoding = callee.kind === 'attribute' && callee.name === 'encode';
      return plain(callee) && args.every(({ value }) => (isEncoding && value.kind === 'literal') || plain(value));
    }
    case 'binary':
      return /^(?:\+|\||or)$/.test(expression.operator) && plain(expression.left) && plain(expression.right);
    case 'sequence':
      return expression.items.every(plain);
    case 'star':
      return plain(expression.value);
    case 'comprehension': {
      const { elements, loops } = expression;
      const own = loops.flatMap(({ target }) => (target.kind === 'name' ? [target.name] : []));
      const inside = { ...names, bound: new Set([...names.bound, ...own]) };
      return (
        own.length === loops.length &&
        elements.every((each) => isPlain(each, inside)) &&
        loops.every(({ iterable, conditions }) => conditions.length === 0 && isPlain(iterable, inside))
      );
    }
    case 'template':
      return /^f(["'])\{GENERATOR_VERSION\}:?\1$/.test(names.text.slice(expression.span.start, expression.span.end));
    default:
      return false;
  }
}

function namesBoundBy(statement: Statement): string[] {
  const targets = statement.kind === 'assign' ? statement.targets : statement.kind === 'for' ? [statement.target] : [];
  return targets.flatMap((target) => (target.kind === 'name' ? [target.name] : []));
}

/** The comments of statements, without those behind the last one; `text` is the file's. */
export function commentsOf(text: string, body: readonly Statement[]): string[] {
  const [start, end] = [body[0]?.span.start ?? 0, body.at(-1)?.span.end ?? 0];
  const strings = expressionsWithin(body).filter(({ kind }) => kind === 'literal' || kind === 'template');
  let at = start;
  let code = '';
  for (const { span } of strings.toSorted((one, other) => one.span.start - other.span.start)) {
    if (span.start < at) continue;
    code += text.slice(at, span.start) + '_'.repeat(span.end - span.start);
    at = span.end;
  }
  code += text.slice(at, end);
  return [...code.matchAll(/#[^\r\n]*/g)].map(({ 0: { length }, index }) =>
    text.slice(start + index, start + index + length).trimEnd(),
  );
}

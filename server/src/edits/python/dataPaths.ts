import type { Expression, Statement } from '../../syntax/python/ast';
import { statementsWithin } from '../../syntax/python/names';
import { expressionsWithin, ownExpressions, withInner } from '../../syntax/python/walk';
import { plainStatements } from './methodStart';

/** A place in the answer of the query: `["NetworkPod", "edges", 0, "node", "id"]`. */
export type DataPath = readonly (string | number)[];

/** What the variables of a method hold of the answer of the query. */
export interface DataPaths {
  /** The path an expression reads; undefined when it is something else. */
  pathOf(expression: Expression): DataPath | undefined;
  /** The shortest expression for a path, by the variables that hold a part of it. */
  expressionFor(path: DataPath, quote: string): string;
  /** A variable that holds exactly this. */
  variableFor(path: DataPath): string | undefined;
  /** Every name that is bound in the method. */
  readonly names: ReadonlySet<string>;
}

export interface DataScope {
  /** The statements of the method, or those before the place where an expression is needed. */
  readonly body: readonly Statement[];
  /** The parameter that the answer is given in. */
  readonly data: string;
  readonly parameters: readonly string[];
}

/** Follows `edges = data["Kind"]["edges"]`, `node = edges[0]["node"]`, `self.id = node["id"]`. Names bound twice stand for nothing. */
export function dataPaths({ body, data, parameters }: DataScope): DataPaths {
  const names = new Set(parameters);
  const held = new Map<string, DataPath | undefined>([[data, []]]);
  const pathOf = (expression: Expression): DataPath | undefined => {
    switch (expression.kind) {
      case 'name':
        return held.get(expression.name);
      case 'attribute':
        return isSelf(expression.object) ? held.get(`self.${expression.name}`) : undefined;
      case 'subscript': {
        const object = pathOf(expression.object);
        const [index] = expression.indexes;
        const key = expression.indexes.length === 1 && index?.kind === 'literal' ? index.value : undefined;
        return object && (typeof key === 'string' || typeof key === 'number') ? [...object, key] : undefined;
      }
      case 'call': {
        if (expression.callee.kind !== 'attribute' || expression.callee.name !== 'get') return undefined;
        const object = pathOf(expression.callee.object);
        const key = expression.args[0]?.value;
        return object && key?.kind === 'literal' && typeof key.value === 'string' ? [...object, key.value] : undefined;
      }
      default:
        return undefined;
    }
  };
  const top = new Set(plainStatements(body));
  for (const statement of statementsWithin(body)) {
    const isPlain = top.has(statement) && statement.kind === 'assign' && !statement.operator;
    for (const { target, value, at } of boundBy(statement)) {
      const name = target.kind === 'name' ? target.name : isField(target) ? `self.${target.name}` : undefined;
      if (name === undefined) continue;
      const path = isPlain && value && !held.has(name) ? pathOf(value) : undefined;
      held.set(name, path && [...path, ...at]);
    }
    for (const name of boundBesides(statement)) held.set(name, undefined);
  }
  for (const name of held.keys()) if (!name.startsWith('self.')) names.add(name);
  // What is read is something else too, such as a function of the module, which a new variable of its name would hide.
  for (const expression of expressionsWithin(body)) if (expression.kind === 'name') names.add(expression.name);
  const variableFor = (path: DataPath): string | undefined => {
    for (const [name, value] of held) if (value && equal(value, path)) return name;
    return undefined;
  };
  return {
    pathOf,
    names,
    variableFor,
    expressionFor(path, quote) {
      let best = { name: data, length: 0 };
      for (const [name, value] of held) {
        if (
          value &&
          value.length >= best.length &&
          value.length <= path.length &&
          equal(value, path.slice(0, value.length))
        )
          best = value.length > best.length || best.length === 0 ? { name, length: value.length } : best;
      }
      if (best.length === 0 && !held.get(data)) return '';
      return (
        best.name +
        path
          .slice(best.length)
          .map((key) => `[${typeof key === 'string' ? quote + key + quote : key}]`)
          .join('')
      );
    },
  };
}

interface Bound {
  readonly target: Expression;
  /** What the target is bound to, or an item of it at these indexes; undefined where that is not told. */
  readonly value: Expression | undefined;
  readonly at: readonly number[];
}

function boundBy(statement: Statement): readonly Bound[] {
  switch (statement.kind) {
    case 'assign':
      return statement.targets.flatMap((target) => flat({ target, value: statement.value, at: [] }));
    case 'for':
      return flat({ target: statement.target, value: undefined, at: [] });
    case 'with':
      return statement.items.flatMap(({ target }) => (target ? flat({ target, value: undefined, at: [] }) : []));
    default:
      return [];
  }
}

/** `a, b = pair` binds the items of a value one by one. */
function flat(bound: Bound): readonly Bound[] {
  const { target, value, at } = bound;
  if (target.kind === 'star') return flat({ target: target.value, value: undefined, at });
  if (target.kind !== 'sequence') return [bound];
  const hasStar = target.items.some(({ kind }) => kind === 'star');
  return target.items.flatMap((item, index) => {
    if (hasStar) return flat({ target: item, value: undefined, at });
    if (value?.kind === 'sequence') return flat({ target: item, value: value.items[index], at });
    return flat({ target: item, value, at: [...at, index] });
  });
}

/** The names that a statement binds in other ways than by targets. */
function boundBesides(statement: Statement): readonly string[] {
  const assigned = ownExpressions(statement)
    .flatMap(withInner)
    .flatMap((each) => (each.kind === 'walrus' ? each.name : []));
  switch (statement.kind) {
    case 'import':
      return statement.names.map(({ name, alias }) => alias ?? name.split('.')[0] ?? name);
    case 'function':
    case 'class':
      return [statement.name];
    case 'try':
      return [...assigned, ...statement.handlers.flatMap(({ name }) => name ?? [])];
    default:
      return assigned;
  }
}

function isField(target: Expression): target is Expression & { kind: 'attribute' } {
  return target.kind === 'attribute' && isSelf(target.object);
}

function isSelf(expression: Expression): boolean {
  return expression.kind === 'name' && expression.name === 'self';
}

function equal(one: DataPath, other: DataPath): boolean {
  return one.length === other.length && one.every((key, at) => key === other[at]);
}

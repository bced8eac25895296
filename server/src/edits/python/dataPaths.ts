import type { Expression, Statement } from '../../syntax/python/ast';
import { statementsWithin } from '../../syntax/python/names';
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
    for (const target of boundBy(statement)) {
      const name = target.kind === 'name' ? target.name : isField(target) ? `self.${target.name}` : undefined;
      if (name === undefined) continue;
      const isPlain = top.has(statement) && statement.kind === 'assign' && !statement.operator && statement.value;
      const known = held.has(name);
      held.set(name, isPlain && !known ? pathOf(statement.value) : undefined);
      if (target.kind === 'name') names.add(target.name);
    }
  }
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

function boundBy(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'assign':
      return statement.targets.flatMap(flat);
    case 'for':
      return flat(statement.target);
    case 'with':
      return statement.items.flatMap(({ target }) => (target ? flat(target) : []));
    default:
      return [];
  }
}

function flat(target: Expression): readonly Expression[] {
  if (target.kind === 'sequence') return target.items.flatMap(flat);
  return target.kind === 'star' ? flat(target.value) : [target];
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

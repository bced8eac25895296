import type { Expression, ExpressionOf, FunctionStatement, Statement } from '../../../syntax/python/ast';
import type { Step } from '../steps';
import { bounded, either, unknownValue, type Value } from '../values';
import { joined } from './lists';

/** What the names of a file stand for, before any method runs. */
export interface FileScope {
  readonly text: string;
  /** Imported names and names of the module. */
  readonly names: ReadonlyMap<string, Value>;
}

/** How a value is used: awaited, or as the last thing a method does. */
export interface Use {
  readonly awaited: boolean;
  readonly tail: boolean;
}

export const plainUse: Use = { awaited: false, tail: false };

/** The two recursive readers, handed along so that the files of this folder need not import one another in circles. */
export interface Readers {
  readonly expression: (scope: Scope, expression: Expression, use: Use) => Value;
  readonly block: (scope: Scope, statements: readonly Statement[], tail: boolean) => boolean;
}

/** The function that is read. */
export interface Home {
  /** Its number in the file; 0 for what stands outside of functions. */
  readonly number: number;
  /** Offset in the file. */
  readonly start: number;
  readonly body: readonly Statement[];
  /** Names that any other function may bind anew. */
  readonly rebound: ReadonlySet<string>;
}

const noHome: Home = { number: 0, start: 0, body: [], rebound: new Set() };

/** A call whose coroutine a name holds until it is awaited, with what the names stood for then. */
export interface LateCall {
  readonly call: ExpressionOf<'call'>;
  readonly names: ReadonlyMap<string, Value>;
}

/** Further than any function is long. */
const farthest = 2 ** 24;

/** What is known while the statements of one function are read in order. */
export interface Scope {
  readonly file: FileScope;
  readonly names: Map<string, Value>;
  readonly steps: Step[];
  /** Functions defined inside the function. */
  readonly closures: Map<string, FunctionStatement>;
  readonly depth: number;
  /** What holds where the statements run, as far as an `if` says it. */
  readonly conditions: readonly Value[];
  /** The names as they were before the loop around; empty outside of loops. */
  readonly beforeLoop: ReadonlyMap<string, Value>;
  readonly readers: Readers;
  readonly home: Home;
  /** Calls that run where a name is mentioned; one map for the whole function. */
  readonly late: Map<Expression, LateCall>;
}

const longestText = 800;
/** Deepest nesting of blocks and inlined inner functions. */
export const maxBlockDepth = 60;

export function newScope(file: FileScope, readers: Readers, home: Home = noHome): Scope {
  return {
    file,
    names: new Map(),
    steps: [],
    closures: new Map(),
    depth: 0,
    conditions: [],
    beforeLoop: new Map(),
    readers,
    home,
    late: new Map(),
  };
}

/** A number for a call that no other of the file has; it stays as it is while other functions of the file change. */
export function callNumber({ home }: Scope, call: Expression): number {
  return home.number * farthest + call.span.end - home.start;
}

/** Reads what an expression stands for; calls inside it are added to the steps in the order they run. */
export function lowerExpression(scope: Scope, expression: Expression, use: Use = plainUse): Value {
  return scope.readers.expression(scope, expression, use);
}

/** A scope for a block inside: sees the names, collects its own steps. */
export function fork(scope: Scope): Scope {
  return { ...scope, names: new Map(scope.names), steps: [], depth: scope.depth + 1 };
}

/** The scope where more conditions hold. */
export function under(scope: Scope, conditions: readonly Value[]): Scope {
  return { ...scope, conditions: [...scope.conditions, ...conditions] };
}

export function bind(scope: Scope, name: string, value: Value): void {
  scope.names.set(name, scope.home.rebound.has(name) ? unknownValue : bounded(value));
}

/** Takes over the names of the blocks that may have run. */
export function join(scope: Scope, blocks: readonly Scope[]): void {
  const names = new Set(blocks.flatMap((block) => [...block.names.keys()]));
  for (const name of names) {
    const values = blocks.map((block) => block.names.get(name) ?? { is: 'nothing' as const });
    const lists = values.filter((value) => value.is === 'list');
    const merged: Value = lists.length === values.length ? joined(lists) : either(values);
    bind(scope, name, merged);
  }
}

export function lookup(scope: Scope, name: string): Value {
  return scope.names.get(name) ?? scope.file.names.get(name) ?? { is: 'opaque', text: name, parts: [] };
}

/** A value that is not followed: equal to another one only when text and parts are. */
export function opaque(scope: Scope, expression: Expression, parts: readonly Value[]): Value {
  const { start, end } = expression.span;
  const text = end - start > longestText ? '' : scope.file.text.slice(start, end).replace(/\s+/g, ' ');
  return { is: 'opaque', text, parts };
}

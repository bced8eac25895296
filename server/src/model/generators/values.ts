import { perObject } from '../../base/perObject';
import type { Constant } from '../../syntax/python/ast';

export type NodeOrigin = 'fetched' | 'created' | 'unknown';

/**
 * What an expression of a method stands for, as far as its text says: plain data, names of locals already replaced.
 * Parameters, fields of `self`, results of own methods and imported names stay symbolic until a class is evaluated.
 */
export type Value =
  /** Nothing yet: the elements of an empty list. */
  | { readonly is: 'nothing' }
  /** Not followed; equal only to an opaque value of the same text. */
  | { readonly is: 'opaque'; readonly text: string; readonly parts: readonly Value[] }
  | { readonly is: 'constant'; readonly value: Constant }
  /** Differs on every run: a clock, a random number, the builtin `hash`. */
  | { readonly is: 'changing' }
  /** The result of counting. */
  | { readonly is: 'count'; readonly of?: Value }
  /** The SDK client; `tracked` is false for one outside the generator's tracking context. */
  | { readonly is: 'client'; readonly tracked: boolean }
  | { readonly is: 'self' }
  | { readonly is: 'super' }
  | { readonly is: 'param'; readonly name: string }
  | { readonly is: 'field'; readonly name: string }
  /** The node that the call at `at` made or fetched; `at` is its identity within a file. */
  | {
      readonly is: 'node';
      readonly kind: Value;
      readonly origin: NodeOrigin;
      readonly at: number;
      readonly name?: Value;
      readonly untracked?: boolean;
    }
  /** `when`: conditions that each element meets. */
  | { readonly is: 'list'; readonly of: Value; readonly when?: readonly Value[] }
  | { readonly is: 'tuple'; readonly items: readonly Value[] }
  | { readonly is: 'dict'; readonly entries: readonly { readonly key?: string; readonly value: Value }[] }
  | { readonly is: 'element'; readonly of: Value }
  | { readonly is: 'member'; readonly of: Value; readonly name: string }
  /** What the call step with this number returned. */
  | { readonly is: 'result'; readonly call: number }
  | { readonly is: 'symbol'; readonly module: string; readonly level: number; readonly name: string }
  /** A name of the module itself: class, function or constant. */
  | { readonly is: 'local'; readonly name: string }
  /** A class or function found in a file. */
  | { readonly is: 'definition'; readonly file: string; readonly name: string }
  | { readonly is: 'instance'; readonly of: Value; readonly at: number }
  | { readonly is: 'compare'; readonly operator: string; readonly left: Value; readonly right: Value }
  | { readonly is: 'not'; readonly of: Value }
  | { readonly is: 'either'; readonly of: readonly Value[] };

export const unknownValue: Value = { is: 'opaque', text: '', parts: [] };

const largestValue = 150;
const mostAlternatives = 4;

/** The values directly inside a value. */
export function partsOf(value: Value): readonly Value[] {
  switch (value.is) {
    case 'opaque':
      return value.parts;
    case 'node':
      return value.name ? [value.kind, value.name] : [value.kind];
    case 'list':
      return value.when ? [value.of, ...value.when] : [value.of];
    case 'element':
    case 'member':
    case 'instance':
    case 'not':
      return [value.of];
    case 'tuple':
      return value.items;
    case 'count':
      return value.of ? [value.of] : [];
    case 'dict':
      return value.entries.map((entry) => entry.value);
    case 'compare':
      return [value.left, value.right];
    case 'either':
      return value.of;
    case 'nothing':
    case 'constant':
    case 'changing':
    case 'client':
    case 'self':
    case 'super':
    case 'param':
    case 'field':
    case 'result':
    case 'symbol':
    case 'local':
    case 'definition':
      return [];
  }
}

/** The value, or an unknown one when it has grown beyond what is worth following. */
export function bounded(value: Value): Value {
  let left = largestValue;
  const open: Value[] = [value];
  for (let next = open.pop(); next; next = open.pop()) {
    if (--left < 0) return unknownValue;
    open.push(...partsOf(next));
  }
  return value;
}

/** True when the value or a part of it satisfies the test. */
export function someValue(value: Value, test: (value: Value) => boolean): boolean {
  return test(value) || partsOf(value).some((part) => someValue(part, test));
}

/** Text that is equal for equal values. */
export const keyOf = perObject((value: Value): string => JSON.stringify(value));

/** True when both are known to be the same; unknown values never are. */
export function sameValue(a: Value, b: Value): boolean {
  if (a.is === 'opaque' && a.text === '') return false;
  return keyOf(a) === keyOf(b);
}

/** One of several values; duplicates and "nothing" left out. */
export function either(values: readonly Value[]): Value {
  const found = new Map<string, Value>();
  for (const value of values.flatMap((item) => (item.is === 'either' ? item.of : [item]))) {
    if (value.is !== 'nothing') found.set(keyOf(value), value);
  }
  const [first, ...more] = found.values();
  if (!first) return { is: 'nothing' };
  if (more.length === 0) return first;
  return found.size > mostAlternatives ? unknownValue : { is: 'either', of: [...found.values()] };
}

/** What iterating over a value yields. */
export function elementOf(value: Value): Value {
  switch (value.is) {
    case 'list':
      return value.of;
    case 'tuple':
      return either(value.items);
    case 'either':
      return either(value.of.filter((item) => !isNullish(item)).map(elementOf));
    case 'opaque':
      return { is: 'opaque', text: value.text && `each(${value.text})`, parts: value.parts };
    case 'param':
    case 'field':
    case 'result':
    case 'member':
    case 'element':
      return { is: 'element', of: value };
    case 'constant':
    case 'nothing':
    case 'changing':
    case 'count':
    case 'client':
    case 'self':
    case 'super':
    case 'node':
    case 'dict':
    case 'symbol':
    case 'local':
    case 'definition':
    case 'instance':
    case 'compare':
    case 'not':
      return unknownValue;
  }
}

/** Everything a value may be, or a list may hold, when all of it is literal. */
export function constantsOf(value: Value): Constant[] | undefined {
  switch (value.is) {
    case 'constant':
      return [value.value];
    case 'list':
      return constantsOf(value.of);
    case 'tuple':
    case 'either': {
      const all = (value.is === 'tuple' ? value.items : value.of).map(constantsOf);
      return all.includes(undefined) ? undefined : all.flatMap((each) => each ?? []);
    }
    default:
      return undefined;
  }
}

export function isNullish(value: Value): boolean {
  return value.is === 'nothing' || (value.is === 'constant' && value.value === null);
}

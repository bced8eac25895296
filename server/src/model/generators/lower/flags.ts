import { either, type Value } from '../values';
import { bind, type Scope } from './scope';

/** What a branch and its alternative leave behind, and the test that decides between them. */
export interface Branches {
  readonly test: Value;
  readonly then: Scope;
  readonly otherwise: Scope;
}

/**
 * Flags that say afterwards whether the test held: `if test: dirty = True` behind `dirty = False`. One that is kept from
 * turn to turn of a loop says it of any turn so far, so it is none.
 */
export function bindFlags(scope: Scope, { test, then, otherwise }: Branches): void {
  for (const [name, value] of then.names) {
    const other = otherwise.names.get(name);
    const isKept = other !== undefined && other === scope.beforeLoop.get(name);
    const flag = other && !isKept ? flagValue(value, other, test) : undefined;
    if (flag) bind(scope, name, flag);
  }
}

function flagValue(then: Value, otherwise: Value, test: Value): Value | undefined {
  if (then.is !== 'constant' || typeof then.value !== 'boolean') return undefined;
  if (then.value && isTest(otherwise)) return either([otherwise, test]);
  if (otherwise.is !== 'constant' || typeof otherwise.value !== 'boolean' || then.value === otherwise.value)
    return undefined;
  return then.value ? test : { is: 'not', of: test };
}

function isTest(value: Value): boolean {
  return value.is === 'compare' || value.is === 'not' || (value.is === 'either' && value.of.every(isTest));
}

import { isNullish, partsOf, sameValue, someValue, type Value } from '../values';

/** A condition that holds where a step runs. */
export interface Guard {
  readonly test: Value;
  /** The step runs when the test does not hold. */
  readonly negated: boolean;
  /** It runs there only because the tested branches have left. */
  readonly early: boolean;
  /** The tested branches raise, so nothing is skipped in a run that ends well. */
  readonly raising: boolean;
}

/** Attributes of the node whose values decide in the guard. */
export function guardedAttributes(guard: Guard, node: Value): string[] {
  const found: string[] = [];
  const visit = (value: Value): void => {
    if (value.is === 'member' && value.name === 'value' && value.of.is === 'member' && sameValue(value.of.of, node)) {
      found.push(value.of.name);
    }
    partsOf(value).forEach(visit);
  };
  visit(guard.test);
  return found;
}

/** True when the guard compares the node's attribute with the value that is about to be written. */
export function comparesWith(guard: Guard, attribute: { node: Value; name: string }, value: Value): boolean {
  const isOld = (side: Value): boolean =>
    side.is === 'member' &&
    side.name === 'value' &&
    side.of.is === 'member' &&
    side.of.name === attribute.name &&
    sameValue(side.of.of, attribute.node);
  const isNew = (side: Value): boolean => sameValue(side, value);
  return someValue(guard.test, (part) => {
    if (part.is === 'compare')
      return (isOld(part.left) && isNew(part.right)) || (isOld(part.right) && isNew(part.left));
    const constant = value.is === 'constant' && typeof value.value === 'boolean';
    return constant && isOld(part);
  });
}

/** True when the guard says that something is missing: `if not x`, `is None`, a comparison of counts. */
export function isNotReady(guard: Guard): boolean {
  return !guard.early && (guard.negated ? missingUnless(guard.test) : missingIf(guard.test));
}

function missingIf(test: Value): boolean {
  switch (test.is) {
    case 'not':
      return test.of.is === 'compare' || test.of.is === 'not' ? missingUnless(test.of) : test.of.is !== 'constant';
    case 'compare':
      if (comparesCount(test)) return true;
      return /^(is|==)$/.test(test.operator) && (isNullish(test.left) || isNullish(test.right));
    case 'opaque':
    case 'either':
      return partsOf(test).some((part) => (part.is === 'not' || part.is === 'compare') && missingIf(part));
    default:
      return false;
  }
}

function missingUnless(test: Value): boolean {
  switch (test.is) {
    case 'compare':
      if (comparesCount(test)) return true;
      return /^(is not|!=)$/.test(test.operator) && (isNullish(test.left) || isNullish(test.right));
    case 'not':
      return false;
    default:
      return true;
  }
}

function comparesCount(test: Value & { is: 'compare' }): boolean {
  return [test.left, test.right].some((side) => someValue(side, (part) => part.is === 'count'));
}

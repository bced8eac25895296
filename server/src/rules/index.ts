import type { Rule } from './rule';
import { rule as invalidMutationAction } from './invalid-mutation-action';
import { rule as unknownMatchAttribute } from './unknown-match-attribute';

/** Every rule, in the order of the catalogue. */
export const rules: readonly Rule[] = [
  // trigger rules
  invalidMutationAction,
  unknownMatchAttribute,
];

import { bounded, either, elementOf, type Value } from '../values';

type List = Value & { readonly is: 'list' };

/** A list of what another one holds: `sorted(x)`, `list(x)`. */
export function listOf(value: Value): List {
  if (value.is === 'nothing') return { is: 'list', of: value };
  return withConditions({ is: 'list', of: elementOf(value) }, conditionsOf(value));
}

/** The conditions that each element of a list is known to meet. */
export function conditionsOf(value: Value): readonly Value[] {
  return value.is === 'list' ? (value.when ?? []) : [];
}

/** The list with conditions that each element meets; without them when that becomes too much. */
export function withConditions({ of }: List, when: readonly Value[]): List {
  const plain: List = { is: 'list', of };
  const full: List = when.length > 0 ? { ...plain, when } : plain;
  return bounded(full) === full ? full : plain;
}

/** The list with something added that meets these conditions; only conditions of everything in it stay. */
export function added(list: List, value: Value, when: readonly Value[]): List {
  const isFirst = list.of.is === 'nothing';
  const kept = isFirst || areSame(conditionsOf(list), when) ? when : [];
  return withConditions({ is: 'list', of: either([list.of, value]) }, kept);
}

/** One of several lists, such as before and after a loop; an empty one meets every condition. */
export function joined(lists: readonly List[]): List {
  const filled = lists.filter(({ of }) => of.is !== 'nothing');
  const [first] = filled;
  if (!first) return { is: 'list', of: { is: 'nothing' } };
  const when = conditionsOf(first);
  const kept = filled.every((each) => areSame(conditionsOf(each), when)) ? when : [];
  return withConditions({ is: 'list', of: either(filled.map(({ of }) => of)) }, kept);
}

function areSame(one: readonly Value[], other: readonly Value[]): boolean {
  return one === other || (one.length === other.length && JSON.stringify(one) === JSON.stringify(other));
}

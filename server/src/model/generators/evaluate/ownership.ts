import { isNullish, keyOf, partsOf, sameValue, someValue, type Value } from '../values';
import { mayFollow } from '../order';
import { type Guard, guardedAttributes } from './guards';
import type { Records, SaveRecord } from './records';

/**
 * A node that existed before is saved with tracking, but only when the run finds something to change in it: a run that
 * finds nothing counts it as unused and deletes it (facts 1a, 10.10).
 */
export function isUnsafe(save: SaveRecord, records: Records): boolean {
  if (save.tracked !== true || isSavedAnyway(save, records)) return false;
  return save.info.fetched ? isUndone(save, records) : isUpsertOfFetched(save, records);
}

/** What the guards look at is written before the save, so that the next run finds it done. */
function isUndone({ node, order, guards }: SaveRecord, records: Records): boolean {
  const key = keyOf(node);
  const attributes = new Set(guards.flatMap((guard) => guardedAttributes(guard, node)));
  const written = records.writes.some(
    (write) => write.order < order && attributes.has(write.attribute) && keyOf(write.node) === key,
  );
  if (written) return true;
  return records.relationships.some(
    (each) =>
      each.order < order &&
      guards.some(({ test }) => looksAt(test, node, each.relationship)) &&
      keyOf(each.node) === key,
  );
}

/** A node of `client.create` stands for one that was fetched, whose value decides whether it is saved. */
function isUpsertOfFetched(save: SaveRecord, records: Records): boolean {
  const { info, node, guards } = save;
  if (!info.created || save.upsert !== true || info.kind === undefined) return false;
  const read = new Set<string>();
  for (const { test } of guards) {
    someValue(test, (part) => {
      if (part.is === 'member' && isFetchedOf(part.of, info.kind)) read.add(part.name);
      return false;
    });
  }
  if (read.size === 0) return false;
  const key = keyOf(node);
  const create = records.creates.find((each) => keyOf(each.node) === key);
  return (create?.create.attributes ?? []).some(({ name }) => read.has(name));
}

/**
 * Why a tracked save is left out on some of the runs: the condition has nothing to do with what is fetched (a switch, a
 * flag, the data), or objects are only made while there are none of the kind.
 */
export function savedSometimes(save: SaveRecord, records: Records): 'fetched' | 'missing' | undefined {
  const { info, guards } = save;
  if (save.tracked !== true || guards.length === 0 || isSavedAnyway(save, records)) return undefined;
  if (info.created) return guards.some((guard) => asksForMissing(guard, info.kind)) ? 'missing' : undefined;
  if (!info.fetched || isMadeHere(save, records)) return undefined;
  const independent = guards.some(
    (guard) =>
      !someValue(guard.test, (part) => part.is === 'node') && isFollowed(guard.test) && goesOn(guard, save, records),
  );
  return independent ? 'fetched' : undefined;
}

/** Something else is tracked where the condition does not hold; without that nothing is deleted (facts 1b). */
function goesOn({ test, negated }: Guard, save: SaveRecord, records: Records): boolean {
  return records.saves.some(
    (other) =>
      other !== save &&
      other.tracked === true &&
      !other.guards.some((each) => each.negated === negated && sameValue(each.test, test)),
  );
}

/** Another tracked save of such an object takes place anyway, or takes place where this one does not. */
function isSavedAnyway(save: SaveRecord, records: Records): boolean {
  return records.saves.some(
    (other) =>
      other !== save &&
      other.tracked !== false &&
      other.info.kind === save.info.kind &&
      (!other.conditional || (!mayFollow(other, save) && !mayFollow(save, other))),
  );
}

/** Objects of the kind are made and saved by the same code. */
function isMadeHere({ info }: SaveRecord, records: Records): boolean {
  return records.creates.some((create) => create.info.kind === info.kind);
}

/** True for a condition that holds while nothing was found: `if not found`, and what follows `if found: return`. */
function asksForMissing({ test, negated }: Guard, kind: string | undefined): boolean {
  if (kind === undefined) return false;
  const found = negated ? test : missingIn(test);
  return found !== undefined && isFound(found, kind);
}

function missingIn(test: Value): Value | undefined {
  if (test.is === 'not') return test.of;
  if (test.is !== 'compare') return undefined;
  if (/^(is|==)$/.test(test.operator) && isNullish(test.right)) return test.left;
  const isZero = test.right.is === 'constant' && test.right.value === 0;
  return test.operator === '==' && isZero && test.left.is === 'count' ? test.left.of : undefined;
}

/** Objects of the kind themselves, not something read from them. */
function isFound(value: Value, kind: string): boolean {
  if (value.is === 'list') return isFetchedOf(value.of, kind);
  if (value.is === 'either') return value.of.some((part) => isFound(part, kind));
  return isFetchedOf(value, kind);
}

function isFetchedOf(value: Value, kind: string | undefined): boolean {
  if (value.is === 'element') return isFetchedOf(value.of, kind);
  return value.is === 'node' && value.origin === 'fetched' && value.kind.is === 'constant' && value.kind.value === kind;
}

/** True when the text shows all of the condition. */
function isFollowed(value: Value): boolean {
  if (value.is === 'opaque' && value.text === '' && value.parts.length === 0) return false;
  return partsOf(value).every(isFollowed);
}

/** True when the condition reads this member of the node. */
function looksAt(test: Value, node: Value, name: string): boolean {
  return someValue(test, (part) => part.is === 'member' && part.name === name && sameValue(part.of, node));
}

// Merges the same record as seen by several versions into one versioned record, and writes it as readable JSON.
//
// Encoding, always relative to the owner of the record:
//   since    first version that has it (left out: it is as old as its owner)
//   removed  first version that no longer has it (left out: it is still there)
//   changes  [{ since, field: new value | null }], fields that differ from the first version on
// Items of plain lists become { value, since?, removed? } when they do not live as long as their owner.

/**
 * Order of all keys such that every given list is in that order; throws when the lists contradict each other.
 * @param {string[][]} lists oldest first
 * @returns {string[]}
 */
function mergedOrder(lists) {
  const order = [];
  for (const list of lists.toReversed()) {
    let at = 0;
    for (const key of list) {
      const known = order.indexOf(key);
      if (known === -1) {
        order.splice(at, 0, key);
        at += 1;
      } else {
        at = known + 1;
      }
    }
  }
  for (const list of lists) {
    const kept = order.filter((key) => list.includes(key));
    if (JSON.stringify(kept) !== JSON.stringify(list)) throw new Error(`no common order for ${list.join(', ')}`);
  }
  return order;
}

/**
 * @param {(unknown | undefined)[]} present one slot per version
 * @param {(unknown | undefined)[]} owner the owner's slots
 * @param {string[]} versions
 */
function lifetime(present, owner, versions) {
  const slots = owner.flatMap((value, index) => (value === undefined ? [] : [index]));
  const mine = slots.filter((index) => present[index] !== undefined);
  const first = slots.indexOf(mine[0]);
  const last = slots.indexOf(mine.at(-1));
  if (last - first + 1 !== mine.length) throw new Error(`a member comes back after its removal: ${present}`);
  return {
    ...(first > 0 ? { since: versions[slots[first]] } : {}),
    ...(last < slots.length - 1 ? { removed: versions[slots[last + 1]] } : {}),
  };
}

/**
 * @param {object} input
 * @param {(object[] | undefined)[]} input.perVersion one list per version, undefined where the owner has no list
 * @param {(unknown | undefined)[]} input.owner the owner's slots
 * @param {string[]} input.versions
 * @param {Record<string, object>} input.shape see mergeRecord; `key` names the field that identifies an item
 * @returns {unknown[]}
 */
export function mergeList({ perVersion, owner, versions, shape }) {
  const keyOf = (item) => JSON.stringify(shape.key === undefined ? item : item[shape.key]);
  const order = mergedOrder(perVersion.map((list) => (list ?? []).map(keyOf)));
  return order.map((key) => {
    const slots = perVersion.map((list) => list?.find((item) => keyOf(item) === key));
    if (shape.key !== undefined) return mergeRecord({ slots, owner, versions, shape });
    const life = lifetime(slots, owner, versions);
    const value = slots.find((item) => item !== undefined);
    return Object.keys(life).length === 0 ? value : { value, ...life };
  });
}

/**
 * @param {object} input
 * @param {(object | undefined)[]} input.slots the record in every version, undefined where it does not exist
 * @param {(unknown | undefined)[]} input.owner the owner's slots
 * @param {string[]} input.versions
 * @param {{key?: string, lists?: Record<string, object>}} input.shape `lists`: fields merged item by item
 * @returns {object}
 */
export function mergeRecord({ slots, owner, versions, shape }) {
  const lists = shape.lists ?? {};
  const present = slots.flatMap((slot, index) => (slot === undefined ? [] : [index]));
  const fields = [...new Set(present.flatMap((index) => Object.keys(slots[index])))];
  const base = {};
  const changes = new Map();
  const merged = {};
  for (const field of fields) {
    if (lists[field] !== undefined) {
      const perVersion = slots.map((slot) => slot?.[field]);
      merged[field] = mergeList({ perVersion, owner: slots, versions, shape: lists[field] });
      continue;
    }
    let before;
    for (const index of present) {
      const now = slots[index][field];
      if (index === present[0]) {
        if (now !== undefined) base[field] = now;
      } else if (JSON.stringify(now) !== JSON.stringify(before)) {
        const since = versions[index];
        changes.set(since, { ...(changes.get(since) ?? { since }), [field]: now ?? null });
      }
      before = now;
    }
  }
  const dated = changes.size === 0 ? {} : { changes: versions.flatMap((version) => changes.get(version) ?? []) };
  return { ...lifetime(slots, owner, versions), ...base, ...dated, ...merged };
}

/**
 * JSON text with one line per record of the named list fields, so that a difference shows the changed member only.
 * @param {unknown} value
 * @param {readonly string[]} expanded fields whose lists get one line per item
 * @returns {string}
 */
export function printRecords(value, expanded) {
  if (Array.isArray(value)) return `[${value.map((item) => printRecords(item, expanded)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const written = Object.entries(value).filter(([, field]) => field !== undefined);
  const fields = written.map(([name, field]) => {
    if (!expanded.includes(name) || field.length === 0) return `${JSON.stringify(name)}:${printRecords(field, [])}`;
    const lines = field.map((item) => printRecords(item, expanded));
    return `\n${JSON.stringify(name)}:[\n${lines.join(',\n')}\n]`;
  });
  return `{${fields.join(',')}}`;
}

/**
 * JSON text that does not depend on the order of fields; fields that are undefined count as absent.
 * @param {unknown} value
 * @returns {string}
 */
export function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  const fields = names.toSorted().map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
  return `{${fields.join(',')}}`;
}

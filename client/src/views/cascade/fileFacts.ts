import type { FileLayer } from '../../../../server/src/protocol/layers';

/** What the files say of a generator, whichever of them its code is from. */
export type FileFacts = Pick<FileLayer, 'group' | 'kinds' | 'upstream' | 'watched' | 'parents' | 'exclusions'>;

/**
 * The generators of the files by name, in the order in which they run. Several repositories may have the name, and which of
 * them the server imports their files do not tell: of those rules and generators that start any of them are told, of
 * targets what all of them say.
 */
export function factsByName(files: readonly FileLayer[]): ReadonlyMap<string, FileFacts> {
  const found = new Map<string, FileFacts>();
  for (const file of files) {
    const other = found.get(file.generator);
    found.set(file.generator, other ? joined(other, file) : file);
  }
  // Those of one repository are in order already.
  return found.size === files.length ? found : inOrder(found);
}

function joined(one: FileFacts, other: FileFacts): FileFacts {
  return {
    group: one.group === other.group ? one.group : '',
    kinds: one.kinds.filter((kind) => other.kinds.includes(kind)),
    upstream: [...new Set([...one.upstream, ...other.upstream])],
    watched: [...one.watched, ...other.watched],
    parents: one.parents.filter(({ kind, relationship }) =>
      other.parents.some((each) => each.kind === kind && each.relationship === relationship),
    ),
    exclusions: refusedByBoth(one, other),
  };
}

function refusedByBoth(one: FileFacts, other: FileFacts): FileFacts['exclusions'] {
  return one.exclusions.flatMap(({ attribute, values, at }) => {
    const others = other.exclusions.filter((each) => each.attribute === attribute).flatMap((each) => each.values);
    const both = values.filter((value) => others.includes(value));
    return both.length > 0 ? [{ attribute, values: both, at }] : [];
  });
}

/** Each behind those that start it; in a cycle the first stays where it can. */
function inOrder(found: ReadonlyMap<string, FileFacts>): ReadonlyMap<string, FileFacts> {
  const placed = new Map<string, FileFacts>();
  const begun = new Set<string>();
  for (const start of found.keys()) {
    const way = begun.has(start) ? [] : [start];
    for (let name = way.at(-1); name !== undefined; name = way.at(-1)) {
      begun.add(name);
      const facts = found.get(name);
      const above = facts?.upstream.find((each) => found.has(each) && !begun.has(each));
      if (above !== undefined) {
        way.push(above);
        continue;
      }
      way.pop();
      if (facts) placed.set(name, facts);
    }
  }
  return placed;
}

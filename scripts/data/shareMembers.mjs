// Members that a kind has exactly as one of its generics has them are written as a reference to that generic.

/** Every node gets the group relationships of this generic without naming it as a parent. */
const commonGeneric = 'CoreNode';

/** The member of a kind in every version. */
function memberSlots({ core, kind, list, name }) {
  return core.map((kinds) => kinds.find((entry) => entry.kind === kind)?.[list].find((member) => member.name === name));
}

const withoutOrigin = ({ inherited: _inherited, ...fields }) => JSON.stringify(fields);

/** Whether `own` is always what `source` is at the same time, and never both inherited and not. */
function follows(own, source) {
  const inherited = new Set(own.flatMap((slot) => (slot === undefined ? [] : [slot.inherited === true])));
  if (inherited.size !== 1) return false;
  return own.every(
    (slot, index) =>
      slot === undefined || (source[index] !== undefined && withoutOrigin(slot) === withoutOrigin(source[index])),
  );
}

/**
 * @param {object} input
 * @param {object[]} input.kinds merged kinds, parents included
 * @param {object[][]} input.core the kinds of every version
 * @returns {object[]} the kinds, shared members replaced by `{ name, like, inherited?, since?, removed? }`
 */
export function shareMembers({ kinds, core }) {
  const share = (kind, list) =>
    kind[list].map((member) => {
      const own = memberSlots({ core, kind: kind.kind, list, name: member.name });
      const parents = kind.inheritFrom.map((parent) => parent.value ?? parent);
      const origin = [...parents, commonGeneric].find(
        (parent) => parent !== kind.kind && follows(own, memberSlots({ core, kind: parent, list, name: member.name })),
      );
      if (origin === undefined) return member;
      const inherited = own.find((slot) => slot !== undefined).inherited;
      const { name, since, removed } = member;
      return { name, like: origin, inherited, since, removed };
    });
  const shared = new Map(
    kinds.map((kind) => [
      kind.kind,
      { ...kind, attributes: share(kind, 'attributes'), relationships: share(kind, 'relationships') },
    ]),
  );
  // A generic may itself refer to another one: point at the place where the member is written out.
  const written = (list, member) => {
    if (member.like === undefined) return member;
    const target = shared.get(member.like)[list].find(({ name }) => name === member.name);
    return target.like === undefined ? member : written(list, { ...member, like: target.like });
  };
  return [...shared.values()].map((kind) => ({
    ...kind,
    attributes: kind.attributes.map((member) => written('attributes', member)),
    relationships: kind.relationships.map((member) => written('relationships', member)),
  }));
}

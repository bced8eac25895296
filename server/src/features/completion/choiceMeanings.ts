/** What the choices of trigger objects do, as observed on a server (facts 2); by attribute, then value. */
const meanings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mutation_action: {
    created: 'Runs when an object of the kind is created, by a person, a load or a generator.',
    updated:
      'Runs when an object of the kind is updated: when an attribute gets another value, and also when a relationship ' +
      'changes from the other side. Setting the present value again starts nothing.',
  },
  branch_scope: {
    default_branch:
      'Runs on the default branch only. This is the default when the key is left out: the rule is then silent on every ' +
      'working branch.',
    other_branches:
      'Runs on every branch except the default one, so that results can be reviewed in a proposed change before they ' +
      'are merged.',
    all_branches: 'Runs on every branch, the default branch included.',
  },
  value_match: {
    any: 'Runs whenever the attribute changes; `value` and `value_previous` are ignored. The only way to match a value that was unset.',
    value: 'Runs when the new value equals `value`. This is the default; without `value` it practically never runs.',
    value_previous: 'Runs when the value before the change equals `value_previous`.',
    value_full: 'Runs when the value changes from `value_previous` to `value`; both are needed.',
  },
  modification_type: {
    added: 'Runs when an object is added to the relationship, from either side. This is the default.',
    removed: 'Runs when an object is removed from the relationship.',
    updated: 'Runs when the relationship changes in any way: added and removed.',
  },
  member_action: {
    add_member: 'Adds the object of the event to the group. This is the default.',
    remove_member: 'Removes the object of the event from the group.',
  },
  member_update: {
    added: 'Runs when members are added to the group. This is the default.',
    removed: 'Runs when members are removed from the group.',
  },
};

/** The order in which choices are offered: what is wanted most first. */
const favourites: Readonly<Record<string, readonly string[]>> = {
  mutation_action: ['updated', 'created'],
  branch_scope: ['other_branches', 'all_branches', 'default_branch'],
  value_match: ['any', 'value', 'value_previous', 'value_full'],
  modification_type: ['added', 'removed', 'updated'],
  member_action: ['add_member', 'remove_member'],
  member_update: ['added', 'removed'],
};

/** What a choice does; undefined where the server's own description must do. */
export function choiceMeaning(attribute: string, value: string): string | undefined {
  const known = Object.hasOwn(meanings, attribute) ? meanings[attribute] : undefined;
  return known && Object.hasOwn(known, value) ? known[value] : undefined;
}

/** The values in the order they are offered. */
export function inOrder(attribute: string, values: readonly string[]): string[] {
  const order = Object.hasOwn(favourites, attribute) ? (favourites[attribute] ?? []) : [];
  const rank = (value: string): number => {
    const at = order.indexOf(value);
    return at < 0 ? order.length : at;
  };
  return [...values].sort((a, b) => rank(a) - rank(b));
}

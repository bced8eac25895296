/** What the schema does not tell of the keys of trigger objects; observed on a real server. */
const notes: Readonly<Record<string, string>> = {
  branch_scope: 'Left out, the rule fires on main only and never on a working branch (facts 2).',
  'branch_scope default_branch': 'Changes on working branches do not set it off (facts 2).',
  'branch_scope other_branches': 'Changes on main do not set it off (facts 2).',
  active: 'A rule with `active: false` is kept on the server and never fires (facts 2).',
  node_kind: 'One node kind, never a generic: the server refuses a generic (facts 2).',
  mutation_action: 'There is no `deleted`: the server refuses it (facts 2).',
  'mutation_action created': 'Fires when an object of the kind is created.',
  'mutation_action updated': 'Fires when an object of the kind changes, from either side of a relationship (facts 2).',
  matches:
    'All matches must be met by the same mutation. Without matches the rule fires on every update of the kind (facts 2).',
  attribute_name:
    'For an attribute that the kind does not have, the server refuses the match but keeps the rule, which then fires on ' +
    'every update (facts 2).',
  relationship_name:
    'For a relationship that the kind does not have, the server refuses the match but keeps the rule, which then fires ' +
    'on every update (facts 2).',
  value: 'Numbers compare as text. Left out it is the empty text, which never equals a missing value (facts 2).',
  value_previous:
    'Left out it is the empty text, which never equals a missing value: only `value_match: any` sees a first value (facts 2).',
};

const triggerKind = /^Core(?:Node|Group)?Trigger/;

/** A sentence about a key of a trigger rule or match, or about one of its choices. */
export function memberNote(kind: string, member: string, choice?: string): string | undefined {
  if (!triggerKind.test(kind)) return undefined;
  return notes[choice === undefined ? member : `${member} ${choice}`];
}

import { nearestNames } from '../base/nearest';
import { namedOf, placeOf } from '../model/named';
import { field, itemLabel } from '../model/objects/objectFile';
import { defineRule } from './rule';
import { changeTo } from './triggers/fixes';

/** By kind: the attribute and what it may be (facts/versions/core-diff.md §1). */
const choices: Readonly<Record<string, { key: string; what: string; allowed: readonly [string, string] }>> = {
  CoreGroupTriggerRule: { key: 'member_update', what: 'rule', allowed: ['added', 'removed'] },
  CoreGroupAction: { key: 'member_action', what: 'action', allowed: ['add_member', 'remove_member'] },
};

export const rule = defineRule({
  id: 'invalid-member-choice',
  catalogue: 'OBJ07',
  title: 'member_update or member_action is no known word',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `\`member_update\` of a group rule is a Dropdown with the choices \`added\` and \`removed\`, \`member_action\` of a group action one
with \`add_member\` and \`remove_member\`, in every version (facts/versions/core-diff.md §1). An unknown choice passes the local
check and fails on the server (facts/versions/object-files.md §4): the object is not loaded.`,
  appliesTo: 'triggerItem',
  check(item, { report }) {
    const { key, what, allowed } = choices[item.kind ?? ''] ?? {};
    const value = key === undefined ? undefined : namedOf(field(item, key)?.node);
    if (!value || !allowed || allowed.includes(value.value)) return;
    const at = placeOf(item.chunk, value);
    report({
      at,
      message:
        `The server refuses the ${what} ${itemLabel(item)}: ${key} must be ${allowed[0]} or ${allowed[1]}, ` +
        `not '${value.value}'.`,
      fixes: () => changeTo(item, at, [...new Set([...nearestNames(value.value, allowed), ...allowed])]),
    });
  },
});

import { placeOf } from '../model/named';
import { defineRule } from './rule';
import { changeTo } from './triggers/fixes';

export const rule = defineRule({
  id: 'deleted-mutation-action',
  catalogue: 'TRG04',
  title: 'mutation_action is deleted',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `No stable version lets a rule watch deletions (facts/versions/core-diff.md §1); the server refuses it:
\`deleted must be one of ['created', 'updated'] at mutation_action\` (facts 2). The node would be gone before an action could
read it. To react to a deletion, watch the relationship of a node that stays: deleting a peer fires a match with
\`modification_type: removed\` (facts 2), but not on a branch that has the peer from the default branch: that deletion is told
of the peer alone (test/infrahub/facts).`,
  appliesTo: 'triggerRule',
  check({ item, kind, mutationAction }, { report }) {
    if (kind !== 'CoreNodeTriggerRule' || mutationAction?.value !== 'deleted') return;
    const at = placeOf(item.chunk, mutationAction);
    report({
      at,
      message:
        'The server refuses this rule: deletions cannot be watched. Watch the relationship of a node that stays, with ' +
        'modification_type: removed.',
      fixes: () => changeTo(item, at, ['updated', 'created']),
    });
  },
});

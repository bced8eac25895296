import { nearestNames } from '../base/nearest';
import { placeOf } from '../model/named';
import { defineRule } from './rule';
import { changeTo } from './triggers/fixes';

const allowed = ['created', 'updated'];

export const rule = defineRule({
  id: 'invalid-mutation-action',
  catalogue: 'TRG03',
  title: 'mutation_action is neither created nor updated',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `The server refuses the rule when it is loaded: \`deleted must be one of ['created', 'updated'] at mutation_action\`
(facts 2). Objects of the same file that come before it are loaded and stay.`,
  appliesTo: 'triggerRule',
  check({ item, kind, mutationAction }, { report }) {
    if (kind !== 'CoreNodeTriggerRule') return;
    if (!mutationAction || allowed.includes(mutationAction.value) || mutationAction.value === 'deleted') return;
    const at = placeOf(item.chunk, mutationAction);
    report({
      at,
      message: `The server refuses this rule: mutation_action must be created or updated, not '${mutationAction.value}'.`,
      fixes: () => changeTo(item, at, [...new Set([...nearestNames(mutationAction.value, allowed), ...allowed])]),
    });
  },
});

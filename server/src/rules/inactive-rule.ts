import { placeOf } from '../model/named';
import { field } from '../model/objects/objectFile';
import { defineRule } from './rule';
import { change, removeKey, setKey } from './triggers/fixes';
import { ruleLabel } from './triggers/parts';

export const rule = defineRule({
  id: 'inactive-rule',
  catalogue: 'TRG25',
  title: 'A rule is switched off',
  severity: 'information',
  recommended: false,
  evidence: 'file',
  docs: `With \`active: false\` no automation is made for the rule; setting it back to true makes it anew (facts 2, observed). The
default is true.`,
  appliesTo: 'triggerRule',
  check(rule, { report }) {
    const active = field(rule.item, 'active');
    if (rule.active || !active) return;
    report({
      at: placeOf(rule.item.chunk, active),
      message: `${ruleLabel(rule)} never fires: it is switched off. Set active: true when it is to run again.`,
      fixes: () => [
        ...change('Switch the rule on', [setKey(rule.item, 'active', true)]),
        ...change('Remove active: false', [removeKey(rule.item, 'active')]),
      ],
    });
  },
});

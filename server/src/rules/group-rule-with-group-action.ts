import { placeOf } from '../model/named';
import { hasField } from '../model/objects/objectFile';
import { defineRule } from './rule';
import { change, changeTo, setKey } from './triggers/fixes';
import { ruleLabel } from './triggers/parts';

/** How many other actions are offered. */
const maxOffers = 5;

export const rule = defineRule({
  id: 'group-rule-with-group-action',
  catalogue: 'TRG19',
  title: 'A group rule with a group action stops the configuration of all rules',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  dependsOnVersion: true,
  docs: `Observed in 1.11.9 (facts 2, #10463): with such a rule \`configure-action-rules\` fails, and from then on **no** new or
changed rule of any kind takes effect; automations that exist stay. Nothing but the failed task shows it. Setting
\`active: false\` on that one rule, or deleting it, heals it at once. A group rule with a \`CoreGeneratorAction\` is fine. For
other versions than 1.11 this is a warning, since it was not tried there.`,
  appliesTo: 'linkedRule',
  check({ rule, actions: named }, { project, report }) {
    const { item, kind, action, active } = rule;
    if (kind !== 'CoreGroupTriggerRule' || !action || !active) return;
    const [first] = named;
    if (!first || named.some((each) => each.kind !== 'CoreGroupAction')) return;
    const at = placeOf(item.chunk, action);
    const generatorActions = project.triggers.actions.filter(
      (each) => each.kind === 'CoreGeneratorAction' && each.name,
    );
    report({
      at,
      message:
        `${ruleLabel(rule)} is a group rule with a group action: with it the server stops configuring rules, and no new or ` +
        'changed rule of any kind takes effect. Use a generator action, or set active: false.',
      severity: project.targetVersion.version === '1.11' ? undefined : 'warning',
      related: [
        { at: placeOf(first.item.chunk, first.name ?? { range: first.item.node.range }), message: 'The action' },
      ],
      fixes: () => [
        ...change('Switch the rule off', [setKey(item, 'active', false, hasField(item, 'name') ? 'name' : undefined)]),
        ...changeTo(item, at, generatorActions.flatMap((each) => each.name?.value ?? []).slice(0, maxOffers)),
      ],
    });
  },
});

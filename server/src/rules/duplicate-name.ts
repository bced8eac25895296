import type { Action, TriggerRule } from '../model/triggers/triggers';
import { placeOf } from '../model/named';
import { defineRule, type RuleContext } from './rule';
import { change, freeName, replaceAt } from './triggers/fixes';

export const rule = defineRule({
  id: 'duplicate-name',
  catalogue: 'TRG23',
  title: 'Two rules, or two actions, have one name',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `The name is unique over all rules, and over all actions, whatever their kind (facts/versions/core-diff.md §1). Object files
are upserted by name, so the second object silently overwrites the first (facts 2); of another kind it is refused:
\`Violates uniqueness constraint 'name'\`.`,
  appliesTo: 'project',
  check({ triggers }, context) {
    for (const same of triggers.namesakes.rules) checkAll(same, 'rule', context);
    for (const same of triggers.namesakes.actions) checkAll(same, 'action', context);
  },
});

function checkAll(same: readonly (TriggerRule | Action)[], what: string, { project, report }: RuleContext): void {
  const [first, ...others] = same;
  if (!first?.name) return;
  const original = placeOf(first.item.chunk, first.name);
  for (const { item, kind, name } of others) {
    if (!name) continue;
    const at = placeOf(item.chunk, name);
    report({
      at,
      message:
        kind === first.kind
          ? `This ${what} overwrites another one: both are called '${name.value}', and only the last is kept. Rename one.`
          : `The server refuses this ${what}: a ${first.kind} is called '${name.value}' already. Rename one.`,
      related: [{ at: original, message: `The other ${what} of that name` }],
      fixes: () => {
        const own = freeName(name.value, project);
        return change(`Rename to '${own}'`, [replaceAt(item, at, own)]);
      },
    });
  }
}

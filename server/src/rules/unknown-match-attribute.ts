import { placeOf } from '../model/named';
import { judgeMissing } from './openWorld';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'unknown-match-attribute',
  catalogue: 'TRG08',
  title: 'A match names an attribute or relationship that the kind does not have',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `The server refuses the match (\`The attribute nope doesn't exist on related node trigger using NetworkPod\`), but by
then it has created the rule: the rule stays, active and without this match, and runs on every update of the kind
(facts 2).`,
  appliesTo: 'triggerMatch',
  check({ item, kind, member, rule }, { project, report }) {
    if (!member || !rule || !('item' in rule) || !rule.nodeKind) return;
    const target = project.kinds.get(rule.nodeKind.value);
    if (!target || target.isGeneric) return;
    const wantsAttribute = kind === 'CoreNodeTriggerAttributeMatch';
    if (target.attributes.has(member.value) || target.relationships.has(member.value)) return;
    const known = (wantsAttribute ? target.attributes : target.relationships).keys();
    const complete = project.schemasComplete && !target.incomplete;
    const judged = judgeMissing({ name: member.value, known, complete, severity: 'error' });
    const at = placeOf(item.chunk, member);
    const what = wantsAttribute ? 'attribute' : 'relationship';
    report({
      at,
      message:
        `${target.kind} has no ${what} '${member.value}'.${judged.question} The server refuses this match but keeps ` +
        `the rule without it, which then runs on every update of ${target.kind}.`,
      severity: judged.severity,
      oncePerFile: judged.oncePerFile,
      fixes: () =>
        judged.suggestions.map((newText) => ({
          title: `Change to '${newText}'`,
          safe: false,
          edits: [{ at, newText }],
        })),
    });
  },
});

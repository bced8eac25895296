import { defineRule } from './rule';
import { change, matchAnyChange, setKey } from './triggers/fixes';
import { isOfInactiveRule, ruleLabel, ruleOfMatch } from './triggers/parts';

export const rule = defineRule({
  id: 'incomplete-match-values',
  catalogue: 'TRG11',
  title: 'A match on the previous value lacks one of its values',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  docs: `\`value_match: value_previous\` compares with \`value_previous\`, \`value_full\` with both \`value\` and \`value_previous\`. One
that is left empty is the empty string and never equals a missing value (facts 2, observed: neither an empty
\`value_previous\` nor \`NULL\` matched an attribute that was unset before). “Was unset” can only be matched by
\`value_match: any\`.`,
  appliesTo: 'triggerMatch',
  check(match, { project, report }) {
    const { item, kind, member, valueMatch, value, valuePrevious } = match;
    if (isOfInactiveRule(match) || kind !== 'CoreNodeTriggerAttributeMatch' || !valueMatch) return;
    const wanted = valueMatch.value === 'value_full' ? { value, value_previous: valuePrevious } : undefined;
    const compared = valueMatch.value === 'value_previous' ? { value_previous: valuePrevious } : wanted;
    const missing = Object.entries(compared ?? {}).filter(([, given]) => !given?.value);
    if (missing.length === 0) return;
    const names = missing.map(([name]) => name).join(' and ');
    const has =
      valueMatch.value === 'value_full' && missing.length === 1 ? (value?.value ? 'value' : 'value_previous') : '';
    report({
      at: { part: item.chunk, range: valueMatch.range },
      message:
        `${ruleLabel(ruleOfMatch(match, project))} practically never fires: value_match: ${valueMatch.value} compares with ` +
        `${names}, which ${missing.length > 1 ? 'are' : 'is'} empty, and no unset value equals that. Add ` +
        `${names}${member ? ` of '${member.value}'` : ''}, or use value_match: any.`,
      fixes: () => [
        ...(has ? change(`Compare with ${has} only`, [setKey(item, 'value_match', has)]) : []),
        ...matchAnyChange(match, project),
      ],
    });
  },
});

import { nearestNames } from '../base/nearest';
import { defineRule } from './rule';
import { emptySuppressions, suppressions } from './suppressions';

export const rule = defineRule({
  id: 'unknown-rule-id',
  catalogue: 'RULE-ID',
  title: 'A comment silences a rule that does not exist, or none',
  severity: 'warning',
  recommended: true,
  evidence: 'file',
  docs: `\`# cascade-disable-next-line rule-id\` silences the rules it names on the next line. An id that no rule has, or no
id at all, silences nothing. The ids are those shown with each finding.`,
  appliesTo: 'file',
  check(file, { ruleIds, report }) {
    const { role } = file.facts;
    if (role === 'other' || role === 'parked') return;
    for (const range of emptySuppressions(file)) {
      report({
        at: { part: { uri: file.uri, start: 0 }, range },
        message:
          'This comment silences nothing: name the rules behind it, as in cascade-disable-next-line duplicate-key.',
      });
    }
    for (const { id, range } of suppressions(file, () => 0)) {
      if (ruleIds.includes(id)) continue;
      const at = { part: { uri: file.uri, start: 0 }, range };
      const nearest = nearestNames(id, ruleIds);
      // Nobody silences this rule by name who did not mean to.
      const near = nearest.filter((each, index) => index === 0 || each !== rule.id);
      const question = near[0] === undefined ? '' : ` Did you mean '${near[0]}'?`;
      report({
        at,
        message: `This comment silences nothing: there is no rule '${id}'.${question}`,
        fixes: () => near.map((newText) => ({ title: `Change to '${newText}'`, safe: true, edits: [{ at, newText }] })),
      });
    }
  },
});

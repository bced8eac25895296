import { compareServerVersions } from '../data/versions';
import type { Project } from '../model/project/project';
import type { TriggerMatch, TriggerRule } from '../model/triggers/triggers';
import { defineRule, type Fix } from './rule';
import { matchesByMember, ruleLabel } from './triggers/parts';
import { rulePerMatch } from './triggers/splitRule';

export const rule = defineRule({
  id: 'repeated-match',
  catalogue: 'TRG31',
  title: 'A rule has two matches of one name: only the last is kept',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A match is known by its rule and its \`attribute_name\` (or \`relationship_name\`). The second of that name overwrites the
first: with the values assembly and storage given, only storage was stored (facts 11.2, observed). One rule per value is
needed.`,
  appliesTo: 'linkedRule',
  check({ rule, matches: all }, { project, report }) {
    if (all.length < 2 || compareServerVersions(project.targetVersion.version, '1.4') < 0) return;
    for (const same of matchesByMember(all).values()) {
      const last = same.at(-1);
      for (const match of same.slice(0, -1)) {
        const { member, item } = match;
        if (!member || !last?.member) continue;
        report({
          at: { part: item.chunk, range: member.range },
          message:
            `${ruleLabel(rule)} does not get this match: a later one on '${member.value}' overwrites it. ` +
            'Write one rule for each.',
          related: [{ at: { part: last.item.chunk, range: last.member.range }, message: 'This one is kept' }],
          fixes: () => (all.length === same.length ? split(rule, same, project) : []),
        });
      }
    }
  },
});

/** The rule keeps its name for the match that the server has. */
function split(rule: TriggerRule, same: readonly TriggerMatch[], project: Project): Fix[] {
  const matches = [...same.slice(-1), ...same.slice(0, -1)];
  return rulePerMatch({
    rule,
    matches,
    project,
    wordOf: ({ value, valuePrevious, modificationType, member }) =>
      (value ?? valuePrevious ?? modificationType ?? member)?.value ?? '',
  });
}

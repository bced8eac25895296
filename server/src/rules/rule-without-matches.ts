import type { Project } from '../model/project/project';
import { countMatches, type TriggerRule } from '../model/triggers/triggers';
import { defineRule, type Fix } from './rule';
import { change, ownEntry, setKey } from './triggers/fixes';
import { hasUnknownBlock, objectPlace, ruleLabel, watchedKind } from './triggers/parts';

/** How many attributes are offered. */
const maxOffers = 6;

export const rule = defineRule({
  id: 'rule-without-matches',
  catalogue: 'TRG16',
  title: 'A rule on updates has no match and runs on every update',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A rule on \`updated\` without matches runs on **every** update of the kind (facts 2, observed), also on those nobody
makes: a peer that was created or deleted “updates” the node, the query group of a generator emits updates of the nodes it
read, and so do the generator's own writes. A rule on \`created\` needs no match.`,
  appliesTo: 'linkedRule',
  check({ rule, matches }, { project, report }) {
    if (!rule.active || rule.kind !== 'CoreNodeTriggerRule' || rule.mutationAction?.value !== 'updated') return;
    if (matches.length > 0 || countMatches(rule) > 0 || hasUnknownBlock(rule, project)) return;
    const kind = rule.nodeKind?.value ?? 'the kind';
    report({
      at: objectPlace(rule.item),
      message:
        `${ruleLabel(rule)} runs on every update of ${kind}, changes of its peers and of generators included, because it has ` +
        'no matches. Add a match on an attribute.',
      fixes: () => withMatch(rule, project),
    });
  },
});

function withMatch(rule: TriggerRule, project: Project): Fix[] {
  const { item } = rule;
  const attributes = [...(watchedKind(rule, project)?.attributes.values() ?? [])];
  const taken = watchedAlready(rule, project);
  const names = attributes.filter(({ name, readOnly }) => !readOnly && !taken.has(name)).map(({ name }) => name);
  const first = names.filter((name) => name === 'checksum');
  const after = ownEntry(item, 'action') ? 'action' : undefined;
  return [...first, ...names.filter((name) => name !== 'checksum')]
    .slice(0, maxOffers)
    .flatMap((name) =>
      change(`Run when '${name}' changes`, [
        setKey(
          item,
          'matches',
          { kind: 'CoreNodeTriggerAttributeMatch', data: [{ attribute_name: name, value_match: 'any' }] },
          after,
        ),
      ]),
    );
}

/** What other rules for the same kind and action watch: another match on it would run the action twice. */
function watchedAlready({ nodeKind, action }: TriggerRule, project: Project): Set<string> {
  return new Set(
    project.triggers.linkedRules
      .filter(({ rule }) => action && rule.action?.value === action.value && rule.nodeKind?.value === nodeKind?.value)
      .flatMap(({ matches }) => matches)
      .flatMap((match) => match.member?.value ?? []),
  );
}

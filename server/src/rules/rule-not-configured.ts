import { placeOf, type Named } from '../model/named';
import type { ObjectItem } from '../model/objects/objectFile';
import type { ServerKnowledge } from '../model/project/serverKnowledge';
import { defineRule, type RuleContext } from './rule';
import { ruleLabel } from './triggers/parts';

export const rule = defineRule({
  id: 'rule-not-configured',
  catalogue: 'TRG24',
  title: 'A rule needs something that the default branch does not have yet',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `Rules and actions are the same on every branch, but Infrahub configures them from its default branch: a rule whose
generator or group exists only on another branch is skipped, without any error, until that is merged; and \`node_kind\` is
looked up in the schema of the default branch, so a kind of another branch is refused there (facts 2 and 11.4). To be seen only
with a server: connected on that branch, or by a snapshot of it.`,
  appliesTo: 'project',
  check(project, context) {
    const { server } = project;
    if (!server?.knowledge.onDefault) return;
    const { linkedRules } = project.triggers;
    for (const { rule } of linkedRules) {
      if (!rule.active) continue;
      const { item, nodeKind, group } = rule;
      reportMissing(server, 'groups', { item, name: group, what: `${ruleLabel(rule)} does nothing` }, context);
      if (!nodeKind || !server.isUnmerged('kinds', nodeKind.value)) continue;
      context.report({
        at: placeOf(item.chunk, nodeKind),
        message:
          `The server refuses ${rule.name ? `rule ${rule.name.value}` : 'this rule'} for now: ${nodeKind.value} is on branch ` +
          `${branchOf(server)} only, and it looks for the kind on ${defaultOf(server)}. Merge the schema first.`,
      });
    }
    const used = new Set(linkedRules.flatMap(({ rule, actions }) => (rule.active ? actions : [])));
    for (const { item, generator, group } of used) {
      const what = 'Rules that run this action do nothing';
      reportMissing(server, 'definitions', { item, name: generator, what }, context);
      reportMissing(server, 'groups', { item, name: group, what }, context);
    }
  },
});

interface Needed {
  readonly item: ObjectItem;
  readonly name: Named | undefined;
  /** Who does nothing without it; the start of a sentence. */
  readonly what: string;
}

function reportMissing(
  server: ServerKnowledge,
  list: 'definitions' | 'groups',
  { item, name, what }: Needed,
  { report }: RuleContext,
): void {
  if (!name || !server.isUnmerged(list, name.value)) return;
  const thing = list === 'groups' ? 'group' : 'generator';
  report({
    at: placeOf(item.chunk, name),
    message:
      `${what} until the ${thing} '${name.value}' is on ${defaultOf(server)}: ` +
      `so far only branch ${branchOf(server)} has it.`,
  });
}

function branchOf({ knowledge }: ServerKnowledge): string {
  return knowledge.branch ?? '';
}

function defaultOf({ knowledge }: ServerKnowledge): string {
  return knowledge.defaultBranch ?? 'the default branch';
}

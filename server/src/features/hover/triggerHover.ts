import type { Project } from '../../model/project/project';
import type { TriggerRule } from '../../model/triggers/triggers';
import { writesOfMember } from '../../model/symbols/memberUses';
import { watchedMember } from '../../model/symbols/objectOccurrences';
import { membersText } from './groupHover';
import { escapeMarkdown, heading, list, paragraphs } from './markdown';
import { actionStory, ruleStory } from './ruleStory';
import { serverText } from './serverText';
import { writersText } from './writers';

/** What a rule does, by what, and who sets it off. */
export function ruleHover(project: Project, name: string): string {
  const rules = project.triggers.rulesByName.get(name);
  const title = heading(name, 'trigger rule');
  if (rules.length === 0) return paragraphs(title, 'No file of this repository declares a rule of this name.');
  return paragraphs(title, ...rules.map((rule) => paragraphs(ruleStory(project, rule), ...ruleDetails(project, rule))));
}

function ruleDetails(project: Project, rule: TriggerRule): string[] {
  const details: string[] = [];
  const [action] = project.triggers.actionsByName.get(rule.action?.value ?? '');
  if (rule.action)
    details.push(`Action ${escapeMarkdown(rule.action.value)}${action ? '' : ', which no file declares'}`);
  if (action?.generator) details.push(...generatorDetails(project, action.generator.value));
  for (const match of project.triggers.matchesByRule.get(rule.name?.value ?? '')) {
    const member = watchedMember(project, match);
    if (member) details.push(writersText(project, member, writesOfMember(project, member)));
  }
  return [list('', details)?.trimStart() ?? ''];
}

function generatorDetails(project: Project, name: string): string[] {
  const generator = project.generators.findLast((candidate) => candidate.name === name);
  if (!generator) return [`Generator ${escapeMarkdown(name)}, which .infrahub.yml does not define`];
  const { query, targets } = generator.definition;
  return [
    `Generator ${escapeMarkdown(name)}${query ? ` with query ${escapeMarkdown(query.value)}` : ''}`,
    ...(targets ? [`Targets: group ${escapeMarkdown(targets.value)} (${membersText(project, targets.value)})`] : []),
  ];
}

/** What an action does, and the rules that start it. */
export function actionHover(project: Project, name: string): string {
  const { actionsByName, rulesByAction, parkedActions } = project.triggers;
  const actions = actionsByName.get(name);
  const rules = rulesByAction.get(name);
  const onServer = project.server?.actions();
  const missing = parkedActions.has(name)
    ? 'It stands in a file that is not loaded.'
    : 'No file of this repository declares an action of this name.';
  return paragraphs(
    heading(name, 'action'),
    ...actions.map((action) => actionStory(project, action, 'the object that sets off a rule')),
    actions.length === 0 ? missing : undefined,
    actions.length === 0 ? serverText(project.server, onServer?.has(name), onServer !== undefined) : undefined,
    list(
      'Started by:',
      rules.map((rule) => `${escapeMarkdown(rule.name?.value ?? '?')}: ${ruleStory(project, rule)}`),
    ) ?? 'No rule of this repository starts it.',
  );
}

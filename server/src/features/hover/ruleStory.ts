import type { Project } from '../../model/project/project';
import type { Generator } from '../../model/project/generatorIndex';
import { countMatches, type Action, type TriggerMatch, type TriggerRule } from '../../model/triggers/triggers';
import { escapeMarkdown } from './markdown';

/** What a rule does, as one sentence of Markdown (facts 2). */
export function ruleStory(project: Project, rule: TriggerRule): string {
  const subject = `every ${subjectOf(project, rule)}`;
  const where = scopes[rule.branchScope?.value ?? 'default_branch'] ?? '';
  const [action] = project.triggers.actionsByName.get(rule.action?.value ?? '');
  const sentence = action ? actionStory(project, action, subject + where) : unknownAction(rule, subject + where);
  return rule.active ? sentence : `Switched off (\`active: false\`). Once active: ${sentence}`;
}

/** What an action does to `subject`, such as `every NetworkPod whose checksum changes`. */
export function actionStory(project: Project, action: Action, subject: string): string {
  if (action.kind === 'CoreGroupAction') {
    const group = escapeMarkdown(action.group?.value ?? '?');
    return action.memberAction === 'remove_member'
      ? `Takes ${subject} out of group ${group}.`
      : `Adds ${subject} to group ${group}.`;
  }
  const name = action.generator?.value ?? '?';
  const generator = project.generators.findLast((candidate) => candidate.name === name);
  return `Runs ${generator ? generatorLabel(generator) : `generator ${escapeMarkdown(name)}`} for ${subject}.`;
}

/** `PodGenerator (generators/generate_pod.py)`. */
export function generatorLabel({ definition }: Generator): string {
  const path = definition.filePath ? ` (${escapeMarkdown(definition.filePath.value)})` : '';
  return `${escapeMarkdown(definition.className)}${path}`;
}

const scopes: Readonly<Record<string, string>> = {
  default_branch: ' on main only',
  other_branches: ' on a branch other than main',
  all_branches: ' on any branch',
};

function unknownAction(rule: TriggerRule, subject: string): string {
  const action = rule.action ? `action ${escapeMarkdown(rule.action.value)}` : 'its action';
  return `Starts ${action} for ${subject}.`;
}

function subjectOf(project: Project, rule: TriggerRule): string {
  if (rule.kind === 'CoreGroupTriggerRule') {
    const group = escapeMarkdown(rule.group?.value ?? '?');
    return rule.memberUpdate === 'removed' ? `member taken out of group ${group}` : `member added to group ${group}`;
  }
  const kind = escapeMarkdown(rule.nodeKind?.value ?? 'object');
  const matches = project.triggers.matchesByRule.get(rule.name?.value ?? '').filter(({ member }) => member);
  // What an anchor or a merge key brings is not told one by one.
  const unread = countMatches(rule) > matches.filter((match) => isWithin(match, rule)).length;
  const others = matches.length > 0 ? 'its other matches' : 'its matches';
  if (rule.mutationAction?.value === 'created') {
    const more = unread ? [`meets ${others}`] : [];
    return [`${kind} that is created`, ...matches.map(createdWith), ...more].join(' and ');
  }
  const parts = [...matches.map(changedBy), ...(unread ? [`whose change meets ${others}`] : [])];
  if (parts.length === 0) return `${kind} that is changed in any way`;
  const same = matches.length > 0 && parts.length > 1 ? ' in the same change' : '';
  return `${kind} ${parts.join(' and ')}${same}`;
}

function isWithin({ rule }: TriggerMatch, { item }: TriggerRule): boolean {
  return rule !== undefined && 'item' in rule && rule.item === item;
}

function changedBy(match: TriggerMatch): string {
  const name = escapeMarkdown(match.member?.value ?? '?');
  if (match.kind === 'CoreNodeTriggerRelationshipMatch') {
    switch (match.modificationType?.value ?? 'added') {
      case 'removed':
        return `whose ${name} loses a peer`;
      case 'updated':
        return `whose ${name} changes`;
      default:
        return `whose ${name} gains a peer`;
    }
  }
  const value = quoted(match.value?.value);
  const previous = quoted(match.valuePrevious?.value);
  switch (match.valueMatch?.value ?? 'value') {
    case 'any':
      return `whose ${name} changes`;
    case 'value_previous':
      return `whose ${name} changes from ${previous}`;
    case 'value_full':
      return `whose ${name} changes from ${previous} to ${value}`;
    default:
      return `whose ${name} becomes ${value}`;
  }
}

function createdWith(match: TriggerMatch): string {
  const name = escapeMarkdown(match.member?.value ?? '?');
  if (match.kind === 'CoreNodeTriggerRelationshipMatch') return `has ${name}`;
  return (match.valueMatch?.value ?? 'value') === 'any' ? `has a ${name}` : changedBy(match).replace('becomes', 'is');
}

function quoted(value: string | undefined): string {
  return `“${escapeMarkdown(value ?? '')}”`;
}

import type { Project } from '../../model/project/project';
import type { TriggerRule } from '../../model/triggers/triggers';

/** True for names of attributes that exist to be watched, such as `checksum`; nobody edits them by hand. */
export function isSignalName(attribute: string): boolean {
  return /(?:^|_)(?:checksum|digest|fingerprint|signal)(?:_|$)/.test(attribute);
}

/** True when the rule sees an update of the attribute: by a match, or because it has no matches. */
export function watchesAttribute(rule: TriggerRule, attribute: string, project: Project): boolean {
  const matches = [...project.triggers.matchesByRule.get(rule.name?.value ?? '')];
  return matches.length === 0 || matches.some((match) => match.member?.value === attribute);
}

/** True when a match of the rule names the attribute. */
export function namesAttribute(rule: TriggerRule, attribute: string, project: Project): boolean {
  const matches = [...project.triggers.matchesByRule.get(rule.name?.value ?? '')];
  return matches.some((match) => match.kind === 'CoreNodeTriggerAttributeMatch' && match.member?.value === attribute);
}

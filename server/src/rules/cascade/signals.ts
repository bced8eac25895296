import type { ResolvedClass } from '../../model/generators/resolveClass';
import type { Project } from '../../model/project/project';
import type { LinkedRule } from '../../model/triggers/linkedRule';
import { countMatches, type TriggerMatch, type TriggerRule } from '../../model/triggers/triggers';

/** True for names of attributes that exist to be watched, such as `checksum`; nobody edits them by hand. */
export function isSignalName(attribute: string): boolean {
  return /(?:^|_)(?:checksum|digest|fingerprint|signal)(?:_|$)/.test(attribute);
}

function matchesOf(rule: TriggerRule, project: Project): readonly TriggerMatch[] {
  return project.triggers.matchesByRule.get(rule.name?.value ?? '');
}

/** True when the rule sees an update of the attribute: by a match, or because it has no matches. */
function watchesAttribute(rule: TriggerRule, attribute: string, project: Project): boolean {
  const matches = matchesOf(rule, project);
  return matches.length === 0 || matches.some((match) => match.member?.value === attribute);
}

/** True when a match of the rule names the attribute. */
export function namesAttribute(rule: TriggerRule, attribute: string, project: Project): boolean {
  const matches = matchesOf(rule, project);
  return matches.some((match) => match.kind === 'CoreNodeTriggerAttributeMatch' && match.member?.value === attribute);
}

/** True when a rule watches the attribute of the kind; inactive rules and those of an unknown kind count: they are reported for themselves. */
export function isSignalWatched(kind: string, attribute: string, project: Project): boolean {
  const ofKind = project.triggers.linkedByKind.get(kind);
  const watches = ({ rule, matchesOfName }: LinkedRule): boolean =>
    rule.kind === 'CoreNodeTriggerRule' &&
    rule.mutationAction?.value !== 'created' &&
    matchesOfName.some((match) => match.member?.value === attribute);
  // Nearly always one of these does, and nothing else has to be looked at.
  if (project.kinds.get(kind) && ofKind.some(watches)) return true;
  return project.triggers.rules.some((rule) => {
    const watched = rule.nodeKind?.value;
    if (rule.kind === 'CoreGroupTriggerRule' || rule.mutationAction?.value === 'created') return false;
    if (!watchesAttribute(rule, attribute, project)) return false;
    // What an alias or a merge key brings as matches is not read: it may name the attribute.
    if (watched === undefined || !project.kinds.get(watched))
      return namesAttribute(rule, attribute, project) || countMatches(rule) > matchesOf(rule, project).length;
    return watched === kind || project.kinds.isA(watched, kind) || project.kinds.isA(kind, watched);
  });
}

/** True when the code adds ids to the tracking context itself, so that objects it does not save are kept. */
export function tracksByHand({ methods, file }: ResolvedClass, project: Project): boolean {
  const files = new Set([file, ...methods.map((method) => method.file)]);
  return [...files].some((path) => {
    const text = project.fileAt(path)?.text ?? '';
    return /^[^#\n]*\b(?:add_related_(?:nodes|groups)\s*\(|related_(?:node|group)_ids\s*(?:\+=|\.\s*(?:append|extend)\b))/m.test(
      text,
    );
  });
}

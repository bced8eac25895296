import type { Project } from '../project/project';
import type { TriggerMatch } from '../triggers/triggers';
import { watchedMember } from './objectOccurrences';
import type { MemberSymbol } from './members';
import type { Write } from '../cascade/cause';

/** The writes of generators that change a member; for one that a generic declares, those of all its heirs. */
export function writesOfMember({ cascade, kinds }: Project, member: MemberSymbol): Write[] {
  return cascade.writes.filter(({ cause }) => {
    if (cause.type !== 'attribute' && cause.type !== 'relationship') return false;
    const written = cause.type === 'attribute' ? cause.attribute : cause.relationship;
    if (written !== member.name) return false;
    return kinds.isA(cause.kind, member.kind) || kinds.isA(member.kind, cause.kind);
  });
}

/** The matches that watch a member of the kind or of its heirs. */
export function matchesOfMember(project: Project, member: MemberSymbol): TriggerMatch[] {
  return project.triggers.matches.filter((match) => {
    if (match.member?.value !== member.name) return false;
    const watched = watchedMember(project, match);
    return watched?.owner === member.owner && project.kinds.isA(watched.kind, member.kind);
  });
}

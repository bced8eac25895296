import type { NodeCreate } from '../generators/facts';
import type { Generator } from '../project/generatorIndex';
import type { Project } from '../project/project';

/**
 * Whether objects of a kind are targets of a generator, as far as the files show: `differs` when neither a member of the
 * target group nor the query is of the kind, `doubtful` when only one of them shows it. A query of the kind is no proof where
 * the files show all members and it reads none of them: only members are targets (facts 10.4).
 */
export type TargetFit = 'fits' | 'unknown' | 'doubtful' | 'differs';

type Proof = 'fits' | 'differs' | undefined;

/** Heirs of generics and groups of several kinds fit; so does a kind whose objects may join the group later. */
export function targetFit(kind: string, generator: Generator, project: Project): TargetFit {
  const members = memberProof(kind, generator, project);
  const query = queryProof(kind, generator, project);
  if (members === 'fits') return 'fits';
  if (query === 'fits' && !(members === 'differs' && readsNoMember(generator, project))) return 'fits';
  const against = [members, query].filter((proof) => proof === 'differs').length;
  if (against === 0) return 'unknown';
  if (mayJoin(kind, generator, project)) return 'fits';
  return against === 2 ? 'differs' : 'doubtful';
}

function memberProof(kind: string, { memberKinds, membersOpen }: Generator, { kinds }: Project): Proof {
  if (memberKinds.some((member) => kinds.isA(kind, member))) return 'fits';
  return memberKinds.length === 0 || membersOpen ? undefined : 'differs';
}

/** True when the files show all members of the group, as far as files can, and none is what the query reads. */
function readsNoMember(
  { memberKinds, queryKinds }: Generator,
  { kinds, objectsComplete, hidesObjects }: Project,
): boolean {
  if (!objectsComplete || hidesObjects) return false;
  return memberKinds.every((member) => kinds.get(member) && !queryKinds.some((read) => kinds.isA(member, read)));
}

/** What the query reads at its root says nothing when it is found through a relationship of the target. */
function queryProof(kind: string, { queryKinds, definition }: Generator, { kinds }: Project): Proof {
  if (queryKinds.some((read) => kinds.isA(kind, read))) return 'fits';
  const through = definition.parameters.some(({ path }) => (path?.value ?? '').split('__').length > 2);
  return queryKinds.length === 0 || through ? undefined : 'differs';
}

/** Objects of the kind may become members while the repository is used: by a rule, or by the code of a generator. */
function mayJoin(kind: string, { definition }: Generator, { triggers, generators }: Project): boolean {
  const group = definition.targets?.value;
  const byRule = triggers.actions.some(
    (action) =>
      action.kind === 'CoreGroupAction' &&
      action.group?.value === group &&
      triggers.rulesByAction.get(action.name?.value ?? '').some((rule) => rule.nodeKind?.value === kind),
  );
  const byCode = generators.some(({ code }) =>
    code?.creates.some((create) => create.kind === kind && create.attributes.some((given) => mayName(given, group))),
  );
  return byRule || byCode;
}

/** Membership of other groups alone, each of them written out, is none of this one. */
function mayName({ name, names, literalList }: NodeCreate['attributes'][number], group: string | undefined): boolean {
  return name === 'member_of_groups' && (literalList === undefined || group === undefined || names.includes(group));
}

import { targetOf } from '../../edits/generators/generateScope';
import { routeId, signalRoutes } from '../../edits/generators/signalRoutes';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import type { TriggerRule } from '../../model/triggers/triggers';
import type { LinkDecision } from '../../protocol/connect';
import type { PlanNote } from '../../protocol/plan';
import { tracksByHand } from '../../rules/cascade/signals';
import { listOf } from '../../rules/cascade/steps';
import { mendOf } from '../makeSignalWriteSafe';
import { refusedByAll } from '../refusedChoices';
import { isReachedBySeveral, otherWriters } from '../sharedSignal';

/** What an author should know about a planned chain; `after` is the project as it will be. */
export function notesOf(before: Project, after: Project, links: readonly LinkDecision[]): PlanNote[] {
  const notes = [
    migration(before, after, links),
    ruleStart(before, after),
    tracking(before, after),
    agnostic(after, links),
    unsafe(after, links),
    switchedOn(before, after),
    ...links.flatMap((link) => overwritten(before, after, link)),
    ...links.map((link) => leftOut(before, after, link)),
  ];
  return notes.flatMap((note) => note ?? []);
}

/** Adding an attribute to a loaded kind changes every object of it. */
function migration(before: Project, after: Project, links: readonly LinkDecision[]): PlanNote | undefined {
  const generics = new Set<string>();
  const kinds = links.flatMap(({ kind }) => {
    const known = new Set(before.kinds.get(kind)?.inheritFrom);
    const added = (after.kinds.get(kind)?.inheritFrom ?? []).filter((generic) => !known.has(generic));
    for (const generic of added) generics.add(generic);
    return added.length > 0 ? kind : [];
  });
  if (kinds.length === 0) return undefined;
  return {
    title: `Schema migration of ${listOf([...new Set(kinds)])}`,
    detail: `Inheriting from ${listOf([...generics])} changes all objects when the schema is loaded again.`,
  };
}

/** Facts 11.4 and 3: rules are read on the default branch, and those of an unknown generator are left out. */
function ruleStart(before: Project, after: Project): PlanNote | undefined {
  const known = new Set(before.triggers.rules.map(nameOf));
  const { length } = after.triggers.rules.map(nameOf).filter((name) => name !== undefined && !known.has(name));
  if (length === 0) return undefined;
  return {
    title:
      length === 1 ? 'The new rule waits for the default branch' : `${length} new rules wait for the default branch`,
    detail: 'Infrahub leaves them out, without a message, until generators and kinds are there.',
  };
}

/** Facts 10.8: the tracking group is of another kind without the flag, and the old one is no longer looked at. */
function tracking(before: Project, after: Project): PlanNote | undefined {
  const flipped = after.generators.flatMap(({ name, definition }) => {
    const old = before.generators.find((each) => each.name === name);
    return old?.definition.executeAfterMerge === true && !definition.executeAfterMerge ? name : [];
  });
  if (flipped.length === 0) return undefined;
  return {
    title: `No runs after merges: ${listOf(flipped)}`,
    detail: 'Their tracking groups change kind: objects of earlier runs are no longer cleaned up.',
  };
}

/** Facts 11.3. */
function agnostic(after: Project, links: readonly LinkDecision[]): PlanNote | undefined {
  const kinds = links.map(({ kind }) => kind).filter((kind) => after.kinds.get(kind)?.branch === 'agnostic');
  if (kinds.length === 0) return undefined;
  return {
    title: `The same on all branches: ${listOf([...new Set(kinds)])}`,
    detail: 'A run on any branch signals these objects on the default branch too.',
  };
}

/** Facts 1a: what is written already stays as it is, so a write in the guide's form is there still. */
function unsafe(after: Project, links: readonly LinkDecision[]): PlanNote | undefined {
  const [first] = links.flatMap(({ upstream, kind }) => {
    const generator = after.generators.find(({ name }) => name === upstream);
    if (!generator?.code || tracksByHand(generator.code, after)) return [];
    const { saves } = generator.code;
    const found = saves.find((save) => save.unsafe && save.kind !== undefined && after.kinds.isA(kind, save.kind));
    return found
      ? { title: `${upstream} saves ${kind} with tracking`, mend: mendOf(after, { generator, save: found }) }
      : [];
  });
  if (!first) return undefined;
  const { title, mend } = first;
  return { title, detail: `A run that skips the save deletes these objects: ${mends[mend]}` };
}

const mends = {
  action: 'mend that first, with the fix there.',
  ownCall: 'first give them a save of their own.',
  byHand: 'mend that first, as the warning says.',
} as const;

/** A rule that somebody switched off starts its generator again. */
function switchedOn(before: Project, after: Project): PlanNote | undefined {
  const off = new Set(before.triggers.rules.filter(({ active }) => !active).map(nameOf));
  const names = after.triggers.rules.flatMap((rule) => {
    const name = nameOf(rule);
    return name !== undefined && rule.active && off.has(name) ? name : [];
  });
  if (names.length === 0) return undefined;
  return {
    title: `Switched on: ${listOf(names)}`,
    detail: names.length === 1 ? 'The rule was inactive until now.' : 'The rules were inactive until now.',
  };
}

/** A new checksum that others overwrite with their own. */
function overwritten(before: Project, after: Project, link: LinkDecision): PlanNote[] {
  const { upstream, downstream, kind } = link;
  const find = (project: Project): Generator | undefined => project.generators.find(({ name }) => name === upstream);
  const generator = find(after);
  const known = new Set(checksums(find(before), kind));
  const written = checksums(generator, kind).filter((attribute) => !known.has(attribute));
  if (!generator || written.length === 0) return [];
  const again = `unchanged runs start ${downstream} again.`;
  const notes: PlanNote[] = written.flatMap((attribute) => {
    const others = otherWriters({ project: after, generator, kind, attribute });
    if (others.length === 0) return [];
    const title = `${listOf(others)} ${others.length === 1 ? 'writes' : 'write'} ${attribute} of ${kind} too`;
    return { title, detail: `Each overwrites the other: ${again}` };
  });
  const route = signalRoutes(after, generator, kind).find((each) => routeId(each) === link.route);
  if (!isReachedBySeveral({ project: after, generator, kind, route })) return notes;
  const title = `Several ${targetOf(after, generator)?.kind} may signal one ${kind}`;
  return [{ title, detail: `Each with its own checksum: ${again}` }, ...notes];
}

/** A new signal passes over what would only fail (GEN27). */
function leftOut(before: Project, after: Project, { upstream, kind }: LinkDecision): PlanNote | undefined {
  const find = (project: Project): Generator | undefined => project.generators.find(({ name }) => name === upstream);
  const count = (project: Project): number =>
    (find(project)?.code?.writes ?? []).filter((write) => write.kind === kind && !write.created).length;
  const generator = find(after);
  const refused = generator && count(after) > count(before) ? refusedByAll(after, { generator, kind }) : [];
  if (refused.length === 0) return undefined;
  // Each of the attributes is enough to be left out.
  const where = refused.map(({ attribute, values }) => `whose ${attribute} is ${values.join(' or ')}`);
  return {
    title: `${upstream} leaves out each ${kind} ${where.join(' or ')}`,
    detail: 'Whichever generator runs for these refuses them: its run would only fail.',
  };
}

/** What a generator writes to objects of the kind that were there before, constants left out. */
function checksums(generator: Generator | undefined, kind: string): string[] {
  const writes = (generator?.code?.writes ?? []).filter(
    (write) => write.kind === kind && !write.created && write.constant === undefined,
  );
  return [...new Set(writes.map(({ attribute }) => attribute))];
}

function nameOf({ name }: TriggerRule): string | undefined {
  return name?.value;
}

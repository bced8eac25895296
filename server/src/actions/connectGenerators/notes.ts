import type { Project } from '../../model/project/project';
import type { TriggerRule } from '../../model/triggers/triggers';
import type { LinkDecision } from '../../protocol';
import { listOf } from '../../rules/cascade/steps';

/** What an author should know about a planned chain; `after` is the project as it will be. */
export function notesOf(before: Project, after: Project, links: readonly LinkDecision[]): string[] {
  const notes = [
    migration(before, after, links),
    ruleStart(before, after),
    tracking(before, after),
    agnostic(after, links),
    unsafe(after, links),
  ];
  return notes.flatMap((note) => note ?? []);
}

/** Adding an attribute to a loaded kind changes every object of it. */
function migration(before: Project, after: Project, links: readonly LinkDecision[]): string | undefined {
  const heirs = new Map<string, string[]>();
  for (const kind of new Set(links.map((link) => link.kind))) {
    const known = new Set(before.kinds.get(kind)?.inheritFrom);
    for (const generic of after.kinds.get(kind)?.inheritFrom ?? []) {
      if (!known.has(generic)) heirs.set(generic, [...(heirs.get(generic) ?? []), kind]);
    }
  }
  if (heirs.size === 0) return undefined;
  const added = [...heirs].map(
    ([generic, kinds]) => `${listOf(kinds)} ${kinds.length > 1 ? 'inherit' : 'inherits'} from ${generic}`,
  );
  return `${listOf(added)}: where the schema is loaded already, loading it again is a migration of all their objects.`;
}

/** Facts 11.4 and 3: rules are read on the default branch, and those of an unknown generator are left out. */
function ruleStart(before: Project, after: Project): string | undefined {
  const known = new Set(before.triggers.rules.map(nameOf));
  const names = after.triggers.rules.map(nameOf).filter((name) => name !== undefined && !known.has(name));
  if (names.length === 0) return undefined;
  const what = names.length === 1 ? 'The new rule starts nothing' : `The ${names.length} new rules start nothing`;
  return `${what} until the generators and kinds they name are on the default branch; Infrahub leaves such rules out without a message.`;
}

/** Facts 10.8: the tracking group is of another kind without the flag, and the old one is no longer looked at. */
function tracking(before: Project, after: Project): string | undefined {
  const flipped = after.generators.flatMap(({ name, definition }) => {
    const old = before.generators.find((each) => each.name === name);
    return old?.definition.executeAfterMerge === true && !definition.executeAfterMerge ? name : [];
  });
  if (flipped.length === 0) return undefined;
  const one = flipped.length === 1;
  return (
    `${listOf(flipped)} no longer ${one ? 'runs' : 'run'} after merges. That changes the kind of ${one ? 'its' : 'their'} ` +
    'tracking group: objects of earlier runs stay and are no longer cleaned up.'
  );
}

/** Facts 11.3. */
function agnostic(after: Project, links: readonly LinkDecision[]): string | undefined {
  const kinds = [...new Set(links.map(({ kind }) => kind))].filter(
    (kind) => after.kinds.get(kind)?.branch === 'agnostic',
  );
  if (kinds.length === 0) return undefined;
  return `${listOf(kinds)}: these objects are the same on all branches, so a run on any branch signals those of the default branch too.`;
}

/** Facts 1a: what is written already stays as it is, so a write in the guide's form is there still. */
function unsafe(after: Project, links: readonly LinkDecision[]): string | undefined {
  const unsafeLinks = links.filter(({ upstream, kind }) =>
    after.generators
      .find(({ name }) => name === upstream)
      ?.code?.saves.some((save) => save.unsafe && save.kind !== undefined && after.kinds.isA(kind, save.kind)),
  );
  const [first] = unsafeLinks;
  if (!first) return undefined;
  return (
    `${first.upstream} saves ${first.kind} with tracking, and only when its signal differs: a run that skips the save ` +
    'deletes these objects. Mend that first, with the fix of the finding there.'
  );
}

function nameOf({ name }: TriggerRule): string | undefined {
  return name?.value;
}

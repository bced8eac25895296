import { generatorDefinitions } from '../../model/config/configFile';
import type { Project } from '../../model/project/project';
import { offeredNames } from '../../model/project/serverKnowledge';
import { isMany, type FieldSlot } from './slots';
import type { CursorContext } from './cursor';
import type { CompletionProvider, Suggestion } from './provider';

/** A relationship of a trigger object, or of any object to its groups: the names that exist in the project. */
export const provider: CompletionProvider = {
  id: 'reference',
  applies: (context) => context.valueSlot()?.type === 'field',
  items(context): Suggestion[] {
    const { project } = context;
    const slot = context.valueSlot();
    if (slot?.type !== 'field') return [];
    const asList = !slot.isItem && isMany(project, slot);
    return namesFor(project, slot, typedWord(context)).map(({ name, detail, documentation }) => ({
      label: name,
      kind: 'reference',
      detail,
      documentation,
      insert: { type: asList ? 'listOf' : 'text', text: name },
    }));
  },
};

/** True when the project knows a name that the relationship can have as value. */
export function hasNames(context: CursorContext, field: FieldSlot): boolean {
  return namesFor(context.project, field, typedWord(context)).length > 0;
}

export interface NamedThing {
  readonly name: string;
  readonly detail?: string;
  readonly documentation?: string;
}

/** What stands at the cursor. */
export function typedWord({ file, edit }: CursorContext): string {
  return file.text.slice(edit.range.start, edit.range.end);
}

function namesFor(project: Project, { object, key }: FieldSlot, typed: string): NamedThing[] {
  const relationship = project.kinds.relationship(object.kind ?? '', key);
  switch (relationship?.peer) {
    case 'CoreAction':
      return actionNames(project);
    case 'CoreGeneratorDefinition':
      return generatorNames(project);
    case 'CoreGroup':
      return groupNames(project, key === 'member_of_groups' ? typed : undefined);
    case 'CoreNodeTriggerRule':
    case 'CoreTriggerRule':
      return ruleNames(project);
    default:
      return [];
  }
}

export function actionNames(project: Project): NamedThing[] {
  const ofFiles = project.triggers.actions.flatMap(({ name, generator, group, memberAction, kind }) => {
    if (!name) return [];
    const detail =
      kind === 'CoreGeneratorAction'
        ? `runs ${generator?.value ?? 'a generator'}`
        : `${memberAction === 'remove_member' ? 'removes from' : 'adds to'} ${group?.value ?? 'a group'}`;
    return [{ name: name.value, detail }];
  });
  return unique([...ofFiles, ...onServer(project.server?.actions(), ({ kind }) => kind)]);
}

export function generatorNames(project: Project): NamedThing[] {
  const ofFiles = generatorDefinitions(project.config).flatMap(({ name, className, filePath, targets, query }) => {
    if (!name) return [];
    const detail = [className, filePath?.value].filter((part) => part !== undefined).join(', ');
    return [{ name: name.value, detail, documentation: runsFor(targets?.value, query?.value) }];
  });
  return unique([...ofFiles, ...onServer(project.server?.definitions(), ({ className }) => className)]);
}

/**
 * Groups that are declared, then those that only the configuration or a member names; `typed` is such a name that is being
 * written and does not count by itself.
 */
export function groupNames(project: Project, typed?: string): NamedThing[] {
  const { groups, membersOf } = project.triggers;
  const targets = generatorDefinitions(project.config).flatMap(({ name, targets: group }) =>
    group ? [{ name: group.value, detail: `targets of ${name?.value ?? 'a generator'}` }] : [],
  );
  const members = [...membersOf.keys()].map((name) => ({ name, detail: 'named by its members' }));
  const count = (wanted: string): number => {
    const ofMembers = [...(membersOf.get(wanted)?.values() ?? [])].reduce((sum, each) => sum + each, 0);
    return ofMembers + targets.filter(({ name }) => name === wanted).length;
  };
  const isTyped = typed !== undefined && count(typed) < 2;
  return unique([
    ...groups.map(({ name, kind }) => ({
      name: name.value,
      detail: kind,
      documentation: memberText(project, name.value),
    })),
    ...[...targets, ...members].filter(({ name }) => !isTyped || name !== typed),
    ...onServer(project.server?.groups(), ({ kind }) => kind),
  ]);
}

export function ruleNames(project: Project): NamedThing[] {
  const ofFiles = project.triggers.rules.flatMap(({ name, nodeKind, group }) => {
    return name ? [{ name: name.value, detail: nodeKind?.value ?? group?.value }] : [];
  });
  return unique([...ofFiles, ...onServer(project.server?.rules(), ({ fields }) => fields['node_kind'])]);
}

/** What the server has; a name that the files have too stands there already. */
function onServer<T>(
  things: ReadonlyMap<string, T> | undefined,
  detailOf: (thing: T) => string | undefined,
): NamedThing[] {
  return offeredNames(things).map((name) => {
    const thing = things?.get(name);
    const detail = thing && detailOf(thing);
    return { name, detail: detail ? `${detail}, on the server` : 'on the server' };
  });
}

function memberText(project: Project, group: string): string | undefined {
  const kinds = [...(project.triggers.membersOf.get(group) ?? [])].map(([kind, count]) => `${count} × ${kind}`);
  return kinds.length > 0 ? `Members in this repository: ${kinds.join(', ')}` : undefined;
}

function runsFor(targets: string | undefined, query: string | undefined): string | undefined {
  if (targets === undefined) return undefined;
  return `Runs for the members of \`${targets}\`${query === undefined ? '' : ` with the data of \`${query}\``}.`;
}

function unique(things: readonly NamedThing[]): NamedThing[] {
  const seen = new Set<string>();
  return things.filter(({ name }) => !seen.has(name) && seen.add(name));
}

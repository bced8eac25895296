import type { Generator } from '../model/project/generatorIndex';
import { field, itemLabel, type ObjectItem } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';
import { groupsOf, type TriggerRule } from '../model/triggers/triggers';
import { asList, textOf } from '../syntax/yaml/access';
import { defineRule, type Fix } from './rule';
import { change, ownEntry, setKey } from './triggers/fixes';
import { objectPlace } from './triggers/parts';
import { insertItem } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'target-not-in-group',
  catalogue: 'X07',
  title: 'An object starts a generator whose target group it is not in',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A rule runs the generator for every object of the kind that changes. For an object that is no member of the target
group the run fails: \`Target <id> is not part of the group\`, and no instance is made (facts 10.4, observed). Reported for an
object when others of its kind in the files are members, and nothing in the files shows that it joins later.`,
  appliesTo: 'objectDocument',
  check({ items, chunk }, { project, report }) {
    const sought = new Set(project.generators.flatMap(({ memberKinds }) => memberKinds));
    if (sought.size === 0) return;
    const expectations = new Map<string, Expectation | undefined>();
    const expected = (kind: string): Expectation | undefined => {
      if (!expectations.has(kind)) expectations.set(kind, expectationOf(kind, project, chunk.uri));
      return expectations.get(kind);
    };
    for (const item of items) {
      const expectation = item.kind !== undefined && sought.has(item.kind) ? expected(item.kind) : undefined;
      if (!expectation || expectation.fulfilled || isMember(item, expectation.group) || isOpen(item)) continue;
      const name = textOf(field(item, 'name')?.node);
      if (name !== undefined && expectation.members().has(name)) continue;
      const { group, generator, trigger } = expectation;
      report({
        at: objectPlace(item),
        message:
          `${itemLabel(item)} is not in group ${group}: each time rule ${trigger.name?.value} fires for it, ` +
          `${generator.name} fails, because only members of the group are its targets. Add it to member_of_groups.`,
        related: [{ at: objectPlace(trigger.item), message: `runs ${generator.name} for every ${item.kind}` }],
        fixes: () => joinFixes(item, group),
      });
    }
  },
});

/** What the files say about the objects of a kind: the group they have to be in. */
interface Expectation {
  readonly group: string;
  readonly generator: Generator;
  readonly trigger: TriggerRule;
  /** Names of the objects of the kind that say somewhere that they are in the group. */
  readonly members: () => ReadonlySet<string>;
  /** Every object of the kind in the file says that it is a member: the usual case, seen without looking at each. */
  readonly fulfilled: boolean;
}

function expectationOf(kind: string, project: Project, uri: string): Expectation | undefined {
  if (project.hidesObjects) return undefined;
  for (const [generator, rules] of project.cascade.triggered) {
    const group = generator.definition.targets?.value;
    if (group === undefined || generator.membersOpen || !generator.memberKinds.includes(kind)) continue;
    const trigger = rules.find((each) => each.nodeKind?.value === kind && seesEveryObject(each, project));
    if (!trigger || joinsLater(group, project)) continue;
    let members: ReadonlySet<string> | undefined;
    const fulfilled = memberCount(kind, group, project, uri) === objectCount(kind, project, uri);
    return { group, generator, trigger, fulfilled, members: () => (members ??= memberNames(kind, group, project)) };
  }
  return undefined;
}

/** A rule that looks at values may leave some objects alone on purpose. */
function seesEveryObject({ name, mutationAction }: TriggerRule, project: Project): boolean {
  if (mutationAction?.value !== 'updated') return false;
  const matches = project.triggers.matchesByRule.get(name?.value ?? '');
  return matches.every(
    ({ kind, valueMatch }) => kind !== 'CoreNodeTriggerAttributeMatch' || valueMatch?.value === 'any',
  );
}

function joinsLater(group: string, { triggers, generators }: Project): boolean {
  if (triggers.actions.some((action) => action.kind === 'CoreGroupAction' && action.group?.value === group))
    return true;
  return generators.some(({ code }) =>
    code?.relationships.some(({ relationship }) => relationship === 'members' || relationship === 'member_of_groups'),
  );
}

function memberCount(kind: string, group: string, project: Project, uri: string): number {
  return project.file(uri)?.facts.objects?.members.get(group)?.get(kind) ?? 0;
}

function objectCount(kind: string, project: Project, uri: string): number {
  let count = 0;
  for (const { items } of project.file(uri)?.facts.documents ?? []) {
    for (const item of items) if (item.kind === kind) count++;
  }
  return count;
}

function memberNames(kind: string, group: string, project: Project): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { facts } of project.allFiles()) {
    if (facts.role !== 'object' || !facts.objects?.members.get(group)?.has(kind)) continue;
    for (const { items } of facts.documents ?? []) {
      for (const item of items) {
        const name = item.kind === kind && isMember(item, group) ? textOf(field(item, 'name')?.node) : undefined;
        if (name !== undefined) names.add(name);
      }
    }
  }
  return names;
}

function isMember(item: ObjectItem, group: string): boolean {
  return groupsOf(item).some(({ value }) => value === group);
}

/** Groups given in a form that is not understood here. */
function isOpen(item: ObjectItem): boolean {
  const groups = field(item, 'member_of_groups');
  if (!groups) return false;
  const list = asList(groups.node);
  return !list || groupsOf(item).length !== list.items.length;
}

function joinFixes(item: ObjectItem, group: string): Fix[] {
  const list = asList(ownEntry(item, 'member_of_groups')?.value);
  const last = list?.items.at(-1);
  const edit = last ? insertItem(item.chunk, last, group) : setKey(item, 'member_of_groups', [group]);
  return change(`Add ${itemLabel(item)} to group ${group}`, [edit]);
}

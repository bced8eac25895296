import type { Action, TriggerRule } from '../model/triggers/triggers';
import { placeOf } from '../model/named';
import type { Project } from '../model/project/project';
import { isListed } from '../model/project/roles';
import { defineRule, type Fix, type RuleContext } from './rule';
import { change, freeName, replaceAt } from './triggers/fixes';

export const rule = defineRule({
  id: 'duplicate-name',
  catalogue: 'TRG23',
  title: 'Two rules, or two actions, have one name',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `The name is unique over all rules, and over all actions, whatever their kind (facts/versions/core-diff.md §1). Object files
are upserted by name, so the second object silently overwrites the first (facts 2); of another kind it is refused:
\`Violates uniqueness constraint 'name'\`. What stands in a file that \`objects\` of \`.infrahub.yml\` does not list is only a hint
beside one that is listed: the load of the repository does not read it.`,
  appliesTo: 'project',
  check(project, { report }) {
    const { rules, actions } = project.triggers.namesakes;
    const isLoaded = loadedFiles(project);
    for (const same of rules) checkAll({ same, what: 'rule', project, isLoaded }, report);
    for (const same of actions) checkAll({ same, what: 'action', project, isLoaded }, report);
  },
});

interface Namesakes {
  readonly same: readonly (TriggerRule | Action)[];
  readonly what: 'rule' | 'action';
  readonly project: Project;
  readonly isLoaded: (each: TriggerRule | Action) => boolean;
}

/** Asks whether `objects:` lists the file that something stands in, once for each file. */
function loadedFiles(project: Project): Namesakes['isLoaded'] {
  const known = new Map<string, boolean>();
  return ({ item: { chunk } }) => {
    const listed =
      known.get(chunk.uri) ?? isListed(project.file(chunk.uri)?.path ?? '', project.readableConfig, 'objects');
    known.set(chunk.uri, listed);
    return listed;
  };
}

function checkAll({ same, what, project, isLoaded }: Namesakes, report: RuleContext['report']): void {
  const loaded = same.filter(isLoaded);
  // Where the list has none of them, nobody knows which are loaded.
  const [first, ...others] = loaded.length > 0 ? loaded : same;
  if (!first?.name) return;
  const related = [{ at: placeOf(first.item.chunk, first.name), message: `The other ${what} of that name` }];
  for (const each of others) {
    if (!each.name) continue;
    report({
      at: placeOf(each.item.chunk, each.name),
      message:
        each.kind === first.kind
          ? `This ${what} overwrites another one: both are called '${each.name.value}', and only the last is kept. Rename one.`
          : `The server refuses this ${what}: a ${first.kind} is called '${each.name.value}' already. Rename one.`,
      related,
      fixes: () => renamed(each, project),
    });
  }
  if (loaded.length === 0) return;
  const { path } = project.file(first.item.chunk.uri) ?? {};
  for (const each of same) {
    if (!each.name || isLoaded(each)) continue;
    report({
      at: placeOf(each.item.chunk, each.name),
      severity: 'hint',
      message:
        `This ${what} stands in a file that objects of .infrahub.yml does not list, so no load of this repository reads it: ` +
        `${path} has ${what === 'rule' ? 'a rule' : 'an action'} called '${each.name.value}' too.`,
      related,
      fixes: () => renamed(each, project),
    });
  }
}

function renamed({ item, name }: TriggerRule | Action, project: Project): Fix[] {
  if (!name) return [];
  const own = freeName(name.value, project);
  return change(`Rename to '${own}'`, [replaceAt(item, placeOf(item.chunk, name), own)]);
}

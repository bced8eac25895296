import { entryText } from '../model/config/configFile';
import { entryTitle } from '../model/config/configWords';
import { placeOf } from '../model/named';
import type { Project } from '../model/project/project';
import type { Group } from '../model/triggers/triggers';
import { valueAt } from '../syntax/yaml/access';
import { replaceScalar } from '../edits/yamlEdits';
import { defineRule, type Fix } from './rule';
import { change } from './triggers/fixes';

/** Groups that Infrahub fills itself (facts 1, facts/versions/core-diff.md §2). */
const trackingKinds: ReadonlySet<string> = new Set([
  'CoreGeneratorGroup',
  'CoreGeneratorAwareGroup',
  'CoreGraphQLQueryGroup',
  'CoreRepositoryGroup',
]);

export const rule = defineRule({
  id: 'tracking-group-as-target',
  catalogue: 'CFG15',
  title: 'The targets are a group that Infrahub fills itself',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `Groups of the kinds CoreGeneratorGroup, CoreGeneratorAwareGroup, CoreGraphQLQueryGroup and CoreRepositoryGroup are
Infrahub's own bookkeeping: what a generator created, what a query read, what a repository brought (facts 1 and 3).
Infrahub replaces their members, and deletes objects that drop out of a generator's group. Targets belong into a
CoreStandardGroup, as the description of \`targets\` in Infrahub's own model says.`,
  appliesTo: 'configEntry',
  check(entry, { project, report }) {
    const targets = entryText(entry, 'targets');
    if (!targets) return;
    const groups = project.triggers.groupsByName.get(targets.value);
    const tracking = groups.filter((group) => trackingKinds.has(group.kind));
    const first = tracking[0];
    if (!first || tracking.length < groups.length) return;
    report({
      at: placeOf(entry.chunk, targets),
      message:
        `${entryTitle(entry)} runs for the members of a ${first.kind}, which Infrahub fills and empties itself. ` +
        `Make '${targets.value}' a CoreStandardGroup.`,
      related: tracking.map((group) => ({
        at: placeOf(group.item.chunk, group.name),
        message: `${group.name.value} is a ${group.kind}`,
      })),
      fixes: () => tracking.flatMap((group) => makeStandard(project, group)),
    });
  },
});

/** Changes the kind of the document that declares the group; undefined for groups nested in other objects. */
function makeStandard(project: Project, group: Group): Fix[] {
  const documents = project.file(group.item.chunk.uri)?.facts.documents ?? [];
  const document = documents.find(({ items }) => items.includes(group.item));
  if (!document?.kind || group.item.nestedIn || document.kind.value !== group.kind) return [];
  const others = document.items.filter((item) => !item.nestedIn).length - 1;
  const title =
    others === 0 ? 'Make it a CoreStandardGroup' : `Make it and ${others} more of its document CoreStandardGroups`;
  const kind = valueAt(document.root, 'spec', 'kind');
  return kind ? change(title, [replaceScalar(document.chunk, kind, 'CoreStandardGroup')]) : [];
}

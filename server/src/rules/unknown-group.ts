import { placeOf, type Named } from '../model/named';
import type { ObjectItem } from '../model/objects/objectFile';
import { offeredNames } from '../model/project/serverKnowledge';
import { isGroupListWhole } from './groupList';
import { judgeMissing } from './openWorld';
import { defineRule, type RuleContext } from './rule';
import { change, changeTo } from './triggers/fixes';
import { isNodeId } from './triggers/parts';
import { newObject } from './triggers/stubs';

export const rule = defineRule({
  id: 'unknown-group',
  catalogue: 'TRG20',
  title: 'A rule or action names a group that is not there',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `A reference to a group that does not exist is refused: \`Unable to find the node no-such-group / CoreGroup in the
database.\` (facts 3). A group may have been made by hand or by another repository, so only what nearly equals a known group
is an error; else it is one information per file. Where a server is known (connected, or by a snapshot), its groups count
too, and what neither it nor a file has is an error, unless a Python file names it, which may make it. The group also has to be on the branch of the event: a group made on the
default branch after the branch was created gives failed tasks there (facts 2). A group in a parked file (\`.save\`, \`.bak\`) is
not loaded.`,
  appliesTo: 'project',
  check({ triggers }, context) {
    for (const { item, group } of triggers.actions) checkGroup(item, group, context);
    for (const { item, group } of triggers.rules) checkGroup(item, group, context);
  },
});

function checkGroup(item: ObjectItem, group: Named | undefined, { project, report }: RuleContext): void {
  const { groupsByName, parkedGroups, membersOf } = project.triggers;
  if (!group || groupsByName.has(group.value) || isNodeId(group.value)) return;
  const server = project.server?.groups();
  if (server?.has(group.value)) return;
  const parked = parkedGroups.has(group.value);
  // What objects join under the same name is no slip: it is made elsewhere, or of a kind of its own.
  const known = membersOf.has(group.value) ? [] : [...groupsByName.keys(), ...offeredNames(server)];
  const complete = isGroupListWhole(project, group.value);
  const hidden = project.hidesObjects;
  const judged = judgeMissing({ name: group.value, known, complete, severity: 'error', hidden });
  if (judged.oncePerFile && hidden && !parked) return;
  const at = placeOf(item.chunk, group);
  const what = item.kind === 'CoreGroupAction' ? 'action' : 'rule';
  const consequence = complete
    ? `The server refuses this ${what}.`
    : `If the server has none of that name, it refuses this ${what}.`;
  const elsewhere = complete && project.server ? `, and ${project.server.phrase} does not have it` : '';
  report({
    at,
    message: parked
      ? `The group '${group.value}' exists in a parked file only, and that is not loaded. ${consequence}`
      : `No file of this repository declares the group '${group.value}'${elsewhere}.${judged.question} ${consequence}`,
    severity: parked ? 'warning' : judged.severity,
    oncePerFile: parked ? false : judged.oncePerFile,
    fixes: () => [
      ...changeTo(item, at, judged.suggestions),
      ...change(
        `Create group '${group.value}'`,
        newObject({ project, near: item, where: 'before', kind: 'CoreStandardGroup', data: { name: group.value } }),
      ),
    ],
  });
}

import { entryField, entryText } from '../model/config/configFile';
import { entryLabel } from '../model/config/configWords';
import { placeOf } from '../model/named';
import { quotedInPython } from './config/pythonStrings';
import { createGroup } from './config/groupEdits';
import type { Project } from '../model/project/project';
import { isGroupListWhole } from './groupList';
import { offeredNames } from '../model/project/serverKnowledge';
import { judgeMissing } from './openWorld';
import { defineRule, type Fix } from './rule';
import { replaceScalar } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'unknown-target-group',
  catalogue: 'CFG14',
  title: 'The target group is in none of the object files',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A group that the server does not have stops the import of the repository: \`Unable to find the node no-such-group /
CoreGroup in the database.\` (facts 3). Groups may also have been made in the web interface or by a script, so a name
that is not found is a warning only when it nearly equals a group of the files, or when a server is known (connected, or by
a snapshot) and does not have it either; else one information per file. Nothing
is said about a name that stands in quotes in a Python file of the repository, unless it is the name of a kind.

Declare the group in an object file (\`spec.kind: CoreStandardGroup\`) and list that file under \`objects\`: objects are
imported before the definitions that need them.`,
  appliesTo: 'configEntry',
  check(entry, { project, report }) {
    const targets = entryText(entry, 'targets');
    const node = entryField(entry, 'targets')?.node;
    if (!targets || !node) return;
    const { groupsByName, parkedGroups, membersOf } = project.triggers;
    const server = project.server?.groups();
    if (groupsByName.has(targets.value) || server?.has(targets.value)) return;
    // Python names kinds too; what objects join is a group all the same.
    const isKind = project.kinds.get(targets.value) !== undefined && !membersOf.has(targets.value);
    // A script of the repository makes it.
    if (!isKind && quotedInPython(project, new Set([targets.value])).size > 0) return;
    const complete = isGroupListWhole(project, targets.value);
    const judged = judgeMissing({
      name: targets.value,
      // What objects join under the same name is no slip: it is made elsewhere.
      known: membersOf.has(targets.value) ? [] : [...groupsByName.keys(), ...offeredNames(server)],
      complete,
      severity: 'warning',
      hidden: project.hidesObjects,
    });
    const ofKind = isKind ? groupsOfKind(targets.value, project) : [];
    const question = ofKind[0] === undefined ? judged.question : ` Did you mean '${ofKind[0]}'?`;
    const suggestions = [...new Set([...ofKind, ...judged.suggestions])];
    const what = isKind
      ? `${targets.value} is a kind, and targets takes the name of a group`
      : `No object file has the group '${targets.value}'`;
    if (judged.oncePerFile && project.hidesObjects) return;
    const parked = parkedGroups.has(targets.value)
      ? ' A file that is set aside has it, but that file is not loaded.'
      : '';
    report({
      at: placeOf(entry.chunk, targets),
      severity: judged.severity,
      oncePerFile: judged.oncePerFile,
      message:
        (complete && project.server
          ? `${what}, and ${project.server.phrase} does not have it: the import stops at `
          : `${what}: unless the server has ${isKind ? 'such a group' : 'it already'}, the import stops at `) +
        `${entryLabel(entry)}.${question}${parked}`,
      fixes: () => [
        ...suggestions.map((name): Fix => {
          return { title: `Change to '${name}'`, safe: false, edits: [replaceScalar(entry.chunk, node, name)] };
        }),
        ...createGroup(project, targets.value),
      ],
    });
  },
});

/** The groups that have members of the kind in the files. */
function groupsOfKind(kind: string, { kinds, triggers: { groupsByName, membersOf } }: Project): string[] {
  return [...groupsByName.keys()].filter((name) =>
    [...(membersOf.get(name)?.keys() ?? [])].some((member) => kinds.isA(member, kind)),
  );
}

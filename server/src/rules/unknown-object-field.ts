import type { Kind } from '../model/kinds/kind';
import { fieldOf } from '../model/named';
import type { ObjectItem } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';
import { isTriggerItem } from '../model/triggers/triggers';
import { keyText } from '../syntax/yaml/access';
import { kindOfItem } from './kindOfItem';
import { judgeMissing } from './openWorld';
import { defineRule, type Fix } from './rule';
import { isForServer } from './sidePaths';
import { strayBlocks } from './strayBlock';
import { isComplete, isMisplacedMatch } from './triggers/parts';
import { removeEntry, renameKey } from '../edits/yamlEdits';

/** Fields of pre-releases: a rule of their own knows what they are called now. */
const renamed: Readonly<Record<string, string>> = {
  CoreGroupAction: 'add_members',
  CoreGroupTriggerRule: 'members_added',
  CoreNodeTriggerRelationshipMatch: 'added',
};

export const rule = defineRule({
  id: 'unknown-object-field',
  catalogue: 'OBJ05',
  title: 'An object has a field that its kind does not have',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  dependsOnVersion: true,
  docs: `The loader refuses the file: \`event is not a valid attribute or relationship for CoreNodeTriggerRule\`; that goes for
\`id\` and \`display_label\` too (facts/versions/object-files.md §4, and recorded from the SDK). All files are checked before
anything is created, so nothing at all is loaded. Objects that are no rule, action or match are judged only where every
schema of the repository is known, and not in folders of tests, examples or documentation.`,
  appliesTo: 'objectItem',
  check(item, { project, report }) {
    const kind = kindOfItem(item, project);
    // Behind a syntax error fields are hidden, or are none.
    if (item.chunk.tree.problems.length > 0) return;
    if (!kind || kind.isGeneric || isMisplacedMatch(item)) return;
    const complete = isComplete(kind, project);
    if (!complete && !isTriggerItem(item)) return;
    const unknown = unknownEntries(item, kind, project);
    if (unknown.length === 0 || !(isTriggerItem(item) || isForServer(item, project))) return;
    const own = new Set(item.node.entries.map((each) => keyText(each)));
    for (const { entry, key, keyRange } of unknown) {
      const known = [...kind.attributes.keys(), ...kind.relationships.keys()].filter((name) => !own.has(name));
      const judged = judgeMissing({
        name: key,
        known,
        complete,
        severity: 'error',
        hidden: project.kinds.halfWritten,
      });
      const rename = (name: string): Fix[] =>
        entry.key
          ? [{ title: `Change to '${name}'`, safe: false, edits: [renameKey(item.chunk, entry.key, name)] }]
          : [];
      const sure = judged.severity === 'error';
      report({
        at: { part: item.chunk, range: keyRange },
        message: sure
          ? `The loader refuses this file, and with it the whole load: ${kind.kind} has no field '${key}'.${judged.question}`
          : `${kind.kind} has no field '${key}' in the schemas of this repository; if the server does not have it either, ` +
            'nothing is loaded.',
        severity: judged.severity,
        oncePerFile: judged.oncePerFile,
        fixes: () => [
          ...judged.suggestions.flatMap(rename),
          ...(item.node.entries.some((each) => keyText(each) !== key)
            ? [{ title: `Remove '${key}'`, safe: false, edits: [removeEntry(item.chunk, item.node, entry)] }]
            : []),
        ],
      });
    }
  },
});

/** The entries of an object whose key its kind does not have; of a block beside its key another rule tells. */
function unknownEntries(item: ObjectItem, kind: Kind, project: Project) {
  const unknown = item.node.entries.flatMap((entry) => {
    const key = keyText(entry) ?? '';
    if (kind.attributes.has(key) || kind.relationships.has(key)) return [];
    if (key === '<<' || key === 'object_template' || renamed[kind.kind] === key) return [];
    const found = fieldOf(entry);
    return found ? [{ entry, key, keyRange: found.keyRange }] : [];
  });
  if (!unknown.some(({ key }) => key === 'data' || key === 'kind')) return unknown;
  const stray = new Set(strayBlocks(item, kind, project).flatMap(({ entries }) => entries));
  return unknown.filter(({ entry }) => !stray.has(entry));
}

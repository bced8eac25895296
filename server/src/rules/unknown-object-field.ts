import { fields } from '../model/objects/objectFile';
import { keyText } from '../syntax/yaml/access';
import { judgeMissing } from './openWorld';
import { defineRule, type Fix } from './rule';
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
  title: 'A rule, action or match has a field that its kind does not have',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  reads: 'kinds',
  dependsOnVersion: true,
  docs: `The loader refuses the file: \`event is not a valid attribute or relationship for CoreNodeTriggerRule\`; that goes for
\`id\` and \`display_label\` too (facts/versions/object-files.md §4, and recorded from the SDK). All files are checked before
anything is created, so nothing at all is loaded.`,
  appliesTo: 'triggerItem',
  check(item, { project, report }) {
    const kind = item.kind === undefined ? undefined : project.kinds.get(item.kind);
    // Behind a syntax error fields are hidden, or are none.
    if (item.chunk.tree.problems.length > 0) return;
    if (!kind || kind.isGeneric || isMisplacedMatch(item)) return;
    const own = new Set(fields(item).map(({ key }) => key));
    for (const { key, keyRange } of fields(item)) {
      if (key === '<<' || key === 'object_template' || renamed[kind.kind] === key) continue;
      if (kind.attributes.has(key) || kind.relationships.has(key)) continue;
      const known = [...kind.attributes.keys(), ...kind.relationships.keys()].filter((name) => !own.has(name));
      const judged = judgeMissing({ name: key, known, complete: isComplete(kind, project), severity: 'error' });
      const entry = item.node.entries.find((each) => each.key?.range === keyRange);
      const rename = (name: string): Fix[] =>
        entry?.key
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
          ...(entry && item.node.entries.some((each) => keyText(each) !== key)
            ? [{ title: `Remove '${key}'`, safe: false, edits: [removeEntry(item.chunk, item.node, entry)] }]
            : []),
        ],
      });
    }
  },
});

import { compareServerVersions } from '../data/versions';
import { placeOf } from '../model/named';
import { field, type ObjectItem } from '../model/objects/objectFile';
import { asMatch } from '../model/triggers/triggers';
import { booleanOf, keyText, textOf } from '../syntax/yaml/access';
import { defineRule, type RuleContext } from './rule';
import { change, ownEntry } from './triggers/fixes';
import { renameKey, replaceValue } from '../edits/yamlEdits';

interface Renamed {
  readonly kind: string;
  readonly before: string;
  readonly now: string;
  readonly whenTrue: string;
  readonly whenFalse: string;
}

const renamed: readonly Renamed[] = [
  {
    kind: 'CoreGroupAction',
    before: 'add_members',
    now: 'member_action',
    whenTrue: 'add_member',
    whenFalse: 'remove_member',
  },
  {
    kind: 'CoreGroupTriggerRule',
    before: 'members_added',
    now: 'member_update',
    whenTrue: 'added',
    whenFalse: 'removed',
  },
  {
    kind: 'CoreNodeTriggerRelationshipMatch',
    before: 'added',
    now: 'modification_type',
    whenTrue: 'added',
    whenFalse: 'removed',
  },
];

export const rule = defineRule({
  id: 'renamed-trigger-field',
  catalogue: 'TRG21',
  title: 'A field or choice of another version',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  reads: 'kinds',
  docs: `\`add_members\`, \`members_added\` and \`added\` existed in pre-releases of 1.3 only; every stable version has \`member_action\`,
\`member_update\` and \`modification_type\` (facts/versions/core-diff.md §1), and a file with an unknown field is refused.
\`value_match: any\` exists since 1.4 (same place): an older server refuses it. With a version that was only inferred from the
repository that is a warning.`,
  appliesTo: 'triggerItem',
  check(item, context) {
    for (const change of renamed) if (change.kind === item.kind) checkField(item, change, context);
    checkAny(item, context);
  },
});

function checkField(item: ObjectItem, { before, now, whenTrue, whenFalse }: Renamed, { report }: RuleContext): void {
  const entry = item.node.entries.findLast((each) => keyText(each) === before);
  const { key } = entry ?? {};
  if (!entry || !key) return;
  const on = booleanOf(entry.value) ?? textOf(entry.value)?.toLowerCase() === 'true';
  const value = on ? whenTrue : whenFalse;
  const rename = renameKey(item.chunk, key, now);
  report({
    at: placeOf(item.chunk, key),
    message: `The server refuses this: ${item.kind} has no ${before}. Since 1.3 it is called ${now}: write ${now}: ${value}.`,
    tags: ['deprecated'],
    fixes: () => {
      if (ownEntry(item, now)) return [];
      const written = replaceValue(item.chunk, item.node, entry, value);
      const from = rename.at.range.end - rename.at.range.start;
      return change(`Change to ${now}: ${value}`, [
        { at: written.at, newText: rename.newText + written.newText.slice(from) },
      ]);
    },
  });
}

function checkAny(item: ObjectItem, { project, report }: RuleContext): void {
  const { version, inferred, source } = project.targetVersion;
  const valueMatch = asMatch(item)?.valueMatch;
  if (valueMatch?.value !== 'any' || compareServerVersions(version, '1.4') >= 0) return;
  if (!field(item, 'value_match')) return;
  report({
    at: placeOf(item.chunk, valueMatch),
    message: `Infrahub ${version} (${source}) refuses value_match: any; it exists since 1.4. Give a value, or raise the version.`,
    severity: inferred ? 'warning' : undefined,
  });
}

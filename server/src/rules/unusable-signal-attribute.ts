import type { Attribute } from '../model/kinds/kind';
import { isSignalName } from './cascade/signals';
import { signalWrites } from './cascade/signalWrites';
import { pythonPlace } from './cascade/steps';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'unusable-signal-attribute',
  catalogue: 'SCH13',
  title: 'The attribute of a checksum cannot take it',
  severity: 'warning',
  recommended: false,
  evidence: 'project',
  docs: `A checksum is a text that is the same for all targets of a run, and that nobody gives when an object is made
(guide, step 1: \`kind: Text\`, \`optional: true\`). A unique attribute refuses the second target, a number or a
boolean refuses the text, the SDK leaves read-only attributes out of what it saves, and without \`optional: true\`
nobody can create an object without a checksum.`,
  appliesTo: 'project',
  check(project, { report }) {
    const seen = new Set<Attribute>();
    for (const { write, path, generator } of signalWrites(project)) {
      if (write.kind === undefined || write.constant !== undefined || !isSignalName(write.attribute)) continue;
      const attribute = project.kinds.attribute(write.kind, write.attribute);
      const problem = attribute && problemOf(attribute);
      if (!attribute?.declaredAt || problem === undefined || seen.has(attribute)) continue;
      seen.add(attribute);
      report({
        at: attribute.declaredAt,
        message: `${generator.name} writes its checksum to ${attribute.name} of ${write.kind}, ${problem}`,
        related: [{ at: pythonPlace(project, path, write.range), message: `${generator.name} writes it here` }],
      });
    }
  },
});

function problemOf({ kind, unique, readOnly, optional, computedBy }: Attribute): string | undefined {
  if (kind !== '' && !/^(?:Text|TextArea|Any)$/.test(kind))
    return `which is a ${kind} and takes no such text. Make it a Text.`;
  if (unique) return 'which is unique: all targets get the same value, so the second one is refused. Remove unique.';
  if (readOnly || computedBy !== undefined) return 'which is read-only: the SDK does not send it. Remove read_only.';
  if (!optional) return 'which is mandatory: nobody can create an object without a checksum. Add optional: true.';
  return undefined;
}

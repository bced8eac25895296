import type { Edit } from '../edits/edit';
import { insertKeys, removeEntry, replaceScalar, replaceValue } from '../edits/yamlEdits';
import type { Attribute } from '../model/kinds/kind';
import type { Project } from '../model/project/project';
import { booleanOf } from '../syntax/yaml/access';
import type { YamlEntry } from '../syntax/yaml/nodes';
import { isSignalName } from './cascade/signals';
import { signalWrites } from './cascade/signalWrites';
import { pythonPlace } from './cascade/steps';
import { declaredMap, ownEntry, type DeclaredMap } from './declaredMap';
import { defineRule, type Fix } from './rule';

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
        fixes: () => fixesFor(attribute, project),
      });
    }
  },
});

function problemOf({ kind, unique, readOnly, optional, computedBy }: Attribute): string | undefined {
  const ofKind = problemOfKind(kind);
  if (ofKind !== undefined) return ofKind;
  if (unique) return 'which is unique: all targets get the same value, so the second one is refused. Remove unique.';
  if (readOnly || computedBy !== undefined) return 'which is read-only: the SDK does not send it. Remove read_only.';
  if (!optional) return 'which is mandatory: nobody can create an object without a checksum. Add optional: true.';
  return undefined;
}

function problemOfKind(kind: string): string | undefined {
  if (kind === '' || /^(?:Text|TextArea|Any)$/.test(kind)) return undefined;
  return `which is a ${kind} and takes no such text. Make it a Text.`;
}

/** Keys that mean something else, or nothing, for a Text. */
const ofOtherKinds = [
  'default_value',
  'choices',
  'enum',
  'parameters',
  'computed_attribute',
  'min_length',
  'max_length',
];

/** Makes it an optional Text that is written like any other. */
function fixesFor({ name, kind, optional, computedBy, declaredAt }: Attribute, project: Project): Fix[] {
  const found = declaredAt && declaredMap(project, declaredAt);
  if (!found || computedBy !== undefined) return [];
  const { chunk, map } = found;
  const kindEntry = ownEntry(found, 'kind');
  const isText = problemOfKind(kind) === undefined;
  if (kindEntry?.value?.type !== 'scalar') return [];
  if (!isText && ofOtherKinds.some((key) => ownEntry(found, key))) return [];
  const edits: Edit[] = isText ? [] : [replaceScalar(chunk, kindEntry.value, 'Text')];
  const gone = ['unique', 'read_only'].flatMap((key) => {
    const entry = ownEntry(found, key);
    return entry && booleanOf(entry.value) === true ? [entry] : [];
  });
  const ownOptional = ownEntry(found, 'optional');
  // The attribute is optional by itself where it has a default.
  if (!optional && ownOptional) edits.push(replaceValue(chunk, map, ownOptional, true));
  else if (!optional) edits.push(insertKeys({ chunk, map, after: kindEntry, entries: { optional: true } }));
  edits.push(...gone.map((entry) => withoutEntry(found, entry)));
  return [{ title: `Make ${name} an optional Text that a generator can write`, safe: false, edits }];
}

/** In braces each takes the comma before it, so that neighbours can go together. */
function withoutEntry({ chunk, map }: DeclaredMap, entry: YamlEntry): Edit {
  const previous = map.entries[map.entries.indexOf(entry) - 1];
  if (!map.flow || !previous) return removeEntry(chunk, map, entry);
  return { at: { part: chunk, range: { start: previous.range.end, end: entry.range.end } }, newText: '' };
}

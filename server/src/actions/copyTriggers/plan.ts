import { field, type ObjectItem } from '../../model/objects/objectFile';
import { referenceOf } from '../../model/named';
import type { Project } from '../../model/project/project';
import type { TriggerMatch } from '../../model/triggers/triggers';
import type { Edit } from '../../edits/edit';
import { ProjectDraft } from '../../edits/projectDraft';
import type { YamlData, YamlDataMap } from '../../edits/yamlText';
import type { Refusal } from '../../protocol/plan';
import type { CopiedTrigger } from '../../protocol/triggers';
import { removeKey, setKey } from '../../rules/triggers/fixes';
import { textOf } from '../../syntax/yaml/access';
import { addObject } from '../addObject';
import type { PlannedEdits } from '../plan';
import { matchesData, memberKey } from './matchesData';

/**
 * What is to be written so that the files say of rules and actions what a server has: fields that differ in the objects
 * of the same name, or new objects where the repository keeps their like. Edits nothing that agrees.
 */
export function planCopy(project: Project, objects: readonly CopiedTrigger[]): PlannedEdits {
  const draft = new ProjectDraft(project);
  for (const object of objects) {
    const refusal = copyInto(draft, object);
    if (refusal) return refusal;
  }
  return { edits: draft.edits(), notes: [] };
}

/** The order in which a new object is written; the default of Infrahub where there is one (facts/versions/core-diff.md §1). */
const fieldOrder: readonly (readonly [name: string, byDefault?: string])[] = [
  ['description'],
  ['active', 'true'],
  ['branch_scope', 'default_branch'],
  ['node_kind'],
  ['mutation_action'],
  ['member_update', 'added'],
  ['member_action', 'add_member'],
  ['group'],
  ['generator'],
  ['action'],
];

/** Copies one object; gives why that cannot be done. */
function copyInto(draft: ProjectDraft, object: CopiedTrigger): Refusal | undefined {
  const { kind, name } = object;
  const label = `${kind} ${name}`;
  const found = findObjects(draft.project, object);
  if (found.length > 1) return { refusal: `The files have several objects named ${name}: keep one of them first.` };
  const [known] = found;
  if (!known) {
    const edits = addObject(draft.project, { kind, data: newData(object), ...homeOf(kind), stem: 'triggers' });
    if (!edits) return { refusal: `There is no place in the files where ${name} could be written.` };
    draft.apply(edits, label);
    return undefined;
  }
  if (known.kind !== kind) {
    return { refusal: `${name} is a ${known.kind ?? 'nameless kind'} in the files and a ${kind} on the server.` };
  }
  // One edit at a time: each may move what the next one is about.
  for (const [key, byDefault] of fieldOrder) {
    const edits = fieldEdits(current(draft, object), key, object.fields[key], byDefault);
    if (!edits) return { refusal: `${name} takes '${key}' from elsewhere in the file: change it there.` };
    if (edits.length > 0) draft.apply(edits, label);
  }
  if (object.matches === undefined) return undefined;
  return copyMatches(draft, object, label);
}

function current(draft: ProjectDraft, object: CopiedTrigger): ObjectItem | undefined {
  return findObjects(draft.project, object)[0];
}

function findObjects({ triggers }: Project, { kind, name }: CopiedTrigger): readonly ObjectItem[] {
  const byName = kind.endsWith('TriggerRule') ? triggers.rulesByName : triggers.actionsByName;
  return byName.get(name).map(({ item }) => item);
}

/** Rules stand behind the actions they name, and actions before the rules that name them (facts/versions/object-files.md §6). */
function homeOf(kind: string): Pick<Parameters<typeof addObject>[1], 'beside'> {
  const rules = ['CoreNodeTriggerRule', 'CoreGroupTriggerRule'];
  const actions = ['CoreGeneratorAction', 'CoreGroupAction'];
  return { beside: rules.includes(kind) ? { kinds: actions, where: 'after' } : { kinds: rules, where: 'before' } };
}

function newData({ name, fields, matches = [] }: CopiedTrigger): YamlDataMap {
  const entries = fieldOrder.flatMap(([key, byDefault]): [string, YamlData][] => {
    const value = fields[key];
    // The scope is what a reader looks for first, so it is always written.
    if (value === undefined || (value === byDefault && key !== 'branch_scope')) return [];
    return [[key, dataOf(key, value)]];
  });
  return {
    name,
    ...Object.fromEntries(entries),
    ...(matches.length > 0 ? { matches: matchesData(matches) } : {}),
  };
}

function dataOf(key: string, value: string): YamlData {
  return key === 'active' ? value === 'true' : value;
}

/** None where file and server agree; undefined where the file's value cannot be changed in its object. */
function fieldEdits(
  item: ObjectItem | undefined,
  key: string,
  wanted: string | undefined,
  byDefault: string | undefined,
): Edit[] | undefined {
  const node = item && field(item, key)?.node;
  if (!item) return undefined;
  const written = referenceOf(node)?.value ?? textOf(node);
  if (written === wanted || (written ?? byDefault) === wanted) return [];
  if (key === 'active' && written?.toLowerCase() === wanted) return [];
  if (wanted === undefined) {
    if (field(item, key) === undefined) return [];
    const removed = removeKey(item, key);
    return removed && [removed];
  }
  return [setKey(item, key, dataOf(key, wanted))];
}

function copyMatches(draft: ProjectDraft, object: CopiedTrigger, label: string): Refusal | undefined {
  const { name, matches = [] } = object;
  const item = current(draft, object);
  if (!item) return { refusal: `There is no rule ${name} in the files any more.` };
  const inFiles = draft.project.triggers.matchesByRule.get(name);
  if (sameMatches(inFiles, matches)) return undefined;
  if (inFiles.some((match) => match.item.nestedIn?.item !== item)) {
    return { refusal: `Matches of ${name} stand outside the rule: change them there.` };
  }
  const edit = matches.length > 0 ? setKey(item, 'matches', matchesData(matches)) : removeKey(item, 'matches');
  if (edit) draft.apply([edit], label);
  return undefined;
}

/** Values as the loader would store them, in any order. */
function sameMatches(inFiles: readonly TriggerMatch[], wanted: NonNullable<CopiedTrigger['matches']>): boolean {
  const ours = inFiles.map(({ item, kind, member, ...match }) =>
    signatureOf(kind, member?.value ?? '', {
      value_match: match.valueMatch?.value,
      value: match.value?.value,
      value_previous: match.valuePrevious?.value,
      modification_type: match.modificationType?.value,
      peer: textOf(field(item, 'peer')?.node),
    }),
  );
  const theirs = wanted.map(({ kind, member, fields }) => signatureOf(kind, member, fields));
  return JSON.stringify(ours.toSorted()) === JSON.stringify(theirs.toSorted());
}

function signatureOf(kind: string, member: string, fields: Readonly<Record<string, string | undefined>>): string {
  const isAttribute = memberKey(kind) === 'attribute_name';
  const given = (name: string, byDefault = ''): string => fields[name] || byDefault;
  const values = isAttribute
    ? [given('value_match', 'value'), given('value'), given('value_previous')]
    : [given('modification_type', 'added'), given('peer')];
  return JSON.stringify([kind, member, ...values]);
}

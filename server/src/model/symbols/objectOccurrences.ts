import { asList, asMap, entryOf } from '../../syntax/yaml/access';
import type { YamlList, YamlMap, YamlNode } from '../../syntax/yaml/nodes';
import type { KindModel } from '../kinds/kindModel';
import type { ObjectDocument, ObjectItem } from '../objects/objectFile';
import { fieldOf, namedOf, referenceOf, type Field, type Named } from '../named';
import type { Project, ProjectFile } from '../project/project';
import { asMatch, type TriggerMatch } from '../triggers/triggers';
import { choiceSymbol, memberSymbol, typeOfObjects, type MemberSymbol } from './members';
import { mention } from './mention';
import type { NamedType, Occurrence } from './symbol';

/** What was read from objects, and for which kinds. */
export type MentionMemo = WeakMap<ObjectItem, { readonly kinds: KindModel; readonly found: readonly Occurrence[] }>;

/** Relationships that name something also when the kind around them is not known. */
const knownRelationships: Readonly<Record<string, NamedType>> = {
  member_of_groups: 'group',
  subscriber_of_groups: 'group',
};

/** The occurrences in the objects of a file; `wanted` leaves out the chunks that it refuses. */
export function objectOccurrences(
  project: Project,
  file: ProjectFile,
  wanted: (chunk: ObjectItem['chunk']) => boolean = () => true,
): Occurrence[] {
  const certain = file.facts.role !== 'parked';
  const found: Occurrence[] = [];
  for (const document of file.facts.documents ?? []) {
    if (wanted(document.chunk)) found.push(...headOccurrences(document));
    let chunk: ObjectItem['chunk'] | undefined;
    let isWanted = false;
    for (const item of document.items) {
      if (item.chunk !== chunk) isWanted = wanted((chunk = item.chunk));
      if (isWanted) for (const occurrence of itemOccurrences(project, item)) found.push(occurrence);
    }
  }
  return certain ? found : found.map((occurrence) => ({ ...occurrence, certain: false }));
}

function headOccurrences({ kind, chunk, documentKind }: ObjectDocument): Occurrence[] {
  if (!kind || documentKind?.value === 'Menu') return [];
  return mention(chunk, { type: 'kind', name: kind.value }, kind.range);
}

/** An object lives as long as its chunk does, so equal text is read once for the same kinds. */
function itemOccurrences(project: Project, item: ObjectItem): readonly Occurrence[] {
  const { kinds, mentions } = project;
  const known = mentions.get(item);
  if (known?.kinds === kinds) return known.found;
  const match = asMatch(item);
  const found = readItem(project, item, match);
  // A match that stands alone depends on a rule elsewhere.
  if (!match?.rule || 'item' in match.rule) mentions.set(item, { kinds, found });
  return found;
}

function readItem(project: Project, item: ObjectItem, match: TriggerMatch | undefined): Occurrence[] {
  const found: Occurrence[] = [];
  for (const entry of item.node.entries) {
    const field = fieldOf(entry);
    if (!field) continue;
    const member = memberSymbol(project.kinds, item.kind, field.key);
    if (member) found.push(...mention(item.chunk, member, field.keyRange));
    if (field.node?.type === 'map' || field.node?.type === 'list') addBlockKinds(item, field.node, found);
    found.push(...valueOccurrences({ project, item, match, field, member }));
  }
  return found;
}

interface FieldContext {
  readonly project: Project;
  readonly item: ObjectItem;
  readonly match: TriggerMatch | undefined;
  readonly field: Field;
  readonly member: MemberSymbol | undefined;
}

function valueOccurrences({ project, item, match, field, member }: FieldContext): Occurrence[] {
  const { kinds } = project;
  const value = namedOf(field.node);
  if (field.key === 'name') {
    const type = typeOfObjects(item.kind);
    return type && value ? mention(item.chunk, { type, name: value.value }, value.range, { role: 'declaration' }) : [];
  }
  if (item.kind === 'CoreNodeTriggerRule' && field.key === 'node_kind' && value)
    return mention(item.chunk, { type: 'kind', name: value.value }, value.range);
  if (match && value) {
    const watched = watchedMember(project, match);
    if (field.key === 'attribute_name' || field.key === 'relationship_name')
      return watched ? mention(item.chunk, watched, value.range) : [];
    if (watched && (field.key === 'value' || field.key === 'value_previous')) {
      const choice = choiceSymbol(kinds, watched, value.value);
      return choice ? mention(item.chunk, choice, value.range) : [];
    }
  }
  if (member?.type === 'attribute') {
    const choice = value && choiceSymbol(kinds, member, value.value);
    return choice ? mention(item.chunk, choice, value.range) : [];
  }
  const relationship = member && kinds.relationship(member.kind, member.name);
  const type = knownRelationships[field.key] ?? typeOfObjects(relationship?.peer);
  if (!type) return [];
  return names(field.node, relationship?.cardinality ?? 'many').flatMap((name) =>
    mention(item.chunk, { type, name: name.value }, name.range),
  );
}

/** The attribute or relationship that a match watches; undefined when its rule or the rule's kind is not known. */
export function watchedMember(project: Project, match: TriggerMatch): MemberSymbol | undefined {
  const kind = ruleKind(project, match);
  return match.member && memberSymbol(project.kinds, kind, match.member.value);
}

function ruleKind({ triggers }: Project, { rule }: TriggerMatch): string | undefined {
  if (!rule) return undefined;
  if ('item' in rule) return rule.nodeKind?.value;
  for (const named of triggers.rulesByName.get(rule.value)) if (named.nodeKind) return named.nodeKind.value;
  return undefined;
}

/** The names in a relationship's value (facts/versions/object-files.md §5). */
function names(node: YamlNode | undefined, cardinality: 'one' | 'many'): Named[] {
  const values = cardinality === 'one' ? [node] : (asList(node)?.items ?? []);
  return values.flatMap((value) => referenceOf(value) ?? []);
}

/** The `kind` of a nested block: `{kind, data}`, or a list of such. */
function addBlockKinds(item: ObjectItem, node: YamlMap | YamlList, found: Occurrence[]): void {
  for (const block of node.type === 'list' ? node.items : [node]) {
    const map = asMap(block);
    const kind = namedOf(entryOf(map, 'kind')?.value);
    if (kind && entryOf(map, 'data'))
      found.push(...mention(item.chunk, { type: 'kind', name: kind.value }, kind.range));
  }
}

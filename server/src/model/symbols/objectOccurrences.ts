import { asList, asMap, entryOf } from '../../syntax/yaml/access';
import type { YamlNode } from '../../syntax/yaml/nodes';
import { fields, type ObjectDocument, type ObjectItem } from '../objects/objectFile';
import { namedOf, referenceOf, type Field, type Named } from '../named';
import type { Project, ProjectFile } from '../project/project';
import { asMatch, type TriggerMatch } from '../triggers/triggers';
import { choiceSymbol, memberSymbol, typeOfObjects, type MemberSymbol } from './members';
import { mention } from './mention';
import type { NamedType, Occurrence } from './symbol';

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
      if (isWanted) found.push(...itemOccurrences(project, item));
    }
  }
  return certain ? found : found.map((occurrence) => ({ ...occurrence, certain: false }));
}

function headOccurrences({ kind, chunk, documentKind }: ObjectDocument): Occurrence[] {
  if (!kind || documentKind?.value === 'Menu') return [];
  return mention(chunk, { type: 'kind', name: kind.value }, kind.range);
}

function itemOccurrences(project: Project, item: ObjectItem): Occurrence[] {
  const match = asMatch(item);
  return fields(item).flatMap((field) => {
    const member = memberSymbol(project.kinds, item.kind, field.key);
    return [
      ...(member ? mention(item.chunk, member, field.keyRange) : []),
      ...blockKinds(item, field.node),
      ...valueOccurrences({ project, item, match, field, member }),
    ];
  });
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
function blockKinds(item: ObjectItem, node: YamlNode | undefined): Occurrence[] {
  if (!node || node.type === 'scalar' || node.type === 'alias') return [];
  const blocks = node.type === 'list' ? node.items : [node];
  return blocks.flatMap((block) => {
    const map = asMap(block);
    const kind = namedOf(entryOf(map, 'kind')?.value);
    if (!kind || !entryOf(map, 'data')) return [];
    return mention(item.chunk, { type: 'kind', name: kind.value }, kind.range);
  });
}

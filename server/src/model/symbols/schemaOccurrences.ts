import type { SchemaAttribute, SchemaFacts, SchemaKind, SchemaMembers } from '../kinds/schemaFacts';
import type { Named } from '../named';
import type { Project, ProjectFile } from '../project/project';
import { memberSymbol, pathSegments } from './members';
import { innerRange, mention, type Source } from './mention';
import type { MemberType, Occurrence, Symbol } from './symbol';

/** The occurrences in a schema file. */
export function schemaOccurrences(project: Project, { facts }: ProjectFile): Occurrence[] {
  return (facts.yaml?.documents ?? []).flatMap(({ head }, index) => {
    const schema = facts.schemas?.[index]?.facts;
    return schema ? documentOccurrences(project, head, schema) : [];
  });
}

function documentOccurrences(project: Project, source: Source, schema: SchemaFacts): Occurrence[] {
  return [
    ...[...schema.generics, ...schema.nodes].flatMap((kind) => kindOccurrences(project, source, kind)),
    ...schema.extensions.flatMap((extension) => [
      ...kindReference(source, extension.kind),
      ...memberOccurrences(project, source, extension.kind.value, extension),
    ]),
  ];
}

function kindOccurrences(project: Project, source: Source, kind: SchemaKind): Occurrence[] {
  const symbol: Symbol = { type: 'kind', name: kind.kind };
  const others = [...kind.inheritFrom, kind.hierarchy, kind.parent, kind.children];
  const paths = [
    ...(kind.humanFriendlyId ?? []),
    ...(kind.displayLabels ?? []),
    ...(kind.uniquenessConstraints ?? []).flat(),
    kind.defaultFilter,
  ];
  return [
    ...mention(source, symbol, kind.name.range, { role: 'declaration', written: kind.name.value }),
    ...others.flatMap((named) => kindReference(source, named)),
    ...paths.flatMap((path) => pathOccurrences(project, source, kind.kind, path)),
    ...memberOccurrences(project, source, kind.kind, kind),
  ];
}

function kindReference(source: Source, named: Named | undefined): Occurrence[] {
  return named?.value ? mention(source, { type: 'kind', name: named.value }, named.range) : [];
}

function pathOccurrences(project: Project, source: Source, kind: string, path: Named | undefined): Occurrence[] {
  if (!path) return [];
  return pathSegments(project.kinds, kind, path.value).flatMap((segment) =>
    innerRange(source, path.range, segment).flatMap((range) => mention(source, segment.symbol, range)),
  );
}

function memberOccurrences(project: Project, source: Source, kind: string, members: SchemaMembers): Occurrence[] {
  const symbol = (type: MemberType, name: string): Symbol =>
    memberSymbol(project.kinds, kind, name) ?? { type, kind, owner: kind, name };
  return [
    ...members.attributes.flatMap((attribute) => [
      ...mention(source, symbol('attribute', attribute.name.value), attribute.name.range, { role: 'declaration' }),
      ...choiceOccurrences(source, kind, attribute),
    ]),
    ...members.relationships.flatMap(({ name, peer }) => [
      ...mention(source, symbol('relationship', name.value), name.range, { role: 'declaration' }),
      ...kindReference(source, peer),
    ]),
  ];
}

function choiceOccurrences(source: Source, kind: string, attribute: SchemaAttribute): Occurrence[] {
  const named = [
    ...(attribute.choices ?? []).map((choice) => choice.name),
    ...(attribute.enum ?? []).map(({ value, range }) => ({ value: String(value), range })),
  ];
  return named.flatMap(({ value, range }) => {
    const symbol: Symbol = { type: 'choice', kind, owner: kind, attribute: attribute.name.value, name: value };
    return mention(source, symbol, range, { role: 'declaration' });
  });
}

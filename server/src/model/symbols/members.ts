import type { Attribute } from '../kinds/kind';
import type { KindModel } from '../kinds/kindModel';
import type { MemberType, NamedType, Symbol } from './symbol';

export type MemberSymbol = Extract<Symbol, { type: MemberType }>;

/** The attribute or relationship of that name; undefined when the kind is unknown or has none. */
export function memberSymbol(kinds: KindModel, kind: string | undefined, name: string): MemberSymbol | undefined {
  if (kind === undefined) return undefined;
  const found = kinds.get(kind);
  const attribute = found?.attributes.get(name);
  if (attribute) return { type: 'attribute', kind, owner: attribute.inheritedFrom ?? kind, name };
  const relationship = found?.relationships.get(name);
  return relationship && { type: 'relationship', kind, owner: relationship.inheritedFrom ?? kind, name };
}

/** The choice (or enum value) of an attribute that a value stands for; undefined when the attribute has no such one. */
export function choiceSymbol(kinds: KindModel, member: MemberSymbol, value: string): Symbol | undefined {
  const attribute = kinds.attribute(member.kind, member.name);
  if (!attribute || !hasChoice(attribute, value)) return undefined;
  return { type: 'choice', kind: member.kind, owner: member.owner, attribute: member.name, name: value };
}

function hasChoice({ choices, enum: values }: Attribute, value: string): boolean {
  return (choices?.some(({ name }) => name === value) || values?.some((item) => String(item) === value)) ?? false;
}

/** A name of a path such as `parent__name__value`, where it stands in the path. */
export interface PathSegment {
  readonly symbol: MemberSymbol;
  readonly offset: number;
  readonly text: string;
}

/** The members that an attribute path passes, up to the first that is not known. */
export function pathSegments(kinds: KindModel, kind: string, path: string): PathSegment[] {
  const segments: PathSegment[] = [];
  let owner = kind;
  for (let offset = 0; offset < path.length;) {
    const cut = path.indexOf('__', offset);
    const text = path.slice(offset, cut === -1 ? undefined : cut);
    const symbol = memberSymbol(kinds, owner, text);
    if (!symbol) break;
    segments.push({ symbol, offset, text });
    const peer = kinds.relationship(owner, text)?.peer;
    if (cut === -1 || peer === undefined) break;
    owner = peer;
    offset = cut + 2;
  }
  return segments;
}

const types: Readonly<Record<string, NamedType>> = {
  CoreAction: 'action',
  CoreGeneratorAction: 'action',
  CoreGroupAction: 'action',
  CoreTriggerRule: 'rule',
  CoreNodeTriggerRule: 'rule',
  CoreGroupTriggerRule: 'rule',
  CoreGeneratorDefinition: 'generator',
  CoreGraphQLQuery: 'query',
  CoreTransformation: 'transformation',
  CoreTransformPython: 'transformation',
  CoreTransformJinja2: 'transformation',
};

/** What an object of the kind is called by others by its name: an action, a rule, a group, …; undefined for data. */
export function typeOfObjects(kind: string | undefined): NamedType | undefined {
  if (!kind?.startsWith('Core')) return undefined;
  return types[kind] ?? (/^Core(?!Account)\w*Group$/.test(kind) ? 'group' : undefined);
}

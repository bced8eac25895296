import type { Attribute, Kind, Relationship } from '../../model/kinds/kind';

/** `Text, required` and the like: what stands beside an attribute's name. */
export function attributeDetail(attribute: Attribute): string {
  const parts = [attribute.kind || 'attribute'];
  if (!attribute.optional) parts.push('required');
  if (attribute.default !== undefined) parts.push(`default ${String(attribute.default)}`);
  if (attribute.readOnly) parts.push('read-only');
  if (attribute.inheritedFrom) parts.push(`from ${attribute.inheritedFrom}`);
  return parts.join(', ');
}

/** `→ NetworkPod, one` and the like. */
export function relationshipDetail(relationship: Relationship): string {
  const parts = [`→ ${relationship.peer || 'unknown'}`, relationship.cardinality];
  if (!relationship.optional) parts.push('required');
  if (relationship.inheritedFrom) parts.push(`from ${relationship.inheritedFrom}`);
  return parts.join(', ');
}

/** Label and description of a member, as far as they say more than its name. */
export function memberText(member: Attribute | Relationship): string | undefined {
  return textOf(member.label, member.description);
}

export function kindText(kind: Kind): string | undefined {
  const text = textOf(kind.label, kind.description);
  const generics = kind.inheritFrom.length > 0 ? `Inherits from ${kind.inheritFrom.join(', ')}.` : undefined;
  return [text, generics].filter((part) => part !== undefined).join('\n\n') || undefined;
}

const origins: Readonly<Record<Kind['origin'], string>> = {
  core: 'Infrahub',
  schema: 'this repository',
  server: 'on the server',
  derived: 'derived',
};

/** Where a kind comes from. */
export function kindDetail(kind: Kind): string {
  const origin = origins[kind.origin];
  return kind.isGeneric ? `generic, ${origin}` : origin;
}

function textOf(label: string | undefined, description: string | undefined): string | undefined {
  if (label && description) return `**${label}**: ${description}`;
  return description ?? (label ? `**${label}**` : undefined);
}

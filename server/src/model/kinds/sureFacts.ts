import type { SchemaFacts, SchemaMembers } from './schemaFacts';

/**
 * What a schema document with a syntax error surely says. `problem` is where the error is found; what is wrong may begin
 * in the kind or member before it, and whatever follows may have come to stand somewhere else. Kinds stay, since they are
 * known by name; members from there on are left out, and their kinds are marked as not read whole.
 */
export function sureFacts(facts: SchemaFacts, problem: number): SchemaFacts {
  const { nodes, generics, extensions } = facts;
  const kinds = [...nodes, ...generics, ...extensions];
  const parts = kinds.flatMap((kind) => [kind, ...kind.attributes, ...kind.relationships]);
  const starts = parts.map(({ range }) => range.start).filter((start) => start <= problem);
  const sureUntil = Math.max(0, ...starts);
  const sure = <T extends SchemaMembers & Ranged>(kind: T): T =>
    kind.range.end < sureUntil ? kind : cut(kind, sureUntil);
  return { nodes: nodes.map(sure), generics: generics.map(sure), extensions: extensions.map(sure), whole: false };
}

type Ranged = Pick<SchemaFacts['nodes'][number], 'range'>;

function cut<T extends SchemaMembers>(kind: T, end: number): T {
  const isSure = ({ range }: Ranged): boolean => range.end <= end;
  const [attributes, relationships] = [kind.attributes.filter(isSure), kind.relationships.filter(isSure)];
  return { ...kind, attributes, relationships, malformed: true };
}

import * as z from 'zod';
import { defineOperation, defineResource, type Operation } from '../operation';
import { isKindName, isMemberName } from './documentNames';
import { pageOf, toPage } from './page';

/**
 * Names of the relationships of a kind that lead to one object of the user's own kinds; undefined for a name that cannot be
 * one of a kind.
 */
export function relationshipsToOne(kind: string) {
  if (!isKindName(kind)) return undefined;
  return defineResource({
    title: `read the relationships of ${kind}`,
    path: () => `/api/schema/${kind}`,
    body: z.object({
      relationships: z.array(z.object({ name: z.string(), peer: z.string(), cardinality: z.string().nullish() })),
    }),
    map: ({ relationships }): readonly string[] =>
      relationships
        .filter(({ peer, cardinality }) => cardinality === 'one' && !/^(Core|Builtin|Lineage|Internal)/.test(peer))
        .map(({ name }) => name)
        .filter((name) => isMemberName(name)),
  });
}

/** Ids of the objects that some relationships lead to, by the id of the object they start from. */
export function neighbours(
  kind: string,
  relationships: readonly string[],
): Operation<{ ids: string[] }, ReadonlyMap<string, readonly string[]>> | undefined {
  if (!isKindName(kind) || relationships.length === 0 || !relationships.every((name) => isMemberName(name))) {
    return undefined;
  }
  const selections = relationships.map((name, index) => `r${index}: ${name} { node { id } }`).join(' ');
  const one = z.object({ node: z.object({ id: z.string() }).nullable() });
  return defineOperation({
    title: 'read what objects belong to',
    effect: 'read',
    document: `query CascadeNeighbours($ids: [ID], $limit: Int!) {
      nodes: ${kind}(ids: $ids, limit: $limit) {
        count
        edges { node { id ${selections} } }
      }
    }`,
    variables: z
      .strictObject({ ids: z.array(z.string().min(1)).min(1).max(200) })
      .transform(({ ids }) => ({ ids, limit: ids.length })),
    data: z.object({ nodes: pageOf(z.looseObject({ id: z.string() })) }),
    map: ({ nodes }) =>
      new Map(
        toPage(nodes, ({ id, ...fields }) => {
          const peers = relationships.flatMap((_, index) => one.safeParse(fields[`r${index}`]).data?.node?.id ?? []);
          return [id, peers] as const;
        }).items,
      ),
  });
}

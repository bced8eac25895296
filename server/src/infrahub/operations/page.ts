import * as z from 'zod';

/** One page of a list: from `offset` on, at most `limit`. A limit of 0 would mean everything (facts 4). */
export const pageVariables = { offset: z.int().min(0), limit: z.int().min(1) };

/** One page of a list of `count` things. */
export interface Page<Item> {
  readonly count: number;
  readonly items: readonly Item[];
}

/** `{ count edges { node } }`; edges may hold null. */
export function pageOf<Node extends z.ZodType>(node: Node) {
  return z.object({ count: z.int(), edges: z.array(z.object({ node: node.nullable() })) });
}

/** The nodes of a page. */
export function toPage<Node, Item>(
  { count, edges }: { readonly count: number; readonly edges: readonly { readonly node: Node | null }[] },
  map: (node: Node) => Item,
): Page<Item> {
  return { count, items: edges.flatMap(({ node }) => (node === null ? [] : [map(node)])) };
}

/** `{ value }`, as attributes are. */
export const textValue = z.object({ value: z.string().nullable() });

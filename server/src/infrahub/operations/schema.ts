import * as z from 'zod';
import { defineResource } from '../operation';

/** The hash of a branch's schema: two branches with one hash have one schema (facts 5). */
export const schemaHash = defineResource({
  title: 'read the hash of the schema',
  path: () => '/api/schema/summary',
  body: z.object({ main: z.string() }),
  map: ({ main }) => main,
});

/** What is used of a schema. */
export interface ServerSchema {
  readonly hash: string;
  /** Names of all kinds that are no generics. */
  readonly kinds: ReadonlySet<string>;
  /** The kinds that inherit a generic, by its name. */
  readonly heirs: ReadonlyMap<string, readonly string[]>;
  /** Kinds whose objects are the same on every branch. */
  readonly agnostic: ReadonlySet<string>;
}

/** The whole schema of a branch; half a megabyte on a small server (facts 5). */
export const schema = defineResource({
  title: 'read the schema',
  path: () => '/api/schema',
  body: z.object({
    main: z.string(),
    nodes: z.array(z.object({ namespace: z.string(), name: z.string(), branch: z.string().nullish() })),
    generics: z.array(z.object({ namespace: z.string(), name: z.string(), used_by: z.array(z.string()).nullish() })),
  }),
  map: ({ main, nodes, generics }): ServerSchema => ({
    hash: main,
    kinds: new Set(nodes.map(({ namespace, name }) => namespace + name)),
    heirs: new Map(generics.map(({ namespace, name, used_by }) => [namespace + name, used_by ?? []])),
    agnostic: new Set(
      nodes.flatMap(({ namespace, name, branch }) => (branch === 'agnostic' ? [namespace + name] : [])),
    ),
  }),
});

/** Names of all kinds of a branch that are no generics, without their schemas (facts 5). */
export const kindNames = defineResource({
  title: 'list the kinds',
  path: () => '/api/schema/summary',
  body: z.object({ nodes: z.record(z.string(), z.unknown()) }),
  map: ({ nodes }) => Object.keys(nodes),
});

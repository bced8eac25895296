import * as z from 'zod';
import { defineOperation } from '../operation';
import { pageOf, pageVariables, textValue, toPage, type Page } from './page';

/** What a generator remembers of one of its targets; local runs make none (facts 4). */
export interface GeneratorInstance {
  readonly id: string;
  /** Id of the target. */
  readonly target: string;
  /** `Pending`, `Ready` or `Error`; it stays at its last value (facts 4). */
  readonly status: string;
  /** When the status changed last, as the server writes it: ISO 8601. */
  readonly updatedAt: string | undefined;
}

/** A page of the instances of a generator for some of its targets. */
export const generatorInstances = defineOperation({
  title: 'list the runs of a generator by target',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeGeneratorInstances($definition: ID!, $targets: [ID], $offset: Int!, $limit: Int!) {
      CoreGeneratorInstance(definition__ids: [$definition], object__ids: $targets, offset: $offset, limit: $limit) {
        count
        edges {
          node {
            id
            status {
              value
              updated_at
            }
            object {
              node {
                id
              }
            }
          }
        }
      }
    }
  `,
  variables: z.strictObject({
    definition: z.string().min(1),
    targets: z.array(z.string().min(1)).min(1),
    ...pageVariables,
  }),
  data: z.object({
    CoreGeneratorInstance: pageOf(
      z.object({
        id: z.string(),
        status: textValue.extend({ updated_at: z.string().nullish() }),
        object: z.object({ node: z.object({ id: z.string() }).nullable() }),
      }),
    ),
  }),
  map: ({ CoreGeneratorInstance }): Page<GeneratorInstance> =>
    toPage(CoreGeneratorInstance, ({ id, status, object }) => ({
      id,
      target: object.node?.id ?? '',
      status: status.value ?? '',
      updatedAt: status.updated_at ?? undefined,
    })),
});

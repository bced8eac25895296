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

const filters = {
  targets: { query: 'CascadeGeneratorInstances', declared: '$targets: [ID]', filter: 'object__ids: $targets' },
  failed: { query: 'CascadeFailedInstances', declared: '$status: String', filter: 'status__value: $status' },
};

/** A page of those instances of a generator that a filter lets through. */
function instancesWhere<V extends z.ZodType<Record<string, unknown>>>(by: keyof typeof filters, variables: V) {
  const { query, declared, filter } = filters[by];
  return defineOperation({
    title: 'list the runs of a generator by target',
    effect: 'read',
    document: /* GraphQL */ `
      query ${query}($definition: ID!, ${declared}, $offset: Int!, $limit: Int!) {
        CoreGeneratorInstance(definition__ids: [$definition], ${filter}, offset: $offset, limit: $limit) {
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
    variables,
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
}

const definition = z.string().min(1);

/** A page of the instances of a generator for some of its targets. */
export const generatorInstances = instancesWhere(
  'targets',
  z.strictObject({ definition, targets: z.array(z.string().min(1)).min(1), ...pageVariables }),
);

/** A page of the instances of a generator whose last run failed, for whatever target. */
export const failedInstances = instancesWhere(
  'failed',
  z.strictObject({ definition, ...pageVariables }).transform((given) => ({ ...given, status: 'Error' })),
);

import * as z from 'zod';
import { defineOperation } from '../operation';
import { pageOf, pageVariables, textValue, toPage } from './page';

/** A generator definition of a branch. */
export interface GeneratorDefinition {
  readonly id: string;
  readonly name: string;
  readonly className: string;
  readonly filePath: string;
  /** Decides in which kind of group its objects are tracked (facts 1). */
  readonly executeAfterMerge: boolean;
  /** Variables of its query, each with the path of a value of the target, such as `name__value`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Name of its query. */
  readonly query: string;
  /** The repository that its code comes from. */
  readonly repository: { readonly id: string; readonly name: string } | undefined;
  /** The group of its targets. */
  readonly targets: { readonly id: string; readonly name: string; readonly count: number } | undefined;
}

const peer = z.object({ id: z.string(), display_label: z.string().nullish() });

/** A page of the generator definitions of a branch. */
export const generatorDefinitions = defineOperation({
  title: 'list the generators',
  since: '1.5',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeGeneratorDefinitions($offset: Int!, $limit: Int!) {
      CoreGeneratorDefinition(offset: $offset, limit: $limit) {
        count
        edges {
          node {
            id
            name {
              value
            }
            class_name {
              value
            }
            file_path {
              value
            }
            execute_after_merge {
              value
            }
            parameters {
              value
            }
            query {
              node {
                id
                display_label
                name {
                  value
                }
              }
            }
            repository {
              node {
                id
                display_label
              }
            }
            targets {
              node {
                id
                display_label
                members {
                  count
                }
              }
            }
          }
        }
      }
    }
  `,
  variables: z.strictObject(pageVariables),
  data: z.object({
    CoreGeneratorDefinition: pageOf(
      z.object({
        id: z.string(),
        name: textValue,
        class_name: textValue,
        file_path: textValue,
        execute_after_merge: z.object({ value: z.boolean().nullable() }),
        parameters: z.object({ value: z.unknown() }),
        query: z.object({ node: peer.extend({ name: textValue.nullish() }).nullable() }),
        repository: z.object({ node: peer.nullable() }),
        targets: z.object({ node: peer.extend({ members: z.object({ count: z.int() }) }).nullable() }),
      }),
    ),
  }),
  map: ({ CoreGeneratorDefinition }) => toPage(CoreGeneratorDefinition, toDefinition),
});

interface Answered {
  readonly id: string;
  readonly name: z.output<typeof textValue>;
  readonly class_name: z.output<typeof textValue>;
  readonly file_path: z.output<typeof textValue>;
  readonly execute_after_merge: { readonly value: boolean | null };
  readonly parameters: { readonly value?: unknown };
  readonly query: {
    readonly node: (z.output<typeof peer> & { readonly name?: z.output<typeof textValue> | null }) | null;
  };
  readonly repository: { readonly node: z.output<typeof peer> | null };
  readonly targets: {
    readonly node: (z.output<typeof peer> & { readonly members: { readonly count: number } }) | null;
  };
}

function toDefinition({ id, name, query, repository, targets, ...rest }: Answered): GeneratorDefinition {
  const labelled = ({ id: of, display_label }: z.output<typeof peer>) => ({ id: of, name: display_label ?? of });
  return {
    id,
    name: name.value ?? id,
    className: rest.class_name.value ?? '',
    filePath: rest.file_path.value ?? '',
    // The server's default.
    executeAfterMerge: rest.execute_after_merge.value ?? true,
    parameters: pathsOf(rest.parameters.value),
    query: query.node?.name?.value ?? query.node?.display_label ?? '',
    repository: repository.node ? labelled(repository.node) : undefined,
    targets: targets.node ? { ...labelled(targets.node), count: targets.node.members.count } : undefined,
  };
}

function pathsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, path]) => (typeof path === 'string' ? [[name, path]] : [])),
  );
}

import * as z from 'zod';
import { defineOperation } from '../operation';
import { pageOf, pageVariables, textValue, toPage } from './page';

interface GeneratorDefinition {
  readonly id: string;
  readonly name: string;
  readonly className: string;
  readonly filePath: string;
  /** Decides in which kind of group its objects are tracked (facts 1). */
  readonly executeAfterMerge: boolean;
  readonly targets: { readonly id: string; readonly name: string } | undefined;
}

/** A page of the generator definitions of a branch. */
export const generatorDefinitions = defineOperation({
  title: 'list the generators',
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
            targets {
              node {
                id
                display_label
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
        targets: z.object({ node: z.object({ id: z.string(), display_label: z.string().nullish() }).nullable() }),
      }),
    ),
  }),
  map: ({ CoreGeneratorDefinition }) =>
    toPage(
      CoreGeneratorDefinition,
      ({ id, name, class_name, file_path, execute_after_merge, targets }): GeneratorDefinition => ({
        id,
        name: name.value ?? id,
        className: class_name.value ?? '',
        filePath: file_path.value ?? '',
        // The server's default.
        executeAfterMerge: execute_after_merge.value ?? true,
        targets: targets.node
          ? { id: targets.node.id, name: targets.node.display_label ?? targets.node.id }
          : undefined,
      }),
    ),
});

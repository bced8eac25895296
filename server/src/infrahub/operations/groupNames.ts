import * as z from 'zod';
import { defineOperation, type Operation } from '../operation';
import { isKindName } from './documentNames';
import { pageOf, pageVariables, textValue, toPage, type Page } from './page';

/** A group by its name. */
export interface NamedGroup {
  readonly id: string;
  readonly name: string;
}

/**
 * A page of the groups of one kind. Undefined for a text that is no kind: nothing else may stand in a document.
 */
export function groupNames(
  kind: string,
): Operation<{ readonly offset: number; readonly limit: number }, Page<NamedGroup>> | undefined {
  if (!isKindName(kind)) return undefined;
  return defineOperation({
    title: `list the groups (${kind})`,
    effect: 'read',
    document: /* GraphQL */ `
      query CascadeGroupNames($offset: Int!, $limit: Int!) {
        groups: ${kind}(offset: $offset, limit: $limit) {
          count
          edges {
            node {
              id
              name {
                value
              }
            }
          }
        }
      }
    `,
    variables: z.strictObject(pageVariables),
    data: z.object({ groups: pageOf(z.object({ id: z.string(), name: textValue })) }),
    map: ({ groups }) => toPage(groups, ({ id, name }): NamedGroup => ({ id, name: name.value ?? id })),
  });
}

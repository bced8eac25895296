import * as z from 'zod';
import { defineOperation } from '../operation';
import { pageOf, pageVariables, textValue, toPage } from './page';
import type { Member } from './trackingGroups';

/** A group of whatever kind with the first page of its members. */
export interface NamedGroup {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly memberCount: number;
  readonly members: readonly Member[];
}

const member = z.object({ __typename: z.string(), id: z.string(), display_label: z.string().nullish() });

/** A page of the groups that a filter lets through, on a branch. */
function groupsWhere<V extends z.ZodRawShape>(
  variables: V,
  declared: string,
  filter: string,
  title = 'list the objects that the generator made',
) {
  return defineOperation({
    title,
    effect: 'read',
    document: /* GraphQL */ `
      query CascadeNamedGroups(${declared}, $offset: Int!, $limit: Int!, $members: Int!) {
        CoreGroup(${filter}, offset: $offset, limit: $limit) {
          count
          edges {
            node {
              __typename
              id
              name {
                value
              }
              members(limit: $members) {
                count
                edges {
                  node {
                    __typename
                    id
                    display_label
                  }
                }
              }
            }
          }
        }
      }
    `,
    variables: z.strictObject({ ...variables, ...pageVariables, members: z.int().min(1) }),
    data: z.object({
      CoreGroup: pageOf(z.object({ __typename: z.string(), id: z.string(), name: textValue, members: pageOf(member) })),
    }),
    map: ({ CoreGroup }) =>
      toPage(CoreGroup, ({ __typename, id, name, members }): NamedGroup => {
        const page = toPage(members, ({ __typename: kind, id: of, display_label }): Member => {
          return { id: of, kind, name: display_label ?? of };
        });
        return { id, kind: __typename, name: name.value ?? id, memberCount: page.count, members: page.items };
      }),
  });
}

/** Groups by their exact names. */
export const groupsNamed = groupsWhere(
  { names: z.array(z.string().min(1)).min(1).max(100) },
  '$names: [String]',
  'name__values: $names',
);

/** Groups whose name contains a text. */
export const groupsContaining = groupsWhere(
  { text: z.string().min(1) },
  '$text: String',
  'name__value: $text, partial_match: true',
);

/** Groups by their ids. */
export const groupsWithIds = groupsWhere(
  { ids: z.array(z.string().min(1)).min(1).max(100) },
  '$ids: [ID]',
  'ids: $ids',
  'list the targets of the generators',
);

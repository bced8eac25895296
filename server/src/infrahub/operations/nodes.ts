import * as z from 'zod';
import { defineOperation } from '../operation';
import { pageOf, pageVariables, toPage } from './page';
import type { Member } from './trackingGroups';

const node = z.object({ __typename: z.string(), id: z.string(), display_label: z.string().nullish() });

function toMember({ __typename, id, display_label }: z.output<typeof node>): Member {
  return { id, kind: __typename, name: display_label ?? id };
}

/** A node that is there. */
export interface ExistingNode extends Member {
  /** ISO 8601 in UTC; undefined where the server does not say (before 1.7). */
  readonly createdAt: string | undefined;
}

const metadata = z.object({ created_at: z.string().nullish() }).nullish();

function existing(metadataSelection: string) {
  return defineOperation({
    title: 'look which objects exist',
    effect: 'read',
    document: /* GraphQL */ `
      query CascadeExistingNodes($ids: [ID], $limit: Int!) {
        CoreNode(ids: $ids, limit: $limit) {
          count
          edges {
            node {
              __typename
              id
              display_label
            }
            ${metadataSelection}
          }
        }
      }
    `,
    variables: z
      .strictObject({ ids: z.array(z.string().min(1)).min(1) })
      .transform(({ ids }) => ({ ids, limit: ids.length })),
    data: z.object({
      CoreNode: z.object({ edges: z.array(z.object({ node: node.nullable(), node_metadata: metadata })) }),
    }),
    map: ({ CoreNode }) =>
      CoreNode.edges.flatMap(({ node: found, node_metadata }): ExistingNode[] =>
        found ? [{ ...toMember(found), createdAt: node_metadata?.created_at ?? undefined }] : [],
      ),
  });
}

/** Those of some nodes that exist, of whatever kind. */
export const existingNodes = existing('node_metadata { created_at }');

/** The same without since when, which servers before 1.7 do not say. */
export const existingNodesWithoutTimes = existing('');

/** Members of a group of which some value contains a text; for groups that are too large for a list. */
export const searchMembers = defineOperation({
  title: 'search the members of the group',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeSearchMembers($groups: [ID], $text: String!, $offset: Int!, $limit: Int!) {
      CoreNode(member_of_groups__ids: $groups, any__value: $text, partial_match: true, offset: $offset, limit: $limit) {
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
  `,
  variables: z.strictObject({
    groups: z.array(z.string().min(1)).length(1),
    text: z.string().min(1),
    ...pageVariables,
  }),
  data: z.object({ CoreNode: pageOf(node) }),
  map: ({ CoreNode }) => toPage(CoreNode, toMember),
});

/** Those of some nodes that are members of one of some groups; for groups that are too large for a list. */
export const membersAmong = defineOperation({
  title: 'look which targets are members of the group',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeMembersAmong($groups: [ID], $ids: [ID], $limit: Int!) {
      CoreNode(member_of_groups__ids: $groups, ids: $ids, limit: $limit) {
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
  `,
  variables: z
    .strictObject({ groups: z.array(z.string().min(1)).min(1).max(100), ids: z.array(z.string().min(1)).min(1) })
    .transform(({ groups, ids }) => ({ groups, ids, limit: ids.length })),
  data: z.object({ CoreNode: pageOf(node) }),
  map: ({ CoreNode }) => toPage(CoreNode, toMember).items,
});

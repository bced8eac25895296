import * as z from 'zod';
import { defineOperation } from '../operation';
import { pageOf, pageVariables, textValue, toPage } from './page';

/**
 * Kinds of the groups that hold what a generator made: the second when `execute_after_merge` is false (facts 1). The
 * second exists since 1.5.
 */
export const trackingGroupKinds = ['CoreGeneratorGroup', 'CoreGeneratorAwareGroup'] as const;
export type TrackingGroupKind = (typeof trackingGroupKinds)[number];

export interface Member {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

export interface TrackingGroup {
  readonly id: string;
  readonly kind: TrackingGroupKind;
  /** `<definition>-<md5 of the parameters>` */
  readonly name: string;
  /** `key: value` of the parameters. */
  readonly description: string;
  readonly memberCount: number;
  /** The first page of its members. */
  readonly members: readonly Member[];
}

const member = z.object({ __typename: z.string(), id: z.string(), display_label: z.string().nullish() });

function toMember({ __typename, id, display_label }: z.output<typeof member>): Member {
  return { id, kind: __typename, name: display_label ?? id };
}

function listOf(kind: TrackingGroupKind) {
  return defineOperation({
    title: `list the tracking groups (${kind})`,
    since: kind === 'CoreGeneratorAwareGroup' ? '1.5' : undefined,
    effect: 'read',
    document: /* GraphQL */ `
      query CascadeTrackingGroups($offset: Int!, $limit: Int!, $members: Int!) {
        groups: ${kind}(offset: $offset, limit: $limit) {
          count
          edges {
            node {
              id
              name {
                value
              }
              description {
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
    variables: z.strictObject({ ...pageVariables, members: z.int().min(1) }),
    data: z.object({
      groups: pageOf(z.object({ id: z.string(), name: textValue, description: textValue, members: pageOf(member) })),
    }),
    map: ({ groups }) =>
      toPage(groups, ({ id, name, description, members }): TrackingGroup => {
        const page = toPage(members, toMember);
        const texts = { name: name.value ?? id, description: description.value ?? '' };
        return { id, kind, ...texts, memberCount: page.count, members: page.items };
      }),
  });
}

/** A page of the tracking groups of each kind, with the first page of the members of each. */
export const trackingGroups = {
  CoreGeneratorGroup: listOf('CoreGeneratorGroup'),
  CoreGeneratorAwareGroup: listOf('CoreGeneratorAwareGroup'),
} as const;

/** A further page of the members of one group, of whatever kind. */
export const groupMembers = defineOperation({
  title: 'list the members of a group',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeGroupMembers($group: ID!, $offset: Int!, $limit: Int!) {
      CoreGroup(ids: [$group]) {
        count
        edges {
          node {
            id
            members(offset: $offset, limit: $limit) {
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
  variables: z.strictObject({ group: z.string().min(1), ...pageVariables }),
  data: z.object({ CoreGroup: pageOf(z.object({ id: z.string(), members: pageOf(member) })) }),
  /** Nothing when the group has gone meanwhile. */
  map: ({ CoreGroup }) => {
    const [group] = toPage(CoreGroup, ({ members }) => toPage(members, toMember)).items;
    return group ?? { count: 0, items: [] };
  },
});

/** Takes nodes out of a group. Nodes that are no members are passed over by the server. */
export const removeMembers = defineOperation({
  title: 'take objects out of a tracking group',
  effect: 'write',
  document: /* GraphQL */ `
    mutation CascadeRemoveMembers($group: String!, $nodes: [RelatedNodeInput]) {
      RelationshipRemove(data: { id: $group, name: "members", nodes: $nodes }) {
        ok
      }
    }
  `,
  variables: z.strictObject({
    group: z.string().min(1),
    nodes: z.array(z.strictObject({ id: z.string().min(1) })).min(1),
  }),
  data: z.object({ RelationshipRemove: z.object({ ok: z.literal(true) }) }),
  map: () => undefined,
});

import * as z from 'zod';
import { defineOperation } from '../operation';
import { idAndKind, type NodeRef } from './nodeRef';
import { pageOf, pageVariables, toPage, type Page } from './page';

/** Something that happened to a node, or to the members of a group. */
export interface NodeEvent {
  readonly id: string;
  /** Such as `infrahub.node.updated` or `infrahub.group.member_added`. */
  readonly event: string;
  /** Undefined for what is the same on every branch. */
  readonly branch: string | undefined;
  /** Who wrote; runs of the server write as the account “Agent” (facts 10.5). */
  readonly accountId: string | undefined;
  /** ISO 8601 in UTC, with microseconds. */
  readonly occurredAt: string;
  /** 0 is the mutation itself; its effects on peers and groups are below it. */
  readonly level: number;
  /** The event whose effect this is. Writes of a run never have one (facts 4). */
  readonly parentId: string | undefined;
  /** The node it happened to. */
  readonly node: NodeRef | undefined;
  /** Peers, members and ancestors that had part in it. */
  readonly related: readonly NodeRef[];
  /** Attributes that the mutation touched. */
  readonly attributes: readonly MutatedAttribute[];
  /** Members that came or went; empty for tracking groups (facts 4). */
  readonly members: readonly NodeRef[];
}

export interface MutatedAttribute {
  readonly name: string;
  /** `ADDED`, `UPDATED`, `REMOVED` or `UNCHANGED`. */
  readonly action: string;
  /** As text; undefined is no value. */
  readonly value: string | undefined;
  readonly previous: string | undefined;
}

/** The server refuses more (facts 4). */
export const maxEventsPerPage = 50;

const attribute = z.object({
  name: z.string(),
  action: z.string().nullish(),
  value: z.string().nullish(),
  value_previous: z.string().nullish(),
});

const time = z.iso.datetime({ offset: true });
const texts = z.array(z.string().min(1)).min(1);

/**
 * A page of the events, newest first; servers before 1.6 know no other order. `since` and `until` include the moment
 * itself.
 */
export const events = defineOperation({
  title: 'list the events',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeEvents(
      $offset: Int!
      $limit: Int!
      $branches: [String!]
      $since: DateTime
      $until: DateTime
      $eventType: [String!]
      $primaryNodeIds: [String!]
      $ids: [String!]
      $level: Int
    ) {
      InfrahubEvent(
        offset: $offset
        limit: $limit
        branches: $branches
        since: $since
        until: $until
        event_type: $eventType
        primary_node__ids: $primaryNodeIds
        ids: $ids
        level: $level
      ) {
        count
        edges {
          node {
            id
            event
            branch
            account_id
            occurred_at
            level
            parent_id
            primary_node {
              id
              kind
            }
            related_nodes {
              id
              kind
            }
            ... on NodeMutatedEvent {
              attributes {
                name
                action
                value
                value_previous
              }
            }
            ... on GroupEvent {
              members {
                id
                kind
              }
            }
          }
        }
      }
    }
  `,
  variables: z.strictObject({
    ...pageVariables,
    limit: z.int().min(1).max(maxEventsPerPage),
    branches: texts.optional(),
    since: time.optional(),
    until: time.optional(),
    eventType: texts.optional(),
    primaryNodeIds: texts.optional(),
    ids: texts.optional(),
    level: z.int().min(0).optional(),
  }),
  data: z.object({
    InfrahubEvent: pageOf(
      z.object({
        id: z.string(),
        event: z.string(),
        branch: z.string().nullish(),
        account_id: z.string().nullish(),
        occurred_at: z.string(),
        level: z.int().nullish(),
        parent_id: z.string().nullish(),
        primary_node: idAndKind.nullish(),
        related_nodes: z.array(idAndKind).nullish(),
        attributes: z.array(attribute).nullish(),
        members: z.array(idAndKind).nullish(),
      }),
    ),
  }),
  map: ({ InfrahubEvent }): Page<NodeEvent> =>
    toPage(InfrahubEvent, (node) => ({
      id: node.id,
      event: node.event,
      branch: node.branch ?? undefined,
      accountId: node.account_id ?? undefined,
      occurredAt: node.occurred_at,
      level: node.level ?? 0,
      parentId: node.parent_id ?? undefined,
      node: node.primary_node ?? undefined,
      related: node.related_nodes ?? [],
      attributes: (node.attributes ?? []).map(({ name, action, value, value_previous }) => ({
        name,
        action: action ?? '',
        value: value ?? undefined,
        previous: value_previous ?? undefined,
      })),
      members: node.members ?? [],
    })),
});

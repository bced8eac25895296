import * as z from 'zod';
import type { TriggerFields } from '../../protocol/triggers';
import { defineOperation } from '../operation';
import { pageOf, pageVariables, textValue, toPage } from './page';

/** An object of the server that files declare too. */
interface ServerObject {
  readonly id: string;
  readonly kind: string;
  /** By the name that the field has in files; a field without a value is left out. */
  readonly fields: TriggerFields;
  /** Ids of what the fields name, by field: a file may say either. */
  readonly ids: TriggerFields;
  /** Fields whose object is not on the default branch: the server passes over the rule (facts 11.4). */
  readonly unmerged?: readonly string[];
}

export interface ServerRule extends ServerObject {
  readonly name: string;
  readonly matches: readonly ServerMatch[];
}

export interface ServerMatch {
  readonly id: string;
  readonly kind: string;
  /** The attribute or relationship it watches. */
  readonly member: string;
  readonly fields: TriggerFields;
}

export interface ServerAction extends ServerObject {
  readonly name: string;
}

const one = <Node extends z.ZodType>(node: Node) => z.object({ node: node.nullable() });
const named = z.object({ id: z.string(), display_label: z.string().nullish(), name: textValue.nullish() });
const text = textValue.nullish();

const match = z.object({
  __typename: z.string(),
  id: z.string(),
  attribute_name: text,
  value: text,
  value_previous: text,
  value_match: text,
  relationship_name: text,
  modification_type: text,
  peer: text,
});

const rule = z.object({
  __typename: z.string(),
  id: z.string(),
  name: textValue,
  description: text,
  active: z.object({ value: z.boolean().nullable() }),
  branch_scope: textValue,
  action: one(named),
  node_kind: text,
  mutation_action: text,
  matches: pageOf(match).nullish(),
  member_update: text,
  group: one(named).nullish(),
});

/**
 * A page of the trigger rules, each with all of its matches. Rules are the same on every branch (facts 2). The kinds are
 * there since 1.3.
 */
export const triggerRules = defineOperation({
  title: 'list the trigger rules',
  since: '1.3',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeTriggerRules($offset: Int!, $limit: Int!) {
      CoreTriggerRule(offset: $offset, limit: $limit) {
        count
        edges {
          node {
            __typename
            id
            name {
              value
            }
            description {
              value
            }
            active {
              value
            }
            branch_scope {
              value
            }
            action {
              node {
                id
                display_label
                name {
                  value
                }
              }
            }
            ... on CoreNodeTriggerRule {
              node_kind {
                value
              }
              mutation_action {
                value
              }
              matches {
                count
                edges {
                  node {
                    __typename
                    id
                    ... on CoreNodeTriggerAttributeMatch {
                      attribute_name {
                        value
                      }
                      value {
                        value
                      }
                      value_previous {
                        value
                      }
                      value_match {
                        value
                      }
                    }
                    ... on CoreNodeTriggerRelationshipMatch {
                      relationship_name {
                        value
                      }
                      modification_type {
                        value
                      }
                      peer {
                        value
                      }
                    }
                  }
                }
              }
            }
            ... on CoreGroupTriggerRule {
              member_update {
                value
              }
              group {
                node {
                  id
                  display_label
                  name {
                    value
                  }
                }
              }
            }
          }
        }
      }
    }
  `,
  variables: z.strictObject(pageVariables),
  data: z.object({ CoreTriggerRule: pageOf(rule) }),
  map: ({ CoreTriggerRule }) =>
    toPage(CoreTriggerRule, ({ __typename: kind, id, name, active, action, group, matches, ...rest }): ServerRule => {
      const { description, branch_scope, node_kind, mutation_action, member_update } = rest;
      return {
        id,
        kind,
        name: name.value ?? id,
        fields: {
          ...valuesOf({ description, branch_scope, node_kind, mutation_action, member_update }),
          // The server's default is true.
          active: String(active.value ?? true),
          ...namesOf({ action, group }),
        },
        ids: idsOf({ action, group }),
        matches: toPage(matches ?? { count: 0, edges: [] }, toMatch).items,
      };
    }),
});

const action = z.object({
  __typename: z.string(),
  id: z.string(),
  name: textValue,
  description: text,
  generator: one(named).nullish(),
  group: one(named).nullish(),
  member_action: text,
});

/** A page of the actions that rules can start, used or not. */
export const triggerActions = defineOperation({
  title: 'list the actions of trigger rules',
  since: '1.3',
  effect: 'read',
  document: /* GraphQL */ `
    query CascadeTriggerActions($offset: Int!, $limit: Int!) {
      CoreAction(offset: $offset, limit: $limit) {
        count
        edges {
          node {
            __typename
            id
            name {
              value
            }
            description {
              value
            }
            ... on CoreGeneratorAction {
              generator {
                node {
                  id
                  display_label
                  name {
                    value
                  }
                }
              }
            }
            ... on CoreGroupAction {
              member_action {
                value
              }
              group {
                node {
                  id
                  display_label
                  name {
                    value
                  }
                }
              }
            }
          }
        }
      }
    }
  `,
  variables: z.strictObject(pageVariables),
  data: z.object({ CoreAction: pageOf(action) }),
  map: ({ CoreAction }) =>
    toPage(CoreAction, ({ __typename: kind, id, name, description, member_action, generator, group }): ServerAction => {
      const fields = { ...valuesOf({ description, member_action }), ...namesOf({ generator, group }) };
      return { id, kind, name: name.value ?? id, fields, ids: idsOf({ generator, group }) };
    }),
});

function toMatch({
  __typename,
  id,
  attribute_name,
  relationship_name,
  ...values
}: z.output<typeof match>): ServerMatch {
  const member = attribute_name?.value ?? relationship_name?.value ?? id;
  return { id, kind: __typename, member, fields: valuesOf(values) };
}

function valuesOf(values: Readonly<Record<string, z.output<typeof text>>>): TriggerFields {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, held]) => (held?.value ? [[name, held.value]] : [])),
  );
}

type Related = Readonly<Record<string, { readonly node: z.output<typeof named> | null } | null | undefined>>;

function namesOf(related: Related): TriggerFields {
  return Object.fromEntries(
    Object.entries(related).flatMap(([field, to]) =>
      to?.node ? [[field, to.node.name?.value ?? to.node.display_label ?? to.node.id]] : [],
    ),
  );
}

function idsOf(related: Related): TriggerFields {
  return Object.fromEntries(Object.entries(related).flatMap(([field, to]) => (to?.node ? [[field, to.node.id]] : [])));
}

import * as z from 'zod';
import { defineOperation } from '../operation';

/** Kinds of trigger rules: those of nodes and those of groups. */
export const ruleKinds = ['CoreNodeTriggerRule', 'CoreGroupTriggerRule'] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** Kinds of actions that rules start. */
export const actionKinds = ['CoreGeneratorAction', 'CoreGroupAction'] as const;
export type ActionKind = (typeof actionKinds)[number];

const written = z.object({ ok: z.literal(true) });

function activation(kind: RuleKind) {
  return defineOperation({
    title: 'change whether the rule is active',
    since: '1.3',
    effect: 'write',
    document: /* GraphQL */ `
      mutation CascadeSetRuleActive($id: String!, $active: Boolean!) {
        written: ${kind}Update(data: { id: $id, active: { value: $active } }) {
          ok
        }
      }
    `,
    variables: z.strictObject({ id: z.string().min(1), active: z.boolean() }),
    data: z.object({ written }),
    map: () => undefined,
  });
}

/** Makes a rule active or inactive, on every branch at once: rules have no branch (facts 2). */
export const setRuleActive = {
  CoreNodeTriggerRule: activation('CoreNodeTriggerRule'),
  CoreGroupTriggerRule: activation('CoreGroupTriggerRule'),
} as const;

function deletion(kind: RuleKind | ActionKind, title: string) {
  return defineOperation({
    title,
    since: '1.3',
    effect: 'write',
    document: /* GraphQL */ `
      mutation CascadeDeleteTrigger($id: String!) {
        written: ${kind}Delete(data: { id: $id }) {
          ok
        }
      }
    `,
    variables: z.strictObject({ id: z.string().min(1) }),
    data: z.object({ written }),
    map: () => undefined,
  });
}

/**
 * Deletes a rule or an action on every branch. The matches of a rule go with it (`on_delete: cascade` of `matches` since
 * 1.3, facts/versions/core-1.3.9.json); an action that a rule uses is refused (facts 2).
 */
export const deleteTrigger = {
  CoreNodeTriggerRule: deletion('CoreNodeTriggerRule', 'delete the rule'),
  CoreGroupTriggerRule: deletion('CoreGroupTriggerRule', 'delete the rule'),
  CoreGeneratorAction: deletion('CoreGeneratorAction', 'delete the action'),
  CoreGroupAction: deletion('CoreGroupAction', 'delete the action'),
} as const;

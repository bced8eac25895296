import type { ServerAction } from '../../../../server/src/infrahub/operations/triggerRules';
import type { ComparedAction, ComparedRule } from '../../views/triggers/compare';
import type { TriggerNode } from '../../views/triggers/nodes';
import type { TriggersView } from '../../views/triggers/provider';

export type OnServer<Compared> = Compared & { readonly server: NonNullable<(ComparedRule | ComparedAction)['server']> };

/** The line that a menu gave, or that is selected. */
export function chosenNode(given: unknown, triggers: TriggersView): TriggerNode | undefined {
  return isNode(given) ? given : triggers.selected();
}

/** The rule of a line that the server has. */
export function ruleOnServer(node: TriggerNode | undefined): OnServer<ComparedRule> | undefined {
  return node?.kind === 'rule' ? onServer(node.rule) : undefined;
}

/** The action of a line that the server has. */
export function actionOnServer(node: TriggerNode | undefined): OnServer<ComparedAction> | undefined {
  return node?.kind === 'action' ? onServer(node.action) : undefined;
}

function onServer<Compared extends { readonly server?: ServerAction }>(
  compared: Compared,
): OnServer<Compared> | undefined {
  const { server } = compared;
  return server && { ...compared, server };
}

function isNode(given: unknown): given is TriggerNode {
  return typeof given === 'object' && given !== null && 'kind' in given && 'id' in given;
}

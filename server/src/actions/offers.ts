import type { Action, ActionOffer, ActionTarget } from './action';

/** Kind of every action that mends no finding; the action's id follows behind a dot. */
export const actionKind = 'refactor.rewrite.infrahubCascade';

/** An offer with the action that makes it. */
export interface MadeOffer {
  readonly action: Action;
  readonly offer: ActionOffer;
}

/** Asks actions what they can do at a place; `onError` hears once of an action that fails, and the others still answer. */
export function createActions(actions: readonly Action[], onError: (id: string, error: unknown) => void) {
  const failed = new Set<string>();
  return (target: ActionTarget): MadeOffer[] =>
    actions.flatMap((action) => {
      try {
        return action.offers(target).map((offer) => ({ action, offer }));
      } catch (error) {
        if (!failed.has(action.id)) onError(action.id, error);
        failed.add(action.id);
        return [];
      }
    });
}

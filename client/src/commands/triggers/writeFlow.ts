import { InfrahubError } from '../../../../server/src/infrahub/infrahubError';
import { mayBeDone } from '../../../../server/src/infrahub/mayBeDone';
import {
  actionKinds,
  deleteTrigger,
  ruleKinds,
  setRuleActive,
} from '../../../../server/src/infrahub/operations/triggerWrites';
import type { Transport } from '../../../../server/src/infrahub/transport';
import type { ComparedAction, ComparedRule, Comparison } from '../../views/triggers/compare';

/** What became of a write. */
export type Outcome =
  | { readonly kind: 'done' }
  /** It had gone before. */
  | { readonly kind: 'gone' }
  /** Something on the server needs it. */
  | { readonly kind: 'inUse' }
  /** `isOpen`: the answer is missing, so it may have been done. */
  | { readonly kind: 'failed'; readonly message: string; readonly isOpen: boolean };

/** What a person sees and answers. */
export interface WriteScreen {
  /** Asks once before the server is changed. */
  confirm(): Promise<boolean>;
  /** Shows that something runs. */
  during(run: () => Promise<Outcome>): Promise<Outcome>;
  /** Reads the server anew, so that what is shown is what is there. */
  refresh(): Promise<void>;
  show(outcome: Outcome): void;
}

/** Asks, writes, reads anew and tells what became of it. Never repeats a write. */
export async function writeFlow(write: () => Promise<unknown>, screen: WriteScreen): Promise<void> {
  if (!(await screen.confirm())) return;
  const outcome = await screen.during(() => attempt(write));
  await screen.refresh();
  screen.show(outcome);
}

/** Runs a write; a failure becomes an outcome. */
export async function attempt(write: () => Promise<unknown>): Promise<Outcome> {
  try {
    await write();
    return { kind: 'done' };
  } catch (error) {
    if (!(error instanceof InfrahubError)) throw error;
    const { problem, message } = error;
    const errors = problem.kind === 'graphql' ? problem.errors : [];
    if (errors.some(({ code }) => code === 'NODE_NOT_FOUND')) return { kind: 'gone' };
    // Facts 2: the server says it with the ids of both.
    if (errors.some((each) => each.message.includes('linked to mandatory relationship'))) return { kind: 'inUse' };
    return { kind: 'failed', message, isOpen: mayBeDone(problem) };
  }
}

/** The request that makes a rule active or inactive; undefined for a kind of rules that is not known. */
export function activation(
  { kind, id }: Pick<NonNullable<ComparedRule['server']>, 'kind' | 'id'>,
  active: boolean,
): ((transport: Transport) => Promise<unknown>) | undefined {
  const known = ruleKinds.find((each) => each === kind);
  return known && ((transport) => transport.run(setRuleActive[known], { id, active }));
}

/** The request that deletes a rule or an action; undefined for a kind that is not known. */
export function deletion({
  kind,
  id,
}: Pick<NonNullable<ComparedAction['server']>, 'kind' | 'id'>):
  | ((transport: Transport) => Promise<unknown>)
  | undefined {
  const known = [...ruleKinds, ...actionKinds].find((each) => each === kind);
  return known && ((transport) => transport.run(deleteTrigger[known], { id }));
}

/** Names of the server's rules that start an action: while there is one, the server does not delete it (facts 2). */
export function usersOf({ server }: ComparedAction, { rules }: Comparison): readonly string[] {
  return rules.filter((rule) => server && rule.server?.ids['action'] === server.id).map(({ name }) => name);
}

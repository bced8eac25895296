import type { TriggerFields } from '../protocol/triggers';
import { InfrahubError } from './infrahubError';
import type { Operation } from './operation';
import type { Page } from './operations/page';
import { triggerActions, triggerRules, type ServerAction, type ServerRule } from './operations/triggerRules';
import type { CallOptions, Transport } from './transport';

const perPage = 100;

/** More than a person can look through; a server that says more is not asked further. */
const maxPages = 100;

export interface ServerTriggers {
  readonly rules: readonly ServerRule[];
  readonly actions: readonly ServerAction[];
}

/**
 * Every trigger rule and action of a server, page by page, as the default branch has them. What their fields name may be
 * on another branch alone: `branch`, the one in use, is asked for its name then. Rejects with `InfrahubError`.
 */
export async function readTriggers(transport: Transport, call: CallOptions, branch?: string): Promise<ServerTriggers> {
  const read = async (options: CallOptions): Promise<ServerTriggers> => {
    const rules = await readAll(transport, triggerRules, options);
    return { rules, actions: await readAll(transport, triggerActions, options) };
  };
  const found = await read(call);
  const isWhole = [...found.rules, ...found.actions].every((object) => unresolved(object).length === 0);
  if (isWhole) return found;
  const there = branch === undefined ? undefined : await read({ ...call, branch }).catch(ifNoBranch);
  return {
    rules: found.rules.map((rule) => completed(rule, there?.rules)),
    actions: found.actions.map((action) => completed(action, there?.actions)),
  };
}

/** A branch that was deleted meanwhile tells nothing; rules are not its own. */
function ifNoBranch(error: unknown): undefined {
  if (error instanceof InfrahubError && error.problem.kind === 'unknown-branch') return undefined;
  throw error;
}

/** What a kind names that lives on branches; all of them are mandatory (facts/versions/core-diff.md §1). */
const namesOnBranches: Readonly<Record<string, string>> = {
  CoreGeneratorAction: 'generator',
  CoreGroupAction: 'group',
  CoreGroupTriggerRule: 'group',
};

function unresolved({ kind, ids }: Pick<ServerAction, 'kind' | 'ids'>): readonly string[] {
  const field = namesOnBranches[kind];
  return field === undefined || ids[field] !== undefined ? [] : [field];
}

function completed<Item extends ServerAction>(item: Item, onBranch: readonly Item[] = []): Item {
  const unmerged = unresolved(item);
  if (unmerged.length === 0) return item;
  const other = onBranch.find(({ id }) => id === item.id);
  const pick = (values: TriggerFields = {}): TriggerFields =>
    Object.fromEntries(unmerged.flatMap((field) => (values[field] === undefined ? [] : [[field, values[field]]])));
  const fields = { ...item.fields, ...pick(other?.fields) };
  return { ...item, fields, ids: { ...item.ids, ...pick(other?.ids) }, unmerged };
}

async function readAll<Item extends { readonly id: string }>(
  transport: Transport,
  operation: Operation<{ offset: number; limit: number }, Page<Item>>,
  call: CallOptions,
): Promise<readonly Item[]> {
  // By id: what is deleted meanwhile moves the rest to other pages.
  const found = new Map<string, Item>();
  for (let page = 0; page < maxPages; page++) {
    const offset = page * perPage;
    const { count, items } = await transport.run(operation, { offset, limit: perPage }, call);
    for (const item of items) found.set(item.id, item);
    if (offset + perPage >= count || items.length === 0) break;
  }
  return [...found.values()];
}

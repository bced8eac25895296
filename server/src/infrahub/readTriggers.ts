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

/** Every trigger rule and action of a server, page by page. Rejects with `InfrahubError`. */
export async function readTriggers(transport: Transport, call: CallOptions): Promise<ServerTriggers> {
  const rules = await readAll(transport, triggerRules, call);
  return { rules, actions: await readAll(transport, triggerActions, call) };
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

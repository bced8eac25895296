import { generatorDefinitions, type GeneratorDefinition } from './operations/generatorDefinitions';
import type { CallOptions, Transport } from './transport';

const perPage = 100;
const maxPages = 20;

/** Every generator definition of a branch, page by page. Rejects with `InfrahubError`. */
export async function readDefinitions(transport: Transport, call: CallOptions): Promise<GeneratorDefinition[]> {
  const found = new Map<string, GeneratorDefinition>();
  for (let page = 0; page < maxPages; page++) {
    const { count, items } = await transport.run(
      generatorDefinitions,
      { offset: page * perPage, limit: perPage },
      call,
    );
    for (const item of items) found.set(item.id, item);
    if (items.length === 0 || (page + 1) * perPage >= count) break;
  }
  return [...found.values()];
}

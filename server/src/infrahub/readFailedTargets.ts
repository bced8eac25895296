import { failedInstances, type GeneratorInstance } from './operations/generatorInstances';
import { targetsAmong, type Target, type TargetSelection } from './operations/targets';
import { targetsPerPage, withoutRefused, type TargetPage, type TargetQuestion } from './readCascade';
import type { CallOptions, Transport } from './transport';

/** As many failed runs as one generator is asked for; in pages of targets. */
const maxFailedPages = 50;

export interface FailedQuestion extends Pick<TargetQuestion, 'definition' | 'group' | 'selections'> {
  /** Ids of targets that are known already and not read again. */
  readonly known: ReadonlySet<string>;
}

export interface FailedTargets extends TargetPage {
  /** More have failed than are told here. */
  readonly isCut: boolean;
}

/**
 * The targets of a generator whose last run failed, however many others its group has: one request for each 200 that
 * failed, and one for each 200 of them that are not known. Rejects with `InfrahubError`.
 */
export async function readFailedTargets(
  transport: Transport,
  { definition, group, selections, known }: FailedQuestion,
  call: CallOptions,
): Promise<FailedTargets> {
  const instances = new Map<string, GeneratorInstance>();
  let isCut = true;
  for (let page = 0; page < maxFailedPages; page++) {
    const offset = page * targetsPerPage;
    const variables = { definition, offset, limit: targetsPerPage };
    const { count, items } = await transport.run(failedInstances, variables, call);
    for (const instance of items) if (!known.has(instance.target)) instances.set(instance.target, instance);
    isCut = offset + targetsPerPage < count;
    if (!isCut || items.length === 0) break;
  }
  instances.delete('');
  const ids = [...instances.keys()];
  const ask = async (selected: readonly TargetSelection[]): Promise<readonly Target[]> => {
    const found: Target[] = [];
    const operation = targetsAmong(selected);
    for (let at = 0; at < ids.length; at += targetsPerPage) {
      const some = ids.slice(at, at + targetsPerPage);
      found.push(...(await transport.run(operation, { group, ids: some }, call)));
    }
    return found;
  };
  const { value: targets, withoutAttributes } = await withoutRefused(selections, ask);
  return {
    count: targets.length,
    targets,
    instances,
    isCut,
    ...(withoutAttributes !== undefined && { withoutAttributes }),
  };
}

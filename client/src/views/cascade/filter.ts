import type { CascadeSituation } from './situation';
import type { TargetState } from './states';
import type { CascadeTarget } from './targets';

/** Which targets are shown: those of a state, or those whose name holds a text. */
export interface CascadeFilter {
  readonly state?: TargetState;
  readonly text?: string;
}

export function isFiltered({ state, text }: CascadeFilter): boolean {
  return state !== undefined || text !== undefined;
}

/** Pages of the targets of a generator that are read to find a state, which only all that is known of a target tells. */
export const maxFilteredPages = 10;

/** The generators of which not all targets could be looked at. */
export function cutGenerators(situation: CascadeSituation): string[] {
  if (situation.kind !== 'shown') return [];
  return situation.layers.filter(({ isCut }) => isCut === true).map(({ layer }) => layer.name);
}

export function passes({ target, state }: CascadeTarget, filter: CascadeFilter): boolean {
  if (filter.state !== undefined && state !== filter.state) return false;
  if (filter.text === undefined) return true;
  const wanted = filter.text.toLocaleLowerCase();
  return [target.name, target.parent?.name].some((name) => name?.toLocaleLowerCase().includes(wanted));
}

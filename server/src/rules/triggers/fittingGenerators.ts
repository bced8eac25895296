import { repeats } from '../../model/cascade/cycles';
import { ruleFires } from '../../model/cascade/ruleMatch';
import { targetFit, type TargetFit } from '../../model/cascade/targetFit';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import type { LinkedRule } from '../../model/triggers/linkedRule';
import { watchedKind } from './parts';

/** Names of generators. */
export interface FittingGenerators {
  /** They are for the kind that the rule watches. */
  readonly sure: readonly string[];
  /** The files do not show what they are for. */
  readonly open: readonly string[];
}

/** The generators that the rule may run; none that writes what the rule watches, which would start itself. */
export function fittingGenerators(linked: LinkedRule, project: Project): FittingGenerators {
  const kind = watchedKind(linked.rule, project)?.kind;
  const judged = project.generators
    .filter((generator) => !startsItself(linked, generator, project))
    .map((generator): { readonly name: string; readonly fit: TargetFit } => ({
      name: generator.name,
      fit: kind === undefined ? 'unknown' : targetFit(kind, generator, project),
    }));
  const ofFit = (wanted: TargetFit): string[] => judged.filter(({ fit }) => fit === wanted).map(({ name }) => name);
  return { sure: ofFit('fits'), open: ofFit('unknown') };
}

/** True when a run writes what the rule would answer by running the generator again. */
function startsItself({ rule, matchesOfName: matches }: LinkedRule, generator: Generator, project: Project): boolean {
  const { cascade, kinds } = project;
  return cascade.writes.some((write) => {
    if (write.generator !== generator) return false;
    const fires = ruleFires({ rule, matches, cause: write.cause, kinds });
    return fires !== 'no' && repeats({ write, fires, unspecific: matches.length === 0 });
  });
}

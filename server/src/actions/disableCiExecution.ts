import { intersects, shiftRange } from '../base/textRange';
import { ciFlagsNote, ciFlagsOff } from '../edits/ciFlags';
import type { Generator } from '../model/project/generatorIndex';
import type { Action, ActionTarget } from './action';
import { generatorAt } from './subject';

/** Lets a generator that the layer above starts run on events only (guide, step 5). */
export const action: Action = {
  id: 'disableCiExecution',
  offers(target) {
    return generatorsAt(target).flatMap((generator) => {
      const { definition, name } = generator;
      if (!isSignalled(target, generator) || ciFlagsOff(definition).length === 0) return [];
      return [
        { title: `Disable CI execution of ${name}${ciFlagsNote(definition)}`, edits: () => ciFlagsOff(definition) },
      ];
    });
  },
};

function generatorsAt(target: ActionTarget): readonly Generator[] {
  const { project, file, range } = target;
  if (file.uri !== project.configUri) return generatorAt(target)?.generators ?? [];
  return project.generators.filter(({ definition: { entry } }) =>
    intersects(shiftRange(entry.node.range, entry.chunk.start), range),
  );
}

/** Another generator makes it run; one that nothing starts is an entry point, for which CI is a choice. */
function isSignalled({ project }: ActionTarget, generator: Generator): boolean {
  return project.cascade.edges.some(({ runs, write }) => runs === generator && write.generator !== generator);
}

import { describeCause } from '../../model/cascade/cause';
import type { Cycle } from '../../model/cascade/cycles';
import type { Project } from '../../model/project/project';
import { loopEnding } from '../../rules/cascade/loops';
import { listOf } from '../../rules/cascade/steps';

/** Why generators would start one another in a circle that they are in not yet; undefined when they would not. */
export function newLoop(before: Project, after: Project): string | undefined {
  const known = new Set(before.cascade.cycles().map(keyOf));
  const cycle = after.cascade.cycles().find((each) => !known.has(keyOf(each)));
  if (!cycle) return undefined;
  const names = [...new Set(cycle.edges.map(({ write }) => write.generator.name))];
  const steps = cycle.edges.map(
    ({ write, runs }) => `${write.generator.name} ${describeCause(write.cause)}, which runs ${runs.name}`,
  );
  const who =
    names.length > 1 ? `${listOf(names)} would start one another in a circle` : `${names[0]} would start itself`;
  return `${who}: ${steps.join('; ')}. ${loopEnding(cycle)}`;
}

function keyOf({ edges }: Cycle): string {
  return edges
    .map(({ write, runs }) => `${write.generator.name} ${describeCause(write.cause)} ${runs.name}`)
    .join('\n');
}

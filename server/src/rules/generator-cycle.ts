import { describeCause } from '../model/cascade/cause';
import { cutFixes, loopEnding, loopSeverity } from './cascade/loops';
import { cutPlace, listOf, stepsOf } from './cascade/steps';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'generator-cycle',
  catalogue: 'X01',
  title: 'Generators start one another in a circle',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `A generator writes what a rule watches, the rule runs the next generator, and the last one leads back to the first.
The server has no loop guard: a loop whose value changed each time ran 10 times in 74 s and did not stop, until
\`active: false\` on the rule stopped it (facts 10.1). It is an error only if every write is unguarded and differs on every
run. Setting an attribute to the value it has fires no rule (facts 2), so guarded and fixed values end a circle: then it
is a warning that shows the path, or an information where a step is not proven. Silent for a barrier: a flag of which a rule
answers one value only, and which is reset, while the rest of the circle settles. Signals should only go to the layer below.`,
  appliesTo: 'project',
  check(project, { report }) {
    for (const cycle of project.cascade.cycles()) {
      const last = cycle.edges.at(-1);
      if (!last || cycle.edges.length < 2) continue;
      const names = cycle.edges.map((edge) => edge.write.generator.name);
      const [watching] = last.rules;
      const answer = watching ? `rule ${watching.name?.value} answers that by running` : 'that runs';
      report({
        at: cutPlace(project, last),
        message:
          `${listOf(names)} start one another in a circle: ${last.write.generator.name} ${describeCause(last.write.cause)}, ` +
          `and ${answer} ${last.runs.name} again. ${loopEnding(cycle)} Signal the layer below only.`,
        severity: loopSeverity(cycle),
        related: stepsOf(project, cycle.edges),
        fixes: () => cutFixes(last),
      });
    }
  },
});

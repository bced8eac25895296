import { describeCause } from '../model/cascade/cause';
import { cutFixes, loopEnding, loopSeverity } from './cascade/loops';
import { cutPlace, stepsOf } from './cascade/steps';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'generator-self-loop',
  catalogue: 'X02',
  title: 'A generator writes what makes it run again',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `The generator writes an attribute of a kind, and a rule that watches this attribute runs the same generator.
Observed: with a value that changes each time it ran 10 times in 74 s and did not stop; the server has no loop guard, and
\`active: false\` on the rule stopped it at once (facts 10.1). It is an error only for an unguarded write whose value differs
on every run. Otherwise it ends when a run writes what is there already, which is no event (facts 2): a warning, or an
information when it is not proven that the rule sees it. Write the signal to the layer below, never to the own targets.`,
  appliesTo: 'project',
  check(project, { report }) {
    for (const cycle of project.cascade.cycles()) {
      const [edge] = cycle.edges;
      if (!edge || cycle.edges.length > 1) continue;
      const [watching] = edge.rules;
      const answer = watching ? `rule ${watching.name?.value} answers that by running it` : 'that runs it';
      report({
        at: cutPlace(project, edge),
        message:
          `${edge.runs.name} starts itself: it ${describeCause(edge.write.cause)}, and ${answer} again. ` +
          `${loopEnding(cycle)} Signal the layer below only.`,
        severity: loopSeverity(cycle),
        related: stepsOf(project, cycle.edges),
        fixes: () => cutFixes(edge),
      });
    }
  },
});

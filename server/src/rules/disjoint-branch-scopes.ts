import { groupBy } from '../base/groupBy';
import { perObject } from '../base/perObject';
import { allSides, commonSides } from '../model/cascade/branchSides';
import { describeCause } from '../model/cascade/cause';
import { runSides } from '../model/cascade/runSides';
import type { Generator } from '../model/project/generatorIndex';
import { placeOf } from '../model/named';
import { isSignalName } from './cascade/signals';
import { listOf, pythonPlace } from './cascade/steps';
import { defineRule } from './rule';
import { changeTo } from './triggers/fixes';
import { objectPlace, ruleLabel } from './triggers/parts';

export const rule = defineRule({
  id: 'disjoint-branch-scopes',
  catalogue: 'X05',
  title: 'A rule watches other branches than those on which its signal is written',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `\`default_branch\` rules do not fire on other branches and \`other_branches\` rules do not fire on the default branch
(facts 2, observed both). A generator that is started on one side only writes its signal there, so a rule for the other
side does not see it and the chain stops. Not reported when nothing in the files starts the writing generator: it is run
by hand, on any branch. A warning for checksums; an information for attributes that people may change too.`,
  appliesTo: 'project',
  check(project, { report }) {
    const { cascade } = project;
    const sidesOf = perObject((generator: Generator) => runSides(generator, cascade));
    const watching = cascade.edges.filter(({ rules, write }) => rules.length > 0 && !write.byCreation);
    for (const [watcher, edges] of groupBy(watching, ({ rules }) => rules[0])) {
      if (!watcher?.branchScope) continue;
      const reached = edges.some(({ sides, write }) => commonSides(sides, sidesOf(write.generator)).length > 0);
      const [edge] = edges;
      if (reached || !edge) continue;
      const { cause, generator } = edge.write;
      const sides = allSides.filter((side) => sidesOf(generator).includes(side));
      const written = sides[0] === 'default' ? 'the default branch' : 'branches other than the default one';
      const at = placeOf(watcher.item.chunk, watcher.branchScope);
      const writers = [...new Set(edges.map(({ write }) => write.generator.name))];
      report({
        at,
        message:
          `${ruleLabel(watcher)} does not see what ${listOf(writers)} writes: ${generator.name} ${describeCause(cause)} ` +
          `on ${written} only, where this rule does not fire, so ${edge.runs.name} does not follow. ` +
          'Give both rules the same branch_scope.',
        severity: cause.type === 'attribute' && isSignalName(cause.attribute) ? undefined : 'information',
        related: [
          {
            at: pythonPlace(project, edge.write.path, edge.write.range),
            message: `${generator.name} ${describeCause(cause)}`,
          },
          ...(cascade.triggered.get(generator) ?? []).map((starter) => ({
            at: starter.branchScope ? placeOf(starter.item.chunk, starter.branchScope) : objectPlace(starter.item),
            message: `starts ${generator.name} on ${written} only`,
          })),
        ],
        fixes: () => changeTo(watcher.item, at, [sides[0] === 'default' ? 'default_branch' : 'other_branches']),
      });
    }
  },
});

import type { Edge } from '../model/cascade/cascade';
import { describeCause } from '../model/cascade/cause';
import type { NodeFetch } from '../model/generators/facts';
import { findsByMembers, mayFind } from '../model/generators/mayFind';
import type { ResolvedClass } from '../model/generators/resolveClass';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import { pythonPlace } from './cascade/steps';
import { countChecks } from './python/countChecks';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'missing-upstream-validation',
  catalogue: 'GEN15',
  title: 'A generator that another one starts does not check what that one has made',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A rule starts the generator as soon as its target is signalled, and other rules or a person may start it at
any time: the layer above may not be complete. Without a check it works with a part of the objects and reports
success, and the objects of the missing part are deleted, because this run does not save them (guide, step 3; facts
1). Compare the number of objects with the number that the configuration asks for and raise a RuntimeError before
anything is saved: nothing is deleted then (facts 1c). Reported where the code fetches a list of what the generator
above makes, saves objects, and raises nowhere; silent where the filters of the list leave out what the layer above
makes, or take in what the generator itself made in earlier runs. The fix compares the list with a number that the schema has around the
target; where there is none, it raises when there is no such object at all.`,
  appliesTo: 'project',
  check(project, { report }) {
    const seen = new Set<ResolvedClass>();
    for (const edge of project.cascade.edges) {
      const { write, runs } = edge;
      const { code } = runs;
      if (!code || seen.has(code) || !isSignal(edge) || !isWhole(runs) || validates(code)) continue;
      const fetch = code.fetches.find((each) => isOfLayerAbove(each, { above: write.generator, code, project }));
      const generate = code.methods.find(({ method }) => method.name === 'generate');
      if (!fetch || !generate || code.creates.length === 0) continue;
      seen.add(code);
      report({
        at: pythonPlace(project, generate.file, generate.method.nameRange),
        message:
          `${write.generator.name} starts ${runs.name}, which takes every ${fetch.kind} it finds and does not ` +
          'check that ' +
          'all of them are there. A run that comes too early works with a part of them. Compare their number ' +
          'with the ' +
          `expected one and raise a RuntimeError before anything is saved.`,
        related: [
          {
            at: pythonPlace(project, fetch.file || generate.file, fetch.range),
            message: `${fetch.kind} is made by ${write.generator.name}`,
          },
          {
            at: pythonPlace(project, write.path, write.range),
            message: `${write.generator.name} ${describeCause(write.cause)}`,
          },
        ],
        fixes: () => countChecks({ project, generator: runs, code, fetch }),
      });
    }
  },
});

/** Another generator writes an attribute that a rule watches. */
function isSignal({ write, runs, fires }: Edge): boolean {
  return write.cause.type === 'attribute' && !write.byCreation && write.generator !== runs && fires === 'yes';
}

function isWhole({ code, codeIsWhole }: Generator): boolean {
  return code !== undefined && codeIsWhole && !code.stub && !code.unknown && code.openBases.length === 0;
}

/** Some condition ends the run early; that the query found no target, or one of another role, does not count. */
function validates({ raises, returns }: ResolvedClass): boolean {
  const isCheck = (exit: {
    readonly emptyQuery: boolean;
    readonly conditional: boolean;
    readonly guardedByNotReady: boolean;
  }) => exit.conditional && !exit.emptyQuery && exit.guardedByNotReady;
  return (
    returns.some(isCheck) ||
    raises.some((raise) => isCheck(raise) || (raise.conditional && !raise.attribute && !raise.emptyQuery))
  );
}

interface Layer {
  readonly above: Generator;
  /** The code that fetches. */
  readonly code: ResolvedClass;
  readonly project: Project;
}

/**
 * A list of objects that the other generator makes; one that is fetched by itself is missed at once. A list that holds
 * what earlier runs of the generator itself made is no list to count: before the first run it is empty.
 */
function isOfLayerAbove(fetch: NodeFetch, { above, code, project: { kinds } }: Layer): boolean {
  if (fetch.kind === undefined || fetch.own || fetch.call === 'get' || !above.code) return false;
  return mayFind(fetch, { code: above.code, kinds }) && !findsByMembers(fetch, { code, kinds });
}

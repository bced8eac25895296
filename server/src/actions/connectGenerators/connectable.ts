import { classOf, generateOf } from '../../edits/generators/classSubject';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import type { ConnectableGenerator, ConnectableRepository } from '../../protocol/connect';
import { kindsOf, reachableKinds, unlikeliness } from './targets';

/** The generators of a repository, with what each could signal. */
export function connectableRepository(project: Project): ConnectableRepository {
  return { root: project.root, generators: project.generators.map((each) => connectable(project, each)) };
}

function connectable(project: Project, generator: Generator): ConnectableGenerator {
  const above = generatorsAbove(project, generator);
  const reachable = project.generators.flatMap((other) => {
    // What runs before it cannot run after it too.
    if (other === generator || above.has(other)) return [];
    const [best] = reachableKinds(project, generator, other);
    return best ? [{ name: other.name, rank: unlikeliness(project, best) }] : [];
  });
  const problem = problemOf(project, generator);
  return {
    name: generator.name,
    path: generator.pythonFile?.path ?? generator.definition.filePath?.value ?? '',
    kinds: kindsOf(project, generator),
    startedBy: startersOf(project, generator).map(({ name }) => name),
    couldStart: reachable.toSorted((a, b) => a.rank - b.rank).map(({ name }) => name),
    ...(problem === undefined ? {} : { problem }),
  };
}

function generatorsAbove(project: Project, generator: Generator): ReadonlySet<Generator> {
  const above = new Set<Generator>();
  const open = [generator];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const starter of startersOf(project, next)) {
      if (above.has(starter)) continue;
      above.add(starter);
      open.push(starter);
    }
  }
  return above;
}

/** The generators that make this one run directly, itself left out. */
export function startersOf(project: Project, generator: Generator): Generator[] {
  const edges = project.cascade.edges.filter(({ runs, write }) => runs === generator && write.generator !== generator);
  return [...new Set(edges.map(({ write }) => write.generator))];
}

/** Why a generator cannot be part of a chain; undefined when it can. */
export function problemOf(project: Project, generator: Generator): string | undefined {
  const { name, definition, code, codeIsWhole, pythonFile } = generator;
  const path = definition.filePath?.value ?? 'no file';
  if (!pythonFile) return `The Python file of ${name} is not there: ${path}.`;
  if (!code) return `${path} has no class ${definition.className}, which ${name} runs.`;
  if (!codeIsWhole) return `The code of ${name} has syntax errors: mend them first.`;
  if (code.stub) return `generate of ${definition.className} does nothing yet: write ${name} first.`;
  const subject = classOf(project, generator);
  if (!subject || !generateOf(subject)) {
    return `${definition.className} has no asynchronous generate(self, data) of its own that can be edited.`;
  }
  if (kindsOf(project, generator).length === 0) {
    return `The files do not show for which kind of objects ${name} runs: give its targets member_of_groups.`;
  }
  return undefined;
}

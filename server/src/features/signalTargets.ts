import { expectedObjects } from '../edits/generators/expectedCounts';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import type { GeneratorObjects } from '../protocol/generatorObjects';
import { isSignalWatched } from '../rules/cascade/signals';

/** What each generator of the projects signals and creates, by name; definitions of one name count as one. */
export function signalTargets(projects: readonly Project[]): GeneratorObjects[] {
  const byName = new Map<string, GeneratorObjects>();
  for (const project of projects) {
    for (const generator of project.generators) {
      const found = objectsOf(generator, project);
      const before = byName.get(found.name);
      byName.set(found.name, before ? merged(before, found) : found);
    }
  }
  return [...byName.values()];
}

function objectsOf(generator: Generator, project: Project): GeneratorObjects {
  const { name, code, codeIsWhole } = generator;
  if (!code) return { name, signals: [], creates: [], isOpen: true };
  const signals = [
    ...code.writes.flatMap(({ kind, attribute, fetched, created }) =>
      kind !== undefined && fetched && !created && isSignalWatched(kind, attribute, project) ? [kind] : [],
    ),
    // Whatever rules say: the next run that skips such a save deletes the object (facts 1a).
    ...code.saves.flatMap(({ kind, unsafe }) => (kind !== undefined && unsafe ? [kind] : [])),
  ];
  const expects = expectedObjects(project, generator);
  return {
    name,
    signals: distinct(signals.flatMap((kind) => concreteKinds(kind, project))),
    // What is saved without tracking is in a tracking group only because it once was not.
    creates: distinct(code.creates.flatMap(({ kind, tracked }) => (tracked === false ? [] : (kind ?? [])))),
    isOpen: code.unknown || !codeIsWhole || code.creates.some(({ kind }) => kind === undefined),
    ...(expects.length > 0 && { expects }),
  };
}

function concreteKinds(kind: string, { kinds }: Project): string[] {
  return kinds.get(kind)?.isGeneric ? kinds.heirs(kind).map((heir) => heir.kind) : [kind];
}

/** What is expected is left out: nobody knows which of them the server runs. */
function merged(one: GeneratorObjects, other: GeneratorObjects): GeneratorObjects {
  return {
    name: one.name,
    signals: distinct([...one.signals, ...other.signals]),
    creates: distinct([...one.creates, ...other.creates]),
    isOpen: one.isOpen || other.isOpen,
  };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}

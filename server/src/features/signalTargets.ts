import { expectedObjects } from '../edits/generators/expectedCounts';
import { targetKinds } from '../model/project/definitions';
import type { Generator } from '../model/project/generatorIndex';
import type { ResolvedClass } from '../model/generators/resolveClass';
import type { Project } from '../model/project/project';
import type { GeneratorObjects } from '../protocol/generatorObjects';
import { isSignalName, isSignalWatched, tracksByHand } from '../rules/cascade/signals';

/** What each generator of the projects signals, creates and leaves alone, by name; definitions of one name count as one. */
export function signalTargets(projects: readonly Project[]): GeneratorObjects[] {
  const byName = new Map<string, GeneratorObjects>();
  const targets = distinct(
    projects.flatMap((project) => project.generators.flatMap((each) => provenTargets(each, project))),
  );
  for (const project of projects) {
    for (const generator of project.generators) {
      const found = objectsOf(generator, project, targets);
      const before = byName.get(found.name);
      byName.set(found.name, before ? merged(before, found) : found);
    }
  }
  return [...byName.values()];
}

/** Kinds that members of its group or rules of the files prove; what its query reads proves little. */
function provenTargets({ definition }: Generator, project: Project): string[] {
  const found = targetKinds(project, definition.entry);
  const isProven = found?.proof === 'members' || found?.proof === 'rules';
  return isProven ? found.kinds.flatMap((kind) => concreteKinds(kind, project)) : [];
}

function objectsOf(generator: Generator, project: Project, targets: readonly string[]): GeneratorObjects {
  const { name, code, codeIsWhole } = generator;
  if (!code) return { name, signals: [], creates: [], isOpen: true };
  const signalled = [
    ...code.writes.flatMap(({ kind, attribute, fetched, created }) =>
      kind !== undefined && fetched && !created && isSignalWatched(kind, attribute, project) ? [kind] : [],
    ),
    // Whatever rules say: the next run that skips such a save deletes the object (facts 1a).
    ...code.saves.flatMap(({ kind, unsafe }) => (kind !== undefined && unsafe ? [kind] : [])),
  ];
  const expects = expectedObjects(project, generator);
  const signals = distinct(signalled.flatMap((kind) => concreteKinds(kind, project)));
  // What is saved without tracking is in a tracking group only because it once was not.
  const creates = distinct(code.creates.flatMap(({ kind, tracked }) => (tracked === false ? [] : (kind ?? []))));
  const isOpen = code.unknown || !codeIsWhole || code.creates.some(({ kind }) => kind === undefined);
  const saved = isOpen ? undefined : savedKinds(code, project);
  const own = new Set([...signals, ...creates, ...(saved ?? [])]);
  const otherTargets = saved ? targets.filter((kind) => !own.has(kind)) : [];
  const otherSignals = saved ? unwatchedSignals(code, project).filter((kind) => !own.has(kind)) : [];
  const known = new Set([...signals, ...creates]);
  const otherWrites = writtenKinds(code, project).filter((kind) => !known.has(kind));
  return {
    name,
    signals,
    creates,
    ...(otherTargets.length > 0 && { otherTargets }),
    ...(otherWrites.length > 0 && { otherWrites }),
    ...(otherSignals.length > 0 && { otherSignals }),
    ...(saved && { keeps: distinct(saved) }),
    isOpen,
    ...(expects.length > 0 && { expects }),
  };
}

/** Kinds whose objects may be tracked because they are saved; undefined when any kind may be among them. */
function savedKinds(code: ResolvedClass, project: Project): string[] | undefined {
  const saves = code.saves.filter(({ tracked }) => tracked !== false);
  if (tracksByHand(code, project) || saves.some(({ kind }) => kind === undefined)) return undefined;
  return saves.flatMap(({ kind }) => (kind === undefined ? [] : concreteKinds(kind, project)));
}

/** Kinds of fetched objects that it saves without tracking and writes an attribute to that is named as signals are. */
function unwatchedSignals({ writes, saves }: ResolvedClass, project: Project): string[] {
  const saved = new Set(saves.flatMap(({ kind, tracked }) => (tracked === false && kind !== undefined ? [kind] : [])));
  const kinds = writes.flatMap(({ kind, attribute, fetched, created }) =>
    kind !== undefined && saved.has(kind) && fetched && !created && isSignalName(attribute) ? [kind] : [],
  );
  return distinct(kinds.flatMap((kind) => concreteKinds(kind, project)));
}

/** Kinds whose objects it saves, tracked or not, or deletes. */
function writtenKinds({ creates, saves, deletes }: ResolvedClass, project: Project): string[] {
  const created = creates.filter(({ tracked }) => tracked !== undefined);
  const kinds = [...created, ...saves, ...deletes].flatMap(({ kind }) => kind ?? []);
  return distinct(kinds.flatMap((kind) => concreteKinds(kind, project)));
}

function concreteKinds(kind: string, { kinds }: Project): string[] {
  return kinds.get(kind)?.isGeneric ? kinds.heirs(kind).map((heir) => heir.kind) : [kind];
}

/** What is expected is left out: nobody knows which of them the server runs. */
function merged(one: GeneratorObjects, other: GeneratorObjects): GeneratorObjects {
  const otherTargets = (one.otherTargets ?? []).filter((kind) => other.otherTargets?.includes(kind));
  const signals = distinct([...one.signals, ...other.signals]);
  const creates = distinct([...one.creates, ...other.creates]);
  const known = new Set([...signals, ...creates]);
  const written = distinct([...(one.otherWrites ?? []), ...(other.otherWrites ?? [])]);
  const otherWrites = written.filter((kind) => !known.has(kind));
  const keeps = one.keeps && other.keeps && distinct([...one.keeps, ...other.keeps]);
  const signalled = distinct([...(one.otherSignals ?? []), ...(other.otherSignals ?? [])]);
  const otherSignals = keeps ? signalled.filter((kind) => !known.has(kind) && !keeps.includes(kind)) : [];
  return {
    name: one.name,
    signals,
    creates,
    ...(otherTargets.length > 0 && { otherTargets }),
    ...(otherWrites.length > 0 && { otherWrites }),
    ...(otherSignals.length > 0 && { otherSignals }),
    ...(keeps && { keeps }),
    isOpen: one.isOpen || other.isOpen,
  };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}

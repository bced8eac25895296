import type { Edge } from '../../model/cascade/cascade';
import type { AttributeWrite } from '../../model/generators/facts';
import type { ResolvedClass } from '../../model/generators/resolveClass';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import { isSignalName } from './signals';

/** A write to an object that existed before, made for the generators that it starts. */
export interface SignalWrite {
  readonly generator: Generator;
  readonly code: ResolvedClass;
  readonly write: AttributeWrite;
  /** The Python file of the write. */
  readonly path: string;
  /** The other generators it starts by rules of the files; none when only its name shows that it is a signal. */
  readonly starts: readonly Generator[];
}

/** The signals of all generators, each place once per generator. A write that starts only its own generator is none. */
export function signalWrites(project: Project): SignalWrite[] {
  const edges = new Map<string, Edge[]>();
  for (const edge of project.cascade.edges) {
    const { write, runs } = edge;
    if (write.cause.type !== 'attribute' || write.byCreation || runs === write.generator) continue;
    const key = `${write.generator.name} ${write.path} ${write.range.start}`;
    edges.set(key, [...(edges.get(key) ?? []), edge]);
  }
  return project.generators.flatMap((generator) => {
    const { code } = generator;
    const seen = new Set<string>();
    return (code?.writes ?? []).flatMap((write): SignalWrite[] => {
      const path = write.file || generator.pythonFile?.path;
      const key = `${generator.name} ${path} ${write.range.start}`;
      if (!code || path === undefined || !write.fetched || seen.has(key)) return [];
      seen.add(key);
      const starts = [...new Set((edges.get(key) ?? []).map((edge) => edge.runs))];
      const named = isSignalName(write.attribute) && code.usesChecksum;
      return starts.length > 0 || named ? [{ generator, code, write, path, starts }] : [];
    });
  });
}

/** Reports of one kind, each place once however many generators come there. */
export function oncePerPlace(): (path: string, at: { readonly start: number }) => boolean {
  const seen = new Set<string>();
  return (path, { start }) => {
    const key = `${path} ${start}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
}

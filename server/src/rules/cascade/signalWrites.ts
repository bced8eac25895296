import { perObject } from '../../base/perObject';
import type { Cascade } from '../../model/cascade/cascade';
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
  const started = startedByWrite(project.cascade);
  return project.generators.flatMap((generator) => {
    const { code } = generator;
    const seen = new Set<string>();
    return (code?.writes ?? []).flatMap((write): SignalWrite[] => {
      const path = write.file || generator.pythonFile?.path;
      const key = `${generator.name} ${path} ${write.range.start}`;
      if (!code || path === undefined || !write.fetched || seen.has(key)) return [];
      seen.add(key);
      const starts = [...(started.get(key) ?? [])];
      const named = isSignalName(write.attribute) && code.usesChecksum;
      return starts.length > 0 || named ? [{ generator, code, write, path, starts }] : [];
    });
  });
}

/** The other generators that a write starts, by the name of its generator, its file and where it begins. */
const startedByWrite = perObject(({ edges }: Cascade): ReadonlyMap<string, ReadonlySet<Generator>> => {
  const started = new Map<string, Set<Generator>>();
  for (const { write, runs } of edges) {
    if (write.cause.type !== 'attribute' || write.byCreation || runs === write.generator) continue;
    const key = `${write.generator.name} ${write.path} ${write.range.start}`;
    const known = started.get(key);
    if (known) known.add(runs);
    else started.set(key, new Set([runs]));
  }
  return started;
});

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

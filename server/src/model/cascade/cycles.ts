import type { Generator } from '../project/generatorIndex';
import type { Cascade, Edge } from './cascade';

/** A chain of edges that leads back to the generator it began with. */
export interface Cycle {
  readonly edges: readonly Edge[];
  /** True when nothing can end it: every step is sure and writes a value that differs on every run. */
  readonly endless: boolean;
}

/** Longer chains are not looked at. */
const maxLength = 12;
/** At most this many cycles are listed. */
const maxCycles = 50;

/**
 * The cycles of a cascade, each once, shortest first. Edges that only follow from creating objects are left out: a
 * second run creates nothing new.
 */
export function findCycles({ edges }: Cascade): Cycle[] {
  const outgoing = new Map<Generator, Map<Generator, Edge>>();
  for (const edge of edges) {
    if (edge.write.byCreation) continue;
    const from = outgoing.get(edge.write.generator) ?? new Map<Generator, Edge>();
    const known = from.get(edge.runs);
    if (!known || (isEndless(edge) && !isEndless(known))) from.set(edge.runs, edge);
    outgoing.set(edge.write.generator, from);
  }
  const cycles: Cycle[] = [];
  const order = new Map([...outgoing.keys()].map((generator, index) => [generator, index]));
  const extend = (start: Generator, at: Generator, path: readonly Edge[]): void => {
    if (cycles.length >= maxCycles || path.length >= maxLength) return;
    for (const [next, edge] of outgoing.get(at) ?? []) {
      if (next === start) cycles.push({ edges: [...path, edge], endless: [...path, edge].every(isEndless) });
      // Each cycle is found from its first generator only.
      else if ((order.get(next) ?? -1) > (order.get(start) ?? 0) && !path.some((step) => step.runs === next)) {
        extend(start, next, [...path, edge]);
      }
    }
  };
  for (const generator of outgoing.keys()) extend(generator, generator, []);
  return cycles.toSorted((a, b) => a.edges.length - b.edges.length);
}

function isEndless({ write, fires }: Edge): boolean {
  return fires === 'yes' && write.changesEveryRun && !write.guarded;
}

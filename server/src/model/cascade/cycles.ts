import { perObject } from '../../base/perObject';
import type { KindModel } from '../kinds/kindModel';
import type { Generator } from '../project/generatorIndex';
import { allSides, type BranchSide } from './branchSides';
import type { Project } from '../project/project';
import type { Edge } from './cascade';
import type { Cause, Constant, Write } from './cause';
import { targetFit } from './targetFit';

/**
 * What ends a cycle: nothing; a round that writes what is there already (`unchanged`); a value that is always the same,
 * so there is one round at most (`fixed`).
 */
export type Ending = 'never' | 'unchanged' | 'fixed';

/** A chain of edges that leads back to the generator it began with; that is the one of them that is declared first. */
export interface Cycle {
  readonly edges: readonly Edge[];
  readonly ending: Ending;
  /** Every step follows for sure from the one before. */
  readonly sure: boolean;
}

/**
 * The generators that start themselves and, for every other generator of a cycle, the shortest cycle through it; each
 * once. What settles after the first run is no cycle: a second run creates nothing new. Neither is one through a flag that
 * is a barrier, as long as the rest of it settles.
 */
export function findCycles(project: Project): Cycle[] {
  const { kinds } = project;
  const { edges, writes } = project.cascade;
  const found = new Map<string, readonly Edge[]>();
  const repeating = edges.filter((edge) => repeats(edge) && accepts(edge, project));
  const order = new Map<Generator, number>();
  for (const { write, runs } of edges) for (const each of [write.generator, runs]) order.set(each, positionOf(each));
  const barriers = new Set(repeating.filter((edge) => isBarrier(edge, project)));
  // A cycle through a barrier may be shorter than one that is none.
  const plain = repeating.filter((edge) => !barriers.has(edge));
  for (const edgesUsed of barriers.size > 0 ? [plain, repeating] : [repeating]) {
    for (const path of cyclesOf(edgesUsed, kinds)) {
      const cycle = fromFirst(path, order);
      const key = cycle.map((edge) => edge.write.generator.name).join('\0');
      if (!found.has(key) && !settles(cycle, { barriers, writes })) found.set(key, cycle);
    }
  }
  return [...found.values()]
    .map((path) => ({ edges: path, ending: endingOf(path, writes, kinds), sure: path.every(isSure) }))
    .toSorted((a, b) => a.edges.length - b.edges.length);
}

function cyclesOf(edges: readonly Edge[], kinds: KindModel): (readonly Edge[])[] {
  return allSides.flatMap((side) => {
    const graph = strongestEdges(edges, side, kinds);
    return [...graph.keys()]
      .flatMap((start) => [selfLoop(graph, start), shortestCycle(graph, start)])
      .filter((path) => path !== undefined);
  });
}

/** A flag for another generator: its rule answers one value only, and some generator writes another one. */
function isBarrier({ write, rules, runs }: Edge, { triggers, cascade }: Project): boolean {
  const { cause, generator } = write;
  const [rule] = rules;
  if (cause.type !== 'attribute' || cause.value === undefined || generator === runs || rules.length > 1) return false;
  const isOneValue = triggers.matchesByRule
    .get(rule?.name?.value ?? '')
    .some(
      (match) =>
        match.member?.value === cause.attribute && /^value(?:_full)?$/.test(match.valueMatch?.value ?? 'value'),
    );
  if (!isOneValue) return false;
  const written = [...(valuesWritten(cascade.writes).get(attributeKey(cause))?.values() ?? [])];
  return written.some((values) => [...values].some((value) => value !== undefined && value !== cause.value));
}

/** Through a barrier, and something ends it besides: a value that is there already, or a flag that stays as it is. */
function settles(
  path: readonly Edge[],
  { barriers, writes }: { barriers: ReadonlySet<Edge>; writes: readonly Write[] },
): boolean {
  if (!path.some((edge) => barriers.has(edge))) return false;
  return isFixedPath(path, writes) || path.some((edge) => !barriers.has(edge) && !edge.write.changesEveryRun);
}

type Graph = Map<Generator, Map<Generator, Edge>>;

/** Only what the same data may bring about again; relationships and new objects do so when names change on every run. */
export function repeats({ write, fires, unspecific }: Pick<Edge, 'write' | 'fires' | 'unspecific'>): boolean {
  if (write.byCreation) return false;
  if (write.cause.type === 'relationship' || write.cause.type === 'created') return write.changesEveryRun;
  return !unspecific || (fires === 'yes' && write.certain);
}

/** A generator that is started for an object of another kind fails at once (facts 10.4). */
function accepts({ rules, runs }: Edge, project: Project): boolean {
  const kind = rules[0]?.kind === 'CoreNodeTriggerRule' ? rules[0].nodeKind?.value : undefined;
  return rules.length !== 1 || kind === undefined || targetFit(kind, runs, project) !== 'differs';
}

function positionOf({ definition }: Generator): number {
  return definition.entry.node.range.start;
}

/** For each pair of generators the edge that says most, of those on one side of the branches. */
function strongestEdges(edges: readonly Edge[], side: BranchSide, kinds: KindModel): Graph {
  const graph: Graph = new Map();
  const strength = (edge: Edge): number =>
    (isEndless(edge, kinds) ? 4 : 0) + (isSure(edge) ? 2 : 0) + (isFixed(edge) ? 0 : 1);
  for (const edge of edges) {
    if (!edge.sides.includes(side)) continue;
    const from = graph.get(edge.write.generator) ?? new Map<Generator, Edge>();
    const known = from.get(edge.runs);
    if (!known || strength(edge) > strength(known)) from.set(edge.runs, edge);
    graph.set(edge.write.generator, from);
  }
  return graph;
}

function selfLoop(graph: Graph, generator: Generator): readonly Edge[] | undefined {
  const edge = graph.get(generator)?.get(generator);
  return edge && [edge];
}

/** The shortest way from a generator back to it over at least one other. */
function shortestCycle(graph: Graph, start: Generator): readonly Edge[] | undefined {
  const reachedBy = new Map<Generator, Edge>();
  const open = [start];
  for (let at = open.shift(); at; at = open.shift()) {
    for (const [next, edge] of graph.get(at) ?? []) {
      if (next === start && at !== start) return pathTo(at, start, reachedBy, edge);
      if (next === start || reachedBy.has(next)) continue;
      reachedBy.set(next, edge);
      open.push(next);
    }
  }
  return undefined;
}

function pathTo(end: Generator, start: Generator, reachedBy: ReadonlyMap<Generator, Edge>, last: Edge): Edge[] {
  const path = [last];
  for (let at = end; at !== start;) {
    const edge = reachedBy.get(at);
    if (!edge) break;
    path.unshift(edge);
    at = edge.write.generator;
  }
  return path;
}

function fromFirst(path: readonly Edge[], order: ReadonlyMap<Generator, number>): readonly Edge[] {
  const positions = path.map((edge) => order.get(edge.write.generator) ?? 0);
  const first = positions.indexOf(Math.min(...positions));
  return [...path.slice(first), ...path.slice(0, first)];
}

function endingOf(path: readonly Edge[], writes: readonly Write[], kinds: KindModel): Ending {
  if (path.every((edge) => isEndless(edge, kinds))) return 'never';
  return isFixedPath(path, writes) ? 'fixed' : 'unchanged';
}

/** One of the writes sets a value that no generator of the path changes again. */
function isFixedPath(path: readonly Edge[], writes: readonly Write[]): boolean {
  const inPath = [...new Set(path.map((edge) => edge.write.generator))];
  return path.some(({ write: { cause } }) => {
    if (cause.type !== 'attribute' || cause.value === undefined) return false;
    const written = valuesWritten(writes).get(attributeKey(cause));
    return inPath.every((generator) => [...(written?.get(generator) ?? [])].every((value) => value === cause.value));
  });
}

function isSure({ fires, write }: Edge): boolean {
  return fires === 'yes' && (write.cause.type !== 'dispatch' || write.certain);
}

function isFixed({ write: { cause } }: Edge): boolean {
  return cause.type === 'attribute' && cause.value !== undefined;
}

type AttributeCause = Extract<Cause, { readonly type: 'attribute' }>;

/** What each generator writes to an attribute of a kind; undefined for a value that is not known. */
const valuesWritten = perObject((writes: readonly Write[]) => {
  const found = new Map<string, Map<Generator, Set<Constant | undefined>>>();
  for (const { cause, generator } of writes) {
    if (cause.type !== 'attribute') continue;
    const key = attributeKey(cause);
    const byGenerator = found.get(key) ?? new Map<Generator, Set<Constant | undefined>>();
    found.set(key, byGenerator);
    const values = byGenerator.get(generator) ?? new Set();
    byGenerator.set(generator, values.add(cause.value));
  }
  return found;
});

function attributeKey({ kind, attribute }: AttributeCause): string {
  return `${kind} ${attribute}`;
}

/**
 * Nothing ends it: each run surely writes a new value (facts 10.1). In a tree of one kind the chain may be going down
 * the tree, which ends at its leaves; and whom a dispatch starts is not known.
 */
function isEndless(edge: Edge, kinds: KindModel): boolean {
  const { write } = edge;
  if (!isSure(edge) || !write.certain || !write.changesEveryRun || write.guarded) return false;
  return 'kind' in write.cause && !isTree(write.cause.kind, kinds);
}

function isTree(name: string, kinds: KindModel): boolean {
  const kind = kinds.get(name);
  if (!kind || kind.incomplete || !kinds.complete || kind.hierarchical || kind.hierarchy !== undefined) return true;
  return [...kind.relationships.values()].some(
    ({ peer, kind: form }) => form !== 'Profile' && form !== 'Template' && form !== 'Group' && kinds.isA(name, peer),
  );
}

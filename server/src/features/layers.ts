import type { FileRange } from '../base/place';
import { normalPath } from '../model/config/configFile';
import { moduleCandidates } from '../model/generators/moduleCandidates';
import { placeOf } from '../model/named';
import { targetKinds } from '../model/project/definitions';
import type { Generator } from '../model/project/generatorIndex';
import { nearestPlace } from '../model/project/presentPlace';
import type { Project } from '../model/project/project';
import { refusalsOf } from '../model/project/refusals';
import type { FileLayer, TargetExclusion, WatchedAttribute } from '../protocol/layers';

type Unplaced = 'uri' | 'range' | 'code' | 'query' | 'helpers' | 'exclusions';

/** A layer with places by address and offset. */
export interface FoundLayer extends Omit<FileLayer, Unplaced> {
  readonly at: FileRange;
  readonly code?: FileRange;
  readonly query?: string;
  readonly helpers: readonly string[];
  readonly exclusions: readonly (Omit<TargetExclusion, 'at'> & { readonly at: FileRange })[];
}

/** The generators of the projects in the order in which the rules of the files make them run. */
export function layers(projects: readonly Project[]): FoundLayer[] {
  return projects.flatMap((project) => {
    const starters = startersByGenerator(project);
    const orders = ordersOf(project.generators, starters);
    const found = project.generators.flatMap((generator) => {
      return layerOf(project, generator, starters.get(generator) ?? [], orders.get(generator) ?? 0) ?? [];
    });
    return found.toSorted((one, other) => one.order - other.order);
  });
}

function layerOf(
  project: Project,
  generator: Generator,
  starters: readonly Generator[],
  order: number,
): FoundLayer | undefined {
  const { name, definition, code, query } = generator;
  if (!definition.name) return undefined;
  const kinds = kindsOf(project, generator);
  const generate = code?.methods.find(({ method }) => method.name === 'generate');
  const codeAt = code && {
    uri: project.uriOf(generate?.file ?? code.file),
    range: generate?.method.nameRange ?? code.nameRange,
  };
  return {
    root: project.root,
    generator: name,
    at: nearestPlace(project, placeOf(definition.entry.chunk, definition.name)),
    ...(codeAt && { code: codeAt }),
    ...(query && { query: query.file.uri }),
    group: definition.targets?.value ?? '',
    kinds,
    order,
    upstream: starters.map((each) => each.name),
    watched: watchedBy(project, generator),
    parents: parentsOf(project, kinds, starters),
    writes: writesOf(generator, project),
    creates: distinct((code?.creates ?? []).flatMap(({ kind }) => kind ?? [])),
    helpers: helpersOf(project, generator),
    exclusions: refusalsOf(project, generator),
  };
}

function kindsOf(project: Project, { definition }: Generator): string[] {
  const kinds = targetKinds(project, definition.entry)?.kinds ?? [];
  return distinct(kinds.flatMap((kind) => concrete(kind, project)));
}

/** The relationship of each kind to a target of one of the starters, the parent rather than another. */
function parentsOf(project: Project, kinds: readonly string[], starters: readonly Generator[]): FileLayer['parents'] {
  const above = starters.flatMap((each) => kindsOf(project, each));
  return kinds.flatMap((kind) => {
    const to = [...(project.kinds.get(kind)?.relationships.values() ?? [])].filter(
      ({ cardinality, peer }) => cardinality === 'one' && above.some((each) => project.kinds.isA(each, peer)),
    );
    const found = to.find((each) => each.kind === 'Parent') ?? to[0];
    return found ? [{ kind, relationship: found.name }] : [];
  });
}

/** The generators that start each one, itself left out. What sees every update of a kind is not meant by its writer. */
function startersByGenerator({ cascade }: Project): ReadonlyMap<Generator, readonly Generator[]> {
  const found = new Map<Generator, Set<Generator>>();
  for (const { write, runs, unspecific } of cascade.edges) {
    if (write.generator === runs || unspecific) continue;
    found.set(runs, (found.get(runs) ?? new Set()).add(write.generator));
  }
  return new Map([...found].map(([runs, starters]) => [runs, [...starters]]));
}

/** The longest way from a generator that nothing starts; a way through a cycle counts each of its members once. */
function ordersOf(
  generators: readonly Generator[],
  starters: ReadonlyMap<Generator, readonly Generator[]>,
): ReadonlyMap<Generator, number> {
  const above = new Map(generators.map((each) => [each, allAbove(each, starters)]));
  const orders = new Map<Generator, number>();
  const orderOf = (generator: Generator): number => {
    const known = orders.get(generator);
    if (known !== undefined) return known;
    const own = above.get(generator) ?? new Set();
    // Those that are above each other share an order.
    const cycle = [...own].filter((each) => above.get(each)?.has(generator));
    const members = new Set([generator, ...cycle]);
    const outside = [...members].flatMap((each) => starters.get(each) ?? []).filter((each) => !members.has(each));
    const order = Math.max(-1, ...outside.map(orderOf)) + 1;
    for (const member of members) orders.set(member, order);
    return order;
  };
  for (const generator of generators) orderOf(generator);
  return orders;
}

function allAbove(
  generator: Generator,
  starters: ReadonlyMap<Generator, readonly Generator[]>,
): ReadonlySet<Generator> {
  const above = new Set<Generator>();
  const open = [...(starters.get(generator) ?? [])];
  for (let next = open.pop(); next; next = open.pop()) {
    if (above.has(next)) continue;
    above.add(next);
    open.push(...(starters.get(next) ?? []));
  }
  return above;
}

function watchedBy(project: Project, generator: Generator): WatchedAttribute[] {
  return (project.cascade.triggered.get(generator) ?? []).flatMap((rule): WatchedAttribute[] => {
    const kind = rule.nodeKind?.value;
    if (rule.kind !== 'CoreNodeTriggerRule' || kind === undefined || !rule.name) return [];
    const { value: name } = rule.name;
    return project.triggers.matchesByRule.get(name).flatMap((match): WatchedAttribute[] => {
      const isAttribute = match.kind === 'CoreNodeTriggerAttributeMatch';
      return isAttribute && match.member ? [{ kind, attribute: match.member.value, rule: name }] : [];
    });
  });
}

function writesOf({ code }: Generator, project: Project): FileLayer['writes'] {
  const found = (code?.writes ?? []).flatMap(({ kind, attribute, created }) => {
    return kind === undefined || created ? [] : concrete(kind, project).map((each) => ({ kind: each, attribute }));
  });
  return [...new Map(found.map((write) => [JSON.stringify(write), write])).values()];
}

/** More files than a class of a real repository imports are not looked at. */
const maxHelpers = 200;

/** What the file of the class imports from the repository, and what that imports. */
function helpersOf(project: Project, { pythonFile }: Generator): string[] {
  const found = new Set<string>();
  const open = pythonFile ? [pythonFile.path] : [];
  for (let path = open.pop(); path !== undefined && found.size < maxHelpers; path = open.pop()) {
    for (const { module, level, name } of project.fileAt(path)?.facts.python?.().imports ?? []) {
      const modules = name === undefined ? [module] : [module, [module, name].filter(Boolean).join('.')];
      for (const each of modules) {
        const file = moduleCandidates(path, each, level).find((candidate) => project.fileAt(candidate));
        if (file === undefined || found.has(file) || file === pythonFile?.path) continue;
        found.add(file);
        open.push(file);
      }
    }
  }
  return [...found].map((path) => project.uriOf(normalPath(path)));
}

function concrete(kind: string, { kinds }: Project): string[] {
  return kinds.get(kind)?.isGeneric ? kinds.heirs(kind).map((heir) => heir.kind) : [kind];
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}

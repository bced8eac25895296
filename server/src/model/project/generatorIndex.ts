import { isSameList } from '../../base/isSameList';
import {
  entriesOf,
  entryText,
  generatorDefinitions,
  normalPath,
  type ConfigEntry,
  type GeneratorDefinition,
} from '../config/configFile';
import type { PythonFacts } from '../generators/facts';
import { moduleCandidates } from '../generators/moduleCandidates';
import { resolveClass, type ResolvedClass } from '../generators/resolveClass';
import { hasField } from '../objects/objectFile';
import type { OperationFacts } from '../queries/queryFacts';
import type { Project, ProjectFile } from './project';

/** A generator definition with what its files say. */
export interface Generator {
  readonly name: string;
  readonly definition: GeneratorDefinition;
  readonly pythonFile: ProjectFile | undefined;
  /** The class with all it inherits; undefined when it cannot be found or read. */
  readonly code: ResolvedClass | undefined;
  /** The files of the class were read to the end and have no syntax errors. */
  readonly codeIsWhole: boolean;
  /** The one operation of its query, and the query's file. */
  readonly query: { readonly file: ProjectFile; readonly operation: OperationFacts } | undefined;
  /** Kinds that the query reads at its root. */
  readonly queryKinds: readonly string[];
  /** Kinds of the objects in the files that say they are members of its target group. */
  readonly memberKinds: readonly string[];
  /** Members of that group are given in a way that does not show their kind. */
  readonly membersOpen: boolean;
}

/** Resolves classes; one is kept until a file changes that it was read from. */
export type ClassResolver = (path: string, className: string) => ResolvedClass | undefined;

/** Makes a resolver over Python files; another one is needed when files come or go. */
export function createClassResolver(fileAt: (path: string) => ProjectFile | undefined): ClassResolver {
  const known = new Map<string, { readonly of: ResolvedClass | undefined; readonly from: FactsByPath }>();
  const factsAt = (path: string): PythonFacts | undefined => fileAt(path)?.facts.python?.();
  return (path, className) => {
    const key = `${path}\0${className}`;
    const before = known.get(key);
    if (before && [...before.from].every(([each, facts]) => factsAt(each) === facts)) return before.of;
    const from = new Map<string, PythonFacts | undefined>();
    const sourceAt = (each: string) => {
      const facts = factsAt(each);
      from.set(each, facts);
      return facts && { file: each, facts };
    };
    const source = sourceAt(path);
    const resolved =
      source &&
      resolveClass(source, className, ({ module, level, from: importer }) => {
        for (const candidate of moduleCandidates(importer, module, level)) {
          const found = sourceAt(candidate);
          if (found) return found;
        }
        return undefined;
      });
    known.set(key, { of: resolved, from });
    return resolved;
  };
}

/** The files that were looked at, those that are not there included. */
type FactsByPath = ReadonlyMap<string, PythonFacts | undefined>;

/**
 * Gives the generators of the project at the last step, in the order of `.infrahub.yml`; definitions without a name are left
 * out. One that is as it was is the same object as in `previous`.
 */
export function* generatorsInSteps(
  project: Project,
  resolve: ClassResolver,
  previous: readonly Generator[],
): IterableIterator<void, readonly Generator[]> {
  const queries = new Map<string, ConfigEntry>();
  for (const entry of entriesOf(project.readableConfig, 'queries'))
    if (entry.name) queries.set(entry.name.value, entry);
  const generators: Generator[] = [];
  for (const definition of generatorDefinitions(project.readableConfig)) {
    if (!definition.name) continue;
    const generator = generatorOf(project, definition, definition.name.value, { resolve, queries });
    const known = previous[generators.length];
    generators.push(known && isSame(known, generator) ? known : generator);
    yield;
  }
  return generators;
}

function generatorOf(
  project: Project,
  definition: GeneratorDefinition,
  name: string,
  { resolve, queries }: { readonly resolve: ClassResolver; readonly queries: ReadonlyMap<string, ConfigEntry> },
): Generator {
  const path = definition.filePath && normalPath(definition.filePath.value);
  const entry = definition.query && queries.get(definition.query.value);
  const queryPath = entry && entryText(entry, 'file_path');
  const queryFile = queryPath && project.fileAt(normalPath(queryPath.value));
  const operations = queryFile?.facts.query?.().operations ?? [];
  const operation = operations.length === 1 ? operations[0] : undefined;
  const targets = definition.targets?.value ?? '';
  const members = project.triggers.membersOf.get(targets);
  const groups = project.triggers.groupsByName.get(targets);
  const code = path === undefined ? undefined : resolve(path, definition.className);
  return {
    name,
    definition,
    pythonFile: path === undefined ? undefined : project.fileAt(path),
    code,
    codeIsWhole: code !== undefined && isWhole(code, project),
    query: queryFile && operation ? { file: queryFile, operation } : undefined,
    queryKinds: (operation?.rootFields ?? []).map((field) => field.name).filter((each) => project.kinds.get(each)),
    memberKinds: [...(members?.keys() ?? [])].filter(Boolean),
    membersOpen: members?.has('') === true || groups.some((group) => hasField(group.item, 'members')),
  };
}

function isSame(a: Generator, b: Generator): boolean {
  return (
    a.definition.entry === b.definition.entry &&
    a.pythonFile === b.pythonFile &&
    a.code === b.code &&
    a.codeIsWhole === b.codeIsWhole &&
    a.query?.operation === b.query?.operation &&
    a.query?.file === b.query?.file &&
    a.membersOpen === b.membersOpen &&
    isSameList(a.queryKinds, b.queryKinds) &&
    isSameList(a.memberKinds, b.memberKinds)
  );
}

function isWhole({ file, methods }: ResolvedClass, project: Project): boolean {
  return [...new Set([file, ...methods.map((method) => method.file)])].every((path) => {
    const facts = project.fileAt(path)?.facts.python?.();
    return facts !== undefined && facts.complete && !facts.broken;
  });
}

import { asList, valueAt } from '../../syntax/yaml/access';
import {
  entryText,
  normalPath,
  parametersOf,
  pathsOf,
  type ConfigEntry,
  type ConfigFile,
  type ConfigParameter,
} from '../config/configFile';
import { namedOf, type Named } from '../named';
import { targetKinds } from '../project/definitions';
import type { Project } from '../project/project';
import { pathSegments } from './members';
import { innerRange, mention } from './mention';
import { queryOfEntry } from './queryLookUp';
import type { NamedType, Occurrence, Symbol } from './symbol';

/** What the entries of a section declare by their `name`. */
const declares: Readonly<Record<string, NamedType>> = {
  generator_definitions: 'generator',
  queries: 'query',
  python_transforms: 'transformation',
  jinja2_transforms: 'transformation',
};

/** Keys of an entry that name something. */
const refers: Readonly<Record<string, NamedType>> = {
  query: 'query',
  transformation: 'transformation',
  targets: 'group',
};

/** The occurrences in `.infrahub.yml`. */
export function configOccurrences(project: Project, config: ConfigFile): Occurrence[] {
  const listed = ['schemas', 'objects', 'menus'].flatMap((section) =>
    pathsOf(config, section).flatMap((path) => pathOccurrence(config.chunk, path)),
  );
  const entries = config.sections.flatMap((section) => section.entries);
  return [...listed, ...entries.flatMap((entry) => entryOccurrences(project, entry))];
}

function entryOccurrences(project: Project, entry: ConfigEntry): Occurrence[] {
  const { chunk, section } = entry;
  const found: Occurrence[] = [];
  const type = declares[section];
  if (type && entry.name)
    found.push(...mention(chunk, { type, name: entry.name.value }, entry.name.range, { role: 'declaration' }));
  for (const [key, wanted] of Object.entries(refers)) {
    const name = entryText(entry, key);
    if (name) found.push(...mention(chunk, { type: wanted, name: name.value }, name.range));
  }
  for (const key of ['file_path', 'template_path']) {
    const path = entryText(entry, key);
    if (path) found.push(...pathOccurrence(chunk, path));
  }
  for (const node of asList(valueAt(entry.node, 'watch', 'files'))?.items ?? []) {
    const path = namedOf(node);
    if (path) found.push(...pathOccurrence(chunk, path));
  }
  const className = entryText(entry, 'class_name');
  if (className) found.push(...mention(chunk, classOfEntry(project, entry, className.value), className.range));
  const parameters = parametersOf(entry);
  if (parameters.length === 0) return found;
  const query = queryOfEntry(project, entry);
  const kinds = targetKinds(project, entry)?.kinds ?? [];
  for (const parameter of parameters) found.push(...parameterOccurrences({ project, entry, query, kinds, parameter }));
  return found;
}

function pathOccurrence(chunk: ConfigEntry['chunk'], path: Named): Occurrence[] {
  return mention(chunk, { type: 'path', path: normalPath(path.value) }, path.range);
}

/** The class that an entry names, in the file that declares it: a generator's may be imported. */
export function classOfEntry(project: Project, entry: ConfigEntry, name: string): Symbol {
  const path = entryText(entry, 'file_path');
  const generator = project.generators.find((candidate) => candidate.definition.entry === entry);
  const declared = generator?.code?.file || (path ? normalPath(path.value) : '');
  return { type: 'class', path: declared, name: generator?.code?.name ?? name };
}

interface ParameterContext {
  readonly project: Project;
  readonly entry: ConfigEntry;
  readonly query: string | undefined;
  readonly kinds: readonly string[];
  readonly parameter: ConfigParameter;
}

function parameterOccurrences({ project, entry, query, kinds, parameter }: ParameterContext): Occurrence[] {
  const { variable, path } = parameter;
  const { chunk } = entry;
  const found: Occurrence[] = [];
  if (query !== undefined)
    found.push(...mention(chunk, { type: 'variable', query, name: variable.value }, variable.range));
  if (!path) return found;
  const ways = kinds.map((kind) => pathSegments(project.kinds, kind, path.value));
  // Of several kinds the one that the path leads furthest in.
  const best = ways.toSorted((a, b) => b.length - a.length)[0] ?? [];
  for (const segment of best) {
    for (const range of innerRange(chunk, path.range, segment))
      found.push(...mention(chunk, segment.symbol, range, { certain: kinds.length === 1 }));
  }
  return found;
}

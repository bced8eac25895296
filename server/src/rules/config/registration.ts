import { replaceScalar } from '../../edits/yamlEdits';
import {
  entriesOf,
  entryText,
  normalPath,
  sectionOf,
  type ConfigEntry,
  type ConfigFile,
} from '../../model/config/configFile';
import { entryLabel } from '../../model/config/configWords';
import { namedOf } from '../../model/named';
import { classSections } from '../../model/project/definitions';
import type { Project, ProjectFile } from '../../model/project/project';
import { entryOf } from '../../syntax/yaml/access';
import type { YamlNode } from '../../syntax/yaml/nodes';
import type { Fix } from '../rule';
import { isSidePath } from '../sidePaths';
import { stemOf } from './edits';
import { pathProblem, type PathProblem, type PathWants } from './pathProblem';

/** What of `.infrahub.yml` names a file that is not there, and was likely meant for one that is. */
export interface LostPath {
  /** The entry; undefined for a path in a list of paths. */
  readonly entry: ConfigEntry | undefined;
  readonly written: string;
  readonly problem: PathProblem;
  /** The path that it should have. */
  readonly wanted: string;
  /** True when it has the name of what the file holds, or spells the very path; else only the file's name is the same. */
  readonly isCertain: boolean;
  /** The value to write the path into; undefined where it comes through a merge key. */
  readonly node: YamlNode | undefined;
}

/** The path that the server may find by what is written; undefined when it finds nothing. */
export function reachedPath(project: Project, written: string, wants: PathWants): string | undefined {
  const problem = pathProblem(project, written, wants);
  if (!problem) return normalPath(written);
  return mayWork(problem) ? problem.meant : undefined;
}

/** True when the path, as it is written, may lead the server to the file; or to a folder of it, where one may stand. */
export function leadsTo(project: Project, written: string, path: string, wants: PathWants): boolean {
  const reached = reachedPath(project, written, wants);
  return reached !== undefined && (wants === 'file' ? reached === path : covers(reached, path));
}

/** True for a path that nobody should write, and that infrahubctl may follow all the same (facts 3, `cfg04-path-absolute`). */
export function mayWork({ kind, meant }: PathProblem): boolean {
  return kind === 'outside' || (meant !== undefined && (kind === 'absolute' || kind === 'parent'));
}

/**
 * What the section has for the file at a path where it no longer is, or that the server cannot follow; what is certain
 * first. `names`: what an entry for the file would be called.
 */
export function lostPathsFor(
  project: Project,
  section: string,
  { path, names }: { readonly path: string; readonly names: readonly string[] },
): LostPath[] {
  const file = baseName(path);
  return writtenIn(project, section)
    .flatMap(({ entry, node, written }): LostPath[] => {
      const wants = entry && section !== 'graphql_fragments' ? 'file' : 'fileOrFolder';
      const problem = pathProblem(project, written, wants);
      if (!problem || mayWork(problem)) return [];
      const { meant } = problem;
      const isSpelt = meant !== undefined && (wants === 'file' ? meant === path : covers(meant, path));
      const isNamed = meant === undefined && entry?.name !== undefined && names.includes(entry.name.value);
      if (!isSpelt && !isNamed && (meant !== undefined || baseName(written) !== file)) return [];
      return [{ entry, written, problem, wanted: isSpelt ? meant : path, isCertain: isSpelt || isNamed, node }];
    })
    .toSorted((a, b) => Number(b.isCertain) - Number(a.isCertain));
}

/** Why the server does not find the file by it: `query rack of .infrahub.yml names a.gql, which does not exist`. */
export function lostPathWords({ entry, written, problem }: LostPath): string {
  const who = entry ? `${entryLabel(entry)} of .infrahub.yml` : '.infrahub.yml';
  if (written === '') return `the path of ${who} is empty`;
  switch (problem.kind) {
    case 'otherCase':
      return `${who} names ${written}, and the server minds the case`;
    case 'backslash':
      return `${who} names ${written}, and a backslash is no separator on the server`;
    case 'folder':
      return `${who} names ${written}, which is a folder`;
    default:
      return `${who} names ${written}, which does not exist`;
  }
}

/** Fixes that put the right path in place of the lost ones. */
export function changeLostPaths(project: Project, lost: readonly LostPath[]): Fix[] {
  const { config } = project;
  return lost.slice(0, 3).flatMap(({ entry, node, written, wanted }): Fix[] => {
    if (!config || !node) return [];
    const title = entry
      ? `Change the path of ${entryLabel(entry)} to ${wanted}`
      : `Change ${written} to ${wanted} in .infrahub.yml`;
    return [{ title, safe: false, edits: [replaceScalar(config.chunk, node, wanted)] }];
  });
}

/** The first of the names that no entry of the section has, else one of them with a number. */
export function freeEntryName(
  config: ConfigFile | undefined,
  section: string,
  names: readonly [string, ...string[]],
): string {
  const taken = new Set(entriesOf(config, section).flatMap((entry) => entry.name?.value ?? []));
  const free = names.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  const separator = names[0].includes('-') && !names[0].includes('_') ? '-' : '_';
  for (let count = 2; ; count++) {
    const name = `${names[0]}${separator}${count}`;
    if (!taken.has(name)) return name;
  }
}

/** The entries of the section that name the path, whether a file is there or not. */
export function entriesAt(project: Project, section: string, path: string): ConfigEntry[] {
  return entriesOf(project.config, section).filter((entry) => {
    const written = entryText(entry, pathKey(section))?.value;
    return written !== undefined && (normalPath(written) === path || leadsTo(project, written, path, 'file'));
  });
}

/** Files that hold what the entry is for: the query of its name, which no other entry brings, or its class. */
export function holdersOf(project: Project, entry: ConfigEntry): string[] {
  const { section } = entry;
  const wanted = classSections[section];
  const name = wanted ? (entryText(entry, 'class_name')?.value ?? wanted.defaultName) : entry.name?.value;
  if (name === undefined || (!wanted && section !== 'queries')) return [];
  const role = wanted ? 'python' : 'query';
  const paths: string[] = [];
  for (const file of project.allFiles()) {
    if (file.facts.role !== role || isSidePath(file.path) || !file.text.includes(name)) continue;
    const isHolder = wanted ? declares(file, name) : isQueryOf(file, name);
    if (isHolder && (wanted || entriesAt(project, section, file.path).length === 0)) paths.push(file.path);
  }
  return paths;
}

/** The names that an entry for the file may have, the best one first. */
export function namesFor(path: string, own?: string): [string, ...string[]] {
  const stem = stemOf(path);
  return own === undefined || own === stem ? [stem] : [own, stem];
}

function declares({ facts }: ProjectFile, name: string): boolean {
  return facts.python?.().classes.some((each) => each.name === name) === true;
}

function isQueryOf({ facts }: ProjectFile, name: string): boolean {
  const found = facts.query?.();
  const operation = found?.operations.length === 1 && !found.syntaxError ? found.operations[0] : undefined;
  return operation?.type === 'query' && operation.name === name;
}

interface Written {
  readonly entry: ConfigEntry | undefined;
  readonly written: string;
  readonly node: YamlNode | undefined;
}

function writtenIn({ config }: Project, section: string): Written[] {
  const found = sectionOf(config, section);
  const entries = (found?.entries ?? []).flatMap((entry): Written[] => {
    const field = entryOf(entry.node, pathKey(section));
    const named = namedOf(field?.value);
    if (!field || !named) return [];
    return [{ entry, written: named.value, node: entry.node.entries.includes(field) ? field.value : undefined }];
  });
  const items = (found?.items ?? []).flatMap((node): Written[] => {
    const named = namedOf(node);
    return named ? [{ entry: undefined, written: named.value, node }] : [];
  });
  return [...entries, ...items];
}

/** The key of the section's entries that names their file. */
export function pathKey(section: string): string {
  return section === 'jinja2_transforms' ? 'template_path' : 'file_path';
}

function covers(reached: string, path: string): boolean {
  return reached === path || path.startsWith(`${reached}/`);
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

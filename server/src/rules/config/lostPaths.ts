import { replaceScalar } from '../../edits/yamlEdits';
import { covers, sectionOf, type ConfigEntry } from '../../model/config/configFile';
import { entryLabel } from '../../model/config/configWords';
import { namedOf } from '../../model/named';
import type { Project } from '../../model/project/project';
import { entryOf } from '../../syntax/yaml/access';
import type { YamlNode } from '../../syntax/yaml/nodes';
import type { Fix } from '../rule';
import { pathProblem, type PathProblem } from './pathProblem';
import { mayWork, pathKey } from './registration';

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

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

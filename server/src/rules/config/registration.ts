import {
  covers,
  entriesOf,
  entryText,
  normalPath,
  type ConfigEntry,
  type ConfigFile,
} from '../../model/config/configFile';
import type { Project } from '../../model/project/project';
import { stemOf } from './edits';
import { pathProblem, type PathProblem, type PathWants } from './pathProblem';

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

/** The names that an entry for the file may have, the best one first. */
export function namesFor(path: string, own?: string): [string, ...string[]] {
  const stem = stemOf(path);
  return own === undefined || own === stem ? [stem] : [own, stem];
}

/** The key of the section's entries that names their file. */
export function pathKey(section: string): string {
  return section === 'jinja2_transforms' ? 'template_path' : 'file_path';
}

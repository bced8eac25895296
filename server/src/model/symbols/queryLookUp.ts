import { entriesOf, entryText, normalPath, type ConfigEntry } from '../config/configFile';
import type { Project, ProjectFile } from '../project/project';

/** A query of `.infrahub.yml` with its file. */
export interface QueryEntry {
  readonly entry: ConfigEntry;
  readonly name: string;
  readonly path: string | undefined;
  readonly file: ProjectFile | undefined;
}

/** The registered query of that name; the last of several. */
export function queryNamed(project: Project, name: string | undefined): QueryEntry | undefined {
  const entry = entriesOf(project.config, 'queries').findLast((candidate) => candidate.name?.value === name);
  if (!entry?.name) return undefined;
  const written = entryText(entry, 'file_path');
  const path = written && normalPath(written.value);
  return { entry, name: entry.name.value, path, file: path === undefined ? undefined : project.fileAt(path) };
}

/** The names under which a query file is registered. */
export function queriesOfFile(project: Project, path: string): string[] {
  return entriesOf(project.config, 'queries').flatMap((entry) => {
    const written = entryText(entry, 'file_path');
    return entry.name && written && normalPath(written.value) === path ? [entry.name.value] : [];
  });
}

/** The name of the query that an entry of any section runs: its own key, or that of its transformation or class. */
export function queryOfEntry(project: Project, entry: ConfigEntry): string | undefined {
  const own = entryText(entry, 'query');
  if (own) return own.value;
  const transformation = entryText(entry, 'transformation');
  if (transformation) {
    const named = (section: string): ConfigEntry | undefined =>
      entriesOf(project.config, section).findLast((candidate) => candidate.name?.value === transformation.value);
    const found = named('python_transforms') ?? named('jinja2_transforms');
    return found && queryOfEntry(project, found);
  }
  const path = entryText(entry, 'file_path');
  const className = entryText(entry, 'class_name')?.value ?? defaultClasses[entry.section];
  const classes = path && project.fileAt(normalPath(path.value))?.facts.python?.().classes;
  return classes?.find((candidate) => candidate.name === className)?.query;
}

/** Class names where `class_name` is not written (facts/versions/infrahub-yml-diff.md). */
const defaultClasses: Readonly<Record<string, string>> = {
  generator_definitions: 'Generator',
  python_transforms: 'Transform',
  check_definitions: 'Check',
};

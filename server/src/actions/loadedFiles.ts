import type { Edit } from '../edits/edit';
import { covers, normalPath, pathsOf } from '../model/config/configFile';
import type { Project, ProjectFile } from '../model/project/project';
import { isListed } from '../model/project/roles';
import { addToSection } from '../rules/config/edits';

/** Sections of `.infrahub.yml` that list files or folders to load. */
export type LoadedSection = 'schemas' | 'objects';

/** The files that a section loads, in the order they are loaded: by the list, and by name in a folder of it. */
export function loadedFiles(project: Project, section: LoadedSection): ProjectFile[] {
  const role = section === 'schemas' ? 'schema' : 'object';
  const files = [...project.allFiles()].filter(
    ({ path, facts }) => facts.role === role && isListed(path, project.readableConfig, section),
  );
  const listed = listedPaths(project, section);
  const position = ({ path }: ProjectFile): number => listed.findIndex((each) => covers(each, path));
  return files.toSorted((a, b) => position(a) - position(b) || (a.path < b.path ? -1 : 1));
}

/** The paths of a section that name something: an empty one names nothing. */
function listedPaths({ readableConfig }: Project, section: LoadedSection): string[] {
  return pathsOf(readableConfig, section).flatMap(({ value }) => (value === '' ? [] : normalPath(value)));
}

/** Where a new file of a section goes: the folder that is listed, or the one of a listed file. */
export function folderOf(project: Project, section: LoadedSection): string {
  const listed = listedPaths(project, section);
  const folder = listed.find((path) => project.lookUp(path)?.kind === 'folder');
  if (folder !== undefined) return folder === '.' ? '' : folder;
  const beside = listed.findLast((path) => path.includes('/'));
  return beside === undefined ? section : beside.slice(0, beside.lastIndexOf('/'));
}

/**
 * A path for a new file: `stem` in the section's folder, with a number in front where the files there have one, so that
 * it is loaded last.
 */
export function newFilePath(project: Project, section: LoadedSection, stem: string): string {
  const folder = folderOf(project, section);
  const prefix = folder === '' ? '' : `${folder}/`;
  const numbers = [...project.allPaths()].flatMap((path) => {
    const found = path.startsWith(prefix) && /^(\d+)([-_])[^/]*$/.exec(path.slice(prefix.length));
    return found && found[1] ? [{ digits: found[1], separator: found[2] ?? '_' }] : [];
  });
  const last = numbers.toSorted((a, b) => Number(a.digits) - Number(b.digits)).at(-1);
  const start = last ? String(Number(last.digits) + 1).padStart(last.digits.length, '0') + last.separator : '';
  for (let count = 1; ; count++) {
    const path = `${prefix}${start}${stem}${count === 1 ? '' : `_${count}`}.yml`;
    if (!project.lookUp(path)) return path;
  }
}

/**
 * Edits that make a file and list it in its section, unless a listed folder holds it; undefined when `.infrahub.yml`
 * cannot take it.
 */
export function newLoadedFile(
  project: Project,
  section: LoadedSection,
  path: string,
  text: string,
): Edit[] | undefined {
  const created = { createPath: path, text };
  if (isListed(path, project.config, section)) return [created];
  const registered = project.config && addToSection(project.config, section, path);
  return registered && [created, registered];
}

import { entriesOf, entryText, normalPath, pathsOf } from '../../model/config/configFile';
import { classSections } from '../../model/project/definitions';
import type { Project, ProjectFile } from '../../model/project/project';
import { isListed, looksLikeMenu } from '../../model/project/roles';
import { isSidePath } from '../sidePaths';
import { leadsTo } from './registration';

/** The section whose paths ought to cover a file that none covers: `schemas` or `menus`; undefined for all others. */
export function sectionForUnlisted(project: Project, file: ProjectFile): 'schemas' | 'menus' | undefined {
  if (file.facts.role !== 'other' || !/\.ya?ml$/i.test(file.path) || project.isIgnored(file.path)) return undefined;
  if (isSidePath(file.path) || libraryFolder.test(file.path)) return undefined;
  const section = looksLikeSchema(file.text) ? 'schemas' : looksLikeMenu(file.text) ? 'menus' : undefined;
  if (section === undefined || isListed(file.path, project.readableConfig, section)) return undefined;
  const isReached = pathsOf(project.readableConfig, section).some(({ value }) =>
    leadsTo(project, value, file.path, 'fileOrFolder'),
  );
  return isReached ? undefined : section;
}

/** Ready-made schemas of which a repository takes what it needs. */
const libraryFolder = /(?:^|\/)[^/]*librar(?:y|ies)[^/]*\//i;

function looksLikeSchema(text: string): boolean {
  if (!/^version\s*:/m.test(text)) return false;
  if (/^extensions\s*:/m.test(text)) return /\bkind\s*:/.test(text);
  return /^(?:nodes|generics)\s*:/m.test(text) && /\bnamespace\s*:/.test(text);
}

/**
 * True for a template beside registered ones that no transform names and, as far as the files show, nothing else renders
 * or includes.
 */
export function isUnusedTemplate(project: Project, { path }: ProjectFile): boolean {
  if (!isTemplatePath(path) || project.isIgnored(path) || isSidePath(path)) return false;
  const registered = entriesOf(project.readableConfig, 'jinja2_transforms').flatMap(
    (entry) => entryText(entry, 'template_path')?.value ?? [],
  );
  // Nearly all are spelt plainly; where the others lead takes longer to find out.
  if (registered.includes(path) || registered.some((other) => leadsTo(project, other, path, 'file'))) return false;
  const folder = folderOf(path);
  if (!registered.some((other) => folderOf(normalPath(other)) === folder)) return false;
  const name = path.slice(folder.length);
  const own = project.fileAt(path)?.text ?? '';
  // A part of other templates that is not in use yet.
  if (name.startsWith('_') || /\{%[-+]?\s*macro\b/.test(own)) return false;
  return !hasUnreadCode(project) && ![...project.allFiles()].some((file) => file.path !== path && mayUse(file, name));
}

function isTemplatePath(path: string): boolean {
  return path.endsWith('.j2');
}

/** A tag that takes another template by a name that is made up when it runs. */
const dynamicTag = /\{%[-+]?\s*(?:include|extends|import|from)\s+(?:[^\s'"[(]|[^%]*?[~+|])/;

function mayUse(file: ProjectFile, name: string): boolean {
  if (file.facts.role === 'python') return !isSidePath(file.path) && /\bjinja2?\b|get_template|\.j2\b/i.test(file.text);
  return isTemplatePath(file.path) && (file.text.includes(name) || dynamicTag.test(file.text));
}

/** True when an entry names Python that is not there to look at: it may render any template. */
function hasUnreadCode(project: Project): boolean {
  return Object.keys(classSections).some((section) =>
    entriesOf(project.readableConfig, section).some((entry) => {
      const path = entryText(entry, 'file_path');
      return path !== undefined && project.fileAt(normalPath(path.value)) === undefined;
    }),
  );
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

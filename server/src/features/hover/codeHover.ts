import { entriesOf, entryText } from '../../model/config/configFile';
import type { Project } from '../../model/project/project';
import { enumerate, escapeMarkdown, heading, paragraphs } from './markdown';

/** What a Python class is, and who runs it. */
export function classHover(project: Project, path: string, name: string): string {
  const found = project
    .fileAt(path)
    ?.facts.python?.()
    .classes.findLast((candidate) => candidate.name === name);
  const users = project.generators.filter(({ code }) => code?.file === path && code.name === name);
  const title = heading(name, `class in ${escapeMarkdown(path)}`);
  if (!found) return paragraphs(title, 'The file has no class of this name.');
  const methods = found.methods.map((method) => method.name);
  return paragraphs(
    title,
    found.bases.length > 0 ? `Bases: ${enumerate(found.bases)}.` : 'It has no base class.',
    methods.length > 0 ? `Methods: ${enumerate(methods)}.` : undefined,
    users.length > 0 ? `Run by generator ${enumerate(users.map((user) => user.name))}.` : undefined,
  );
}

const roles: Readonly<Record<string, string>> = {
  config: 'configuration of the repository',
  schema: 'schema file',
  object: 'object file',
  menu: 'menu file',
  query: 'GraphQL file',
  python: 'Python file',
  parked: 'file that is not loaded',
};

/** Whether a path exists, and what the file is. */
export function pathHover(project: Project, path: string): string {
  const found = project.lookUp(path);
  const role = project.fileAt(path)?.facts.role ?? '';
  const title = heading(path, found?.kind === 'folder' ? 'folder' : (roles[role] ?? 'file'));
  if (found?.kind === 'otherCase')
    return paragraphs(title, `It does not exist; there is ${escapeMarkdown(found.path)}, which differs in case.`);
  return paragraphs(title, found ? undefined : 'It does not exist in this repository.');
}

/** What a transformation runs. */
export function transformationHover(project: Project, name: string): string {
  const named = (section: string) =>
    entriesOf(project.config, section).findLast((candidate) => candidate.name?.value === name);
  const python = named('python_transforms');
  const template = named('jinja2_transforms');
  const title = heading(name, 'transformation');
  if (python) {
    const className = entryText(python, 'class_name')?.value ?? 'Transform';
    const path = entryText(python, 'file_path')?.value ?? '?';
    return paragraphs(title, `Runs ${escapeMarkdown(className)} (${escapeMarkdown(path)}).`);
  }
  if (template) {
    const path = escapeMarkdown(entryText(template, 'template_path')?.value ?? '?');
    const query = escapeMarkdown(entryText(template, 'query')?.value ?? '?');
    return paragraphs(title, `Renders ${path} with the result of query ${query}.`);
  }
  return paragraphs(title, 'The .infrahub.yml of this repository does not define it.');
}

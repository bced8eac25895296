import { parametersOf, type ConfigEntry } from '../../model/config/configFile';
import type { Project } from '../../model/project/project';
import { queryNamed, queryOfEntry } from '../../model/symbols/queryLookUp';
import { enumerate, escapeMarkdown, heading, list, paragraphs } from './markdown';

/** What a query reads, with which variables, and who runs it. */
export function queryHover(project: Project, name: string): string {
  const query = queryNamed(project, name);
  const title = heading(name, 'query');
  if (!query) return paragraphs(title, 'The .infrahub.yml of this repository does not list it.');
  const operations = query.file?.facts.query?.().operations ?? [];
  const roots = operations.flatMap((operation) => operation.rootFields.map((field) => field.name));
  const variables = operations.flatMap((operation) => operation.variables);
  return paragraphs(
    title,
    query.path === undefined ? undefined : `File ${escapeMarkdown(query.path)}.`,
    roots.length > 0 ? `Reads ${enumerate(roots)}.` : undefined,
    list(
      'Variables:',
      variables.map((variable) => `$${escapeMarkdown(variable.name)}: ${escapeMarkdown(variable.type)}`),
    ),
    list(
      'Used by:',
      usersOf(project, name).map(({ name: user, section }) => `${escapeMarkdown(user?.value ?? '?')} (${section})`),
    ),
  );
}

/** What a variable of a query is filled with. */
export function variableHover(project: Project, query: string, name: string): string {
  const operations = queryNamed(project, query)?.file?.facts.query?.().operations ?? [];
  const variable = operations.flatMap((operation) => operation.variables).find((found) => found.name === name);
  const title = heading(`$${name}`, `variable of query ${escapeMarkdown(query)}`);
  if (!variable) return paragraphs(title, 'The query does not declare this variable.');
  return paragraphs(
    title,
    `${escapeMarkdown(variable.type)}${variable.required ? '' : ', optional'}`,
    list(
      'Filled by:',
      usersOf(project, query).flatMap((entry) => {
        const path = parameterPath(entry, name);
        return path === undefined ? [] : [`${escapeMarkdown(entry.name?.value ?? '?')}: ${escapeMarkdown(path)}`];
      }),
    ),
  );
}

/** Which query files have the fragment. */
export function fragmentHover(project: Project, name: string): string {
  const found = [...project.allFiles()].flatMap((file) => {
    const fragments = file.facts.role === 'query' && file.text.includes(name) ? file.facts.query?.().fragments : [];
    const fragment = fragments?.find((candidate) => candidate.name === name);
    return fragment ? [`On ${escapeMarkdown(fragment.on)}, in ${escapeMarkdown(file.path)}.`] : [];
  });
  return paragraphs(heading(name, 'fragment'), ...found, found.length === 0 ? 'No file declares it.' : undefined);
}

function usersOf(project: Project, query: string): ConfigEntry[] {
  const entries = (project.config?.sections ?? []).flatMap((section) => section.entries);
  return entries.filter((entry) => entry.section !== 'queries' && queryOfEntry(project, entry) === query);
}

function parameterPath(entry: ConfigEntry, variable: string): string | undefined {
  return parametersOf(entry).find((parameter) => parameter.variable.value === variable)?.path?.value;
}

import { entriesOf, entryText, normalPath } from '../../model/config/configFile';
import type { Project } from '../../model/project/project';
import type { OperationFacts } from '../../model/queries/queryFacts';
import { sibling, type ConfigPlace } from './configPlace';

/**
 * The operation whose variables the `parameters` of an entry fill: of its `query`, of the transformation that an artifact
 * definition names, or of the class that a transform or check declares (`query = "…"`).
 */
export function operationOf(project: Project, place: ConfigPlace): OperationFacts | undefined {
  const name = queryName(project, place);
  if (name === undefined) return undefined;
  const entry = entriesOf(project.config, 'queries').findLast((each) => each.name?.value === name);
  const path = entry && entryText(entry, 'file_path')?.value;
  if (path === undefined) return undefined;
  return project
    .fileAt(normalPath(path))
    ?.facts.query?.()
    .operations.find(({ type }) => type === 'query');
}

/** The variables of all queries of the configuration, each name once. */
export function variablesOf(project: Project): string[] {
  const names = entriesOf(project.config, 'queries').flatMap((entry) => {
    const path = entryText(entry, 'file_path')?.value;
    const facts = path === undefined ? undefined : project.fileAt(normalPath(path))?.facts.query?.();
    return (facts?.operations ?? []).flatMap((operation) => operation.variables.map(({ name }) => name));
  });
  return [...new Set(names)];
}

function queryName(project: Project, place: ConfigPlace): string | undefined {
  const own = sibling(place, 'query');
  if (own !== undefined) return own;
  const transformation = sibling(place, 'transformation');
  if (transformation !== undefined) return queryOfTransformation(project, transformation);
  return queryOfClass(project, sibling(place, 'file_path'), sibling(place, 'class_name'));
}

function queryOfTransformation(project: Project, name: string): string | undefined {
  const jinja = entriesOf(project.config, 'jinja2_transforms').find((each) => each.name?.value === name);
  if (jinja) return entryText(jinja, 'query')?.value;
  const python = entriesOf(project.config, 'python_transforms').find((each) => each.name?.value === name);
  if (!python) return undefined;
  return queryOfClass(project, entryText(python, 'file_path')?.value, entryText(python, 'class_name')?.value);
}

function queryOfClass(project: Project, path: string | undefined, name: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const classes = project.fileAt(normalPath(path))?.facts.python?.().classes ?? [];
  return (classes.find((each) => each.name === name) ?? classes.find((each) => each.query !== undefined))?.query;
}

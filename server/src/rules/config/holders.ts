import { entryText, type ConfigEntry } from '../../model/config/configFile';
import { classSections } from '../../model/project/definitions';
import type { Project } from '../../model/project/project';
import type { OperationFacts, QueryFacts } from '../../model/queries/queryFacts';
import { isSidePath } from '../sidePaths';
import { stemOf } from './edits';
import { entriesAt } from './registration';

/**
 * Files that hold what the entry is for: its class, or a query of its name that no other entry brings, before queries
 * in files of its name.
 */
export function holdersOf(project: Project, entry: ConfigEntry): string[] {
  const wanted = classSections[entry.section];
  if (wanted) return filesOfClass(project, entryText(entry, 'class_name')?.value ?? wanted.defaultName);
  return entry.section === 'queries' && entry.name ? freeFilesOfQuery(project, entry.name.value) : [];
}

function filesOfClass(project: Project, name: string): string[] {
  const paths: string[] = [];
  for (const { path, text, facts } of project.allFiles()) {
    if (facts.role !== 'python' || isSidePath(path) || !text.includes(name)) continue;
    if (facts.python?.().classes.some((each) => each.name === name)) paths.push(path);
  }
  return paths;
}

function freeFilesOfQuery(project: Project, name: string): string[] {
  const ofQuery: string[] = [];
  const ofFile: string[] = [];
  for (const { path, text, facts } of project.allFiles()) {
    const isOfName = stemOf(path) === name;
    if (facts.role !== 'query' || isSidePath(path) || (!isOfName && !text.includes(name))) continue;
    const operation = onlyQuery(facts.query?.());
    if (!operation || (!isOfName && operation.name !== name)) continue;
    if (entriesAt(project, 'queries', path).length === 0) (operation.name === name ? ofQuery : ofFile).push(path);
  }
  return [...ofQuery, ...ofFile];
}

/** The query of a file that has no other operation, which an entry may bring; undefined for all other files. */
export function onlyQuery(found: QueryFacts | undefined): OperationFacts | undefined {
  const operation = found?.operations.length === 1 && !found.syntaxError ? found.operations[0] : undefined;
  return operation?.type === 'query' ? operation : undefined;
}

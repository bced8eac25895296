import type { TextRange } from '../../base/textRange';
import type { Project, ProjectFile } from '../project/project';
import type { OperationFacts, QueryFacts } from '../queries/queryFacts';
import { filteredNames } from './filteredNames';
import { mention, type Source } from './mention';
import { queriesOfFile } from './queryLookUp';
import type { Occurrence } from './symbol';

/** Comments and strings, which hide what looks like a name, and the two forms that the facts give no ranges for. */
const tokens = /#[^\n\r]*|"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|\$(\w+)|\bon\s+(\w+)/g;

/** The occurrences in a GraphQL file. */
export function queryOccurrences(project: Project, file: ProjectFile, facts: QueryFacts): Occurrence[] {
  const source: Source = { uri: file.uri, start: 0, text: file.text };
  const registered = queriesOfFile(project, file.path);
  return [
    ...facts.operations.flatMap((operation) => operationOccurrences({ project, source, registered, operation })),
    ...facts.fragments.flatMap(({ name, range }) =>
      mention(source, { type: 'fragment', name }, range, { role: 'declaration' }),
    ),
    ...filteredNames(source),
    ...facts.fragmentSpreads.flatMap(({ name, range }) => mention(source, { type: 'fragment', name }, range)),
    ...inText(source, { start: 0, end: file.text.length }).flatMap(({ on, range }) =>
      on !== undefined && project.kinds.get(on) ? mention(source, { type: 'kind', name: on }, range) : [],
    ),
  ];
}

interface OperationContext {
  readonly project: Project;
  readonly source: Source;
  readonly registered: readonly string[];
  readonly operation: OperationFacts;
}

function operationOccurrences({ project, source, registered, operation }: OperationContext): Occurrence[] {
  const found: Occurrence[] = [];
  const { name, nameRange } = operation;
  // An operation may be called otherwise than the query it is registered as.
  if (name !== undefined && nameRange && registered.includes(name))
    found.push(...mention(source, { type: 'query', name }, nameRange, { certain: false }));
  const query = name !== undefined && registered.includes(name) ? name : (registered[0] ?? name);
  if (query !== undefined) {
    const declared = new Set(operation.variables.map((variable) => variable.range.start));
    for (const { variable, range } of inText(source, operation.range)) {
      if (variable === undefined) continue;
      const role = declared.has(range.start - 1) ? 'declaration' : 'reference';
      found.push(...mention(source, { type: 'variable', query, name: variable }, range, { role }));
    }
  }
  for (const field of operation.rootFields) {
    if (project.kinds.get(field.name)) found.push(...mention(source, { type: 'kind', name: field.name }, field.range));
  }
  return found;
}

/** Variables and the types of `on` in a part of the text; the range is that of the name alone. */
function inText(source: Source, within: TextRange): { variable?: string; on?: string; range: TextRange }[] {
  const text = source.text.slice(within.start, within.end);
  return [...text.matchAll(tokens)].flatMap((match) => {
    const [whole, variable, on] = match;
    const name = variable ?? on;
    if (name === undefined) return [];
    const end = within.start + match.index + whole.length;
    return [{ variable, on, range: { start: end - name.length, end } }];
  });
}

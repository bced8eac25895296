import { entryField, type ConfigEntry } from '../model/config/configFile';
import { entryLabel } from '../model/config/configWords';
import { operationOf, queryNameOf } from '../model/project/definitions';
import type { Project } from '../model/project/project';
import type { VariableFacts } from '../model/queries/queryFacts';
import { entryOf } from '../syntax/yaml/access';
import { sectionsWithParameters } from './config/likelyEntry';
import { giveParameters, neededParameters } from './config/neededParameters';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'missing-query-variable',
  catalogue: 'CFG11',
  title: 'A required variable of the query has no parameter',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `A variable whose type ends in \`!\` and that has no default must be given. Without it the server answers the query
with HTTP 500 and the plain text \`Internal Server Error\` (facts 4, graphql/error_missing_variable), so every run fails
before the first line of its code.

Nothing is said when the query's file has syntax errors or several operations, or when the class fetches its data
itself (\`collect_data\`, \`run\`).`,
  appliesTo: 'configEntry',
  check(entry, { project, report }) {
    if (!sectionsWithParameters.has(entry.section)) return;
    const query = queryNameOf(project, entry);
    const found = operationOf(project, query);
    const field = entryField(entry, 'parameters');
    if (!found || query === undefined) return;
    const missing = neededParameters(entry, found.operation.variables);
    if (missing.length === 0) return;
    const names = missing.map((variable) => `$${variable.name}`).join(' and ');
    const at = field?.keyRange ?? entryOf(entry.node, 'name')?.range ?? entry.node.range;
    report({
      at: { part: entry.chunk, range: at },
      message: `Every run of ${entryLabel(entry)} fails: query ${query} needs ${names}, and parameters does not give it.`,
      related: missing.map((variable) => ({
        at: { part: { uri: found.file.uri, start: 0 }, range: variable.range },
        message: `$${variable.name}: ${variable.type}`,
      })),
      fixes: () => addParameters(project, entry, missing),
    });
  },
});

function addParameters(project: Project, entry: ConfigEntry, missing: readonly VariableFacts[]): Fix[] {
  const names = missing.map(({ name }) => `'${name}'`).join(', ');
  return [{ title: `Add ${names} to parameters`, safe: false, edits: [giveParameters(project, entry, missing)] }];
}

import { nearestNames } from '../base/nearest';
import { entryField, parametersOf } from '../model/config/configFile';
import { entryTitle } from '../model/config/configWords';
import { placeOf } from '../model/named';
import { operationOf, queryNameOf } from '../model/project/definitions';
import { asMap, keyText } from '../syntax/yaml/access';
import { defineRule, type Fix } from './rule';
import { removeEntry, renameKey } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'unknown-query-variable',
  catalogue: 'CFG10',
  title: 'A parameter is no variable of the query',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `\`parameters\` maps variables of the query to paths of the target. A name that the query does not declare is passed
and ignored (the GraphQL specification coerces declared variables only), so the query reads something else than was
meant, often all objects of the kind. The loader accepts the file (recorded: cfg10-parameter-of-no-variable).

Nothing is said when the query's file has syntax errors or several operations.`,
  appliesTo: 'configEntry',
  check(entry, { project, report }) {
    const query = queryNameOf(project, entry);
    const found = operationOf(project, query);
    const map = asMap(entryField(entry, 'parameters')?.node);
    if (!found || !map || query === undefined) return;
    const variables = found.operation.variables.map((variable) => variable.name);
    const parameters = parametersOf(entry);
    const given = new Set(parameters.map(({ variable }) => variable.value));
    for (const { variable } of parameters) {
      if (variables.includes(variable.value) || variable.value === '<<') continue;
      const own = map.entries.find((each) => each.key?.range === variable.range);
      const free = variables.filter((name) => !given.has(name));
      const near = nearestNames(variable.value, free);
      const names = near.length > 0 ? near : free.slice(0, 3);
      const declared = variables.length === 0 ? 'it has no variables' : `it has $${variables.join(', $')}`;
      report({
        at: placeOf(entry.chunk, variable),
        message:
          `${entryTitle(entry)} passes '${variable.value}', and query ${query} does not read it (${declared}).` +
          (near[0] === undefined ? '' : ` Did you mean '${near[0]}'?`),
        related: [
          {
            at: { part: { uri: found.file.uri, start: 0 }, range: found.operation.nameRange ?? found.operation.range },
            message: `query ${query}`,
          },
        ],
        fixes: () => {
          const key = own?.key;
          if (!own || !key) return [];
          return [
            ...names.map((name): Fix => {
              return { title: `Rename to '${name}'`, safe: false, edits: [renameKey(entry.chunk, key, name)] };
            }),
            { title: `Remove '${keyText(own)}'`, safe: false, edits: [removeEntry(entry.chunk, map, own)] },
          ];
        },
      });
    }
  },
});

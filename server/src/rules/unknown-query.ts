import { nearestNames } from '../base/nearest';
import { entriesOf, entryField, entryText, type ConfigFile } from '../model/config/configFile';
import { entryTitle } from '../model/config/configWords';
import { placeOf } from '../model/named';
import type { Project } from '../model/project/project';
import { addToSection, stemOf, usualPath } from './config/edits';
import { maybeMisspelt } from './config/unknownSections';
import { isConfigBroken } from './hidden';
import { defineRule, type Fix } from './rule';
import { replaceScalar } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'unknown-query',
  catalogue: 'CFG07',
  title: 'A generator or Jinja2 transform names a query that queries does not have',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `infrahubctl finds the query by the name of its entry, not by its file: \`Unable to find 'racks' in 'queries'\`
(recorded from the SDK). On the server the import of the repository fails: \`Unable to find the node nope /
CoreGraphQLQuery in the database\`, unless another repository has brought a query of that name (facts 3).

Take one of the names under \`queries\`, or add the entry.`,
  appliesTo: 'configEntry',
  check(entry, { project, report }) {
    if (entry.section !== 'generator_definitions' && entry.section !== 'jinja2_transforms') return;
    const query = entryText(entry, 'query');
    const node = entryField(entry, 'query')?.node;
    const config = project.config;
    if (!query || !node || !config) return;
    const known = entriesOf(config, 'queries').flatMap((each) => each.name?.value ?? []);
    if (known.includes(query.value) || maybeMisspelt(project, 'queries') || isConfigBroken(project)) return;
    const names = nearestNames(query.value, known);
    const question = names[0] === undefined ? ' Add it there.' : ` Did you mean '${names[0]}'?`;
    report({
      at: placeOf(entry.chunk, query),
      message:
        `${entryTitle(entry)} cannot run: there is no query '${query.value}' under queries, and the import fails.` +
        question,
      fixes: () => [
        ...names.map((name): Fix => {
          return { title: `Change to '${name}'`, safe: false, edits: [replaceScalar(entry.chunk, node, name)] };
        }),
        ...addQuery(project, config, query.value),
      ],
    });
  },
});

/** An entry for the query, for the file that looks like it or for a new one. */
function addQuery(project: Project, config: ConfigFile, name: string): Fix[] {
  const existing = queryFileFor(project, name);
  const path = existing ?? usualPath(project, 'queries', name);
  const edit = addToSection(config, 'queries', { name, file_path: path });
  if (!edit) return [];
  const create =
    existing === undefined ? [{ createPath: path, text: `query ${nameIn(name)} {\n  __typename\n}\n` }] : [];
  return [{ title: `Add query '${name}' (${path})`, safe: false, edits: [edit, ...create] }];
}

function queryFileFor(project: Project, name: string): string | undefined {
  const files = [...project.allFiles()].filter((file) => file.facts.role === 'query');
  const byStem = files.find((file) => stemOf(file.path) === name);
  const byName = files.find((file) => file.facts.query?.().operations.some((operation) => operation.name === name));
  return (byStem ?? byName)?.path;
}

/** A GraphQL name made of any text. */
function nameIn(text: string): string {
  return text.replaceAll(/\W/g, '_').replace(/^(?=\d)/, '_');
}

import { nearestNames } from '../base/nearest';
import { entriesOf, entryField, entryText, type ConfigEntry, type ConfigFile } from '../model/config/configFile';
import { entryTitle } from '../model/config/configWords';
import { placeOf } from '../model/named';
import type { Project } from '../model/project/project';
import type { PlacedEdit } from '../edits/edit';
import { addToSection } from './config/edits';
import { fileMeant, homeOf, ownName } from './config/queryFiles';
import { queryStub } from './config/queryStub';
import { freeEntryName, namesFor } from './config/registration';
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
    const file = fileMeant(project, query.value);
    const near = nearestNames(file?.stem ?? query.value, known);
    const own = file && known.includes(file.stem) ? [file.stem] : [];
    const names = [...new Set([...(file?.holders ?? []), ...own, ...near])];
    const likely = names[0] ?? (file ? undefined : homeOf(project, query.value).holders[0]);
    const isEmpty = query.value.trim() === '';
    const question = likely === undefined ? (isEmpty ? '' : ' Add it there.') : ` Did you mean '${likely}'?`;
    report({
      at: placeOf(entry.chunk, query),
      message:
        `${entryTitle(entry)} cannot run: there is no query '${query.value}' under queries, and the import fails.` +
        (file?.isSpelt && file.holders.length === 1 ? ` That is the file of '${file.holders[0]}'.` : question),
      fixes: () => {
        const use = (name: string): PlacedEdit => replaceScalar(entry.chunk, node, name);
        const { path, holders } = file ?? homeOf(project, query.value);
        const changes = [...new Set([...names, ...holders])].map((name): Fix => {
          return { title: `Change to '${name}'`, safe: false, edits: [use(name)] };
        });
        if (holders.length > 0 || isEmpty) return changes;
        if (!file) return [...changes, ...addQuery(project, config, { name: query.value, path, user: entry })];
        const name = freeEntryName(config, 'queries', namesFor(path, ownName(project, path)));
        const added = addQuery(project, config, { name, path, user: entry }).map(({ title, edits }): Fix => {
          return { title: `${title} and use it`, safe: false, edits: [...edits, use(name)] };
        });
        return [...changes, ...added];
      },
    });
  },
});

interface NewQuery {
  readonly name: string;
  readonly path: string;
  /** The entry that names it. */
  readonly user: ConfigEntry;
}

/** An entry for the query, and its file if that is a new one. */
function addQuery(project: Project, config: ConfigFile, { name, path, user }: NewQuery): Fix[] {
  const edit = addToSection(config, 'queries', { name, file_path: path });
  if (!edit) return [];
  const create = project.lookUp(path) ? [] : [{ createPath: path, text: queryStub(project, name, user) }];
  return [{ title: `Add query '${name}' (${path})`, safe: false, edits: [edit, ...create] }];
}

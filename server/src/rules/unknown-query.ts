import { nearestNames } from '../base/nearest';
import { entriesOf, entryField, entryText, normalPath, type ConfigFile } from '../model/config/configFile';
import { entryTitle } from '../model/config/configWords';
import { placeOf } from '../model/named';
import type { Project } from '../model/project/project';
import type { PlacedEdit } from '../edits/edit';
import { addToSection, endingsOf, stemOf, usualPath } from './config/edits';
import { entriesAt, freeEntryName, namesFor } from './config/registration';
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
    const question = likely === undefined ? ' Add it there.' : ` Did you mean '${likely}'?`;
    report({
      at: placeOf(entry.chunk, query),
      message:
        `${entryTitle(entry)} cannot run: there is no query '${query.value}' under queries, and the import fails.` +
        (file?.holders.length === 1 ? ` That is the file of '${file.holders[0]}'.` : question),
      fixes: () => {
        const use = (name: string): PlacedEdit => replaceScalar(entry.chunk, node, name);
        const home = file ?? homeOf(project, query.value);
        const name = file
          ? freeEntryName(config, 'queries', namesFor(file.path, ownName(project, file.path)))
          : undefined;
        const added = addQuery(project, config, name ?? query.value, home.path);
        return [
          ...[...new Set([...names, ...home.holders])].map((each): Fix => {
            return { title: `Change to '${each}'`, safe: false, edits: [use(each)] };
          }),
          ...(home.holders.length > 0
            ? []
            : added.map((fix): Fix => {
                if (name === undefined) return fix;
                return { title: `${fix.title} and use it`, safe: false, edits: [...fix.edits, use(name)] };
              })),
        ];
      },
    });
  },
});

/** The file that stands in place of the name of a query. */
interface FileMeant {
  readonly path: string;
  readonly stem: string;
  /** The names of the entries that have the file. */
  readonly holders: readonly string[];
}

function fileMeant(project: Project, text: string): FileMeant | undefined {
  if (!endingsOf('queries').some((ending) => text.endsWith(ending))) return undefined;
  const written = normalPath(text).replace(/^(?:\.{0,2}\/)+/, '');
  const isIt = (path: string): boolean => path === written || path.endsWith(`/${written}`);
  const holders = entriesOf(project.config, 'queries').filter((each) =>
    isIt(normalPath(entryText(each, 'file_path')?.value ?? '')),
  );
  const stem = stemOf(written);
  const isInside = written.includes('/') && !text.includes('..');
  const there = [...project.allFiles()].find(({ path, facts }) => facts.role === 'query' && isIt(path));
  const path = there?.path ?? (isInside ? written : usualPath(project, 'queries', stem));
  return { path, stem, holders: holders.flatMap(({ name }) => name?.value ?? []) };
}

/** What the query of a file calls itself. */
function ownName(project: Project, path: string): string | undefined {
  const facts = project.fileAt(path)?.facts.query?.();
  return facts?.operations.length === 1 ? facts.operations[0]?.name : undefined;
}

/** An entry for the query, and its file if that is a new one. */
function addQuery(project: Project, config: ConfigFile, name: string, path: string): Fix[] {
  const edit = addToSection(config, 'queries', { name, file_path: path });
  if (!edit) return [];
  const text = `query ${nameIn(name)} {\n  __typename\n}\n`;
  const create = project.lookUp(path) ? [] : [{ createPath: path, text }];
  return [{ title: `Add query '${name}' (${path})`, safe: false, edits: [edit, ...create] }];
}

/**
 * Where a query of the name is, or will be: a file that looks like it and has no entry, else the usual path. `holders`:
 * the names of entries that have such files already, where there is no other.
 */
function homeOf(project: Project, name: string): { readonly path: string; readonly holders: readonly string[] } {
  const usual = usualPath(project, 'queries', name);
  const there = project.lookUp(usual);
  const own = there?.kind === 'otherCase' ? there.path : usual;
  const files = [...project.allFiles()].filter((file) => file.facts.role === 'query');
  const byStem = files.filter((file) => stemOf(file.path) === name || file.path === own);
  const byName = files.filter((file) => file.facts.query?.().operations.some((operation) => operation.name === name));
  const paths = [...new Set([...byStem, ...byName].map((file) => file.path))];
  const free = paths.find((path) => entriesAt(project, 'queries', path).length === 0);
  if (free !== undefined) return { path: free, holders: [] };
  const holders = [...paths, own].flatMap((path) => entriesAt(project, 'queries', path));
  return { path: own, holders: holders.flatMap((entry) => entry.name?.value ?? []) };
}

/** A GraphQL name made of any text. */
function nameIn(text: string): string {
  return text.replaceAll(/\W/g, '_').replace(/^(?=\d)/, '_');
}

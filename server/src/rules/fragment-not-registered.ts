import { covers, entriesOf, entryText } from '../model/config/configFile';
import type { Project, ProjectFile } from '../model/project/project';
import { addToSection } from './config/edits';
import { changeLostPaths, lostPathsFor } from './config/lostPaths';
import { entriesAt, freeEntryName, namesFor, reachedPath } from './config/registration';
import { isConfigBroken } from './hidden';
import { nearestNames } from '../base/nearest';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'fragment-not-registered',
  catalogue: 'CFG24',
  title: 'A query uses a fragment that graphql_fragments does not bring',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A query may spread fragments of its own file, and since Infrahub 1.9 those of the files and folders under
\`graphql_fragments\` (facts/versions/infrahub-yml-diff.md). A fragment that is found in neither makes the query invalid;
a query that the server finds invalid leaves the whole import hanging (facts 3).

Only queries that \`queries\` registers are looked at.`,
  appliesTo: 'file',
  dependsOnVersion: true,
  check(file, { project, report }) {
    if (file.facts.role !== 'query' || isConfigBroken(project)) return;
    const facts = file.facts.query?.();
    if (!facts || facts.syntaxError) return;
    const known = new Set(facts.fragments.map((fragment) => fragment.name));
    const foreign = facts.fragmentSpreads.filter(({ name }) => !known.has(name));
    if (foreign.length === 0 || entriesAt(project, 'queries', file.path).length === 0) return;
    const hasSection = project.configModel.rootKeys.some((section) => section.key === 'graphql_fragments');
    const registered = hasSection ? registeredFragments(project) : new Set<string>();
    for (const { name, range } of foreign) {
      if (registered.has(name)) continue;
      const home = fileOfFragment(project, name);
      const names = nearestNames(name, [...known, ...registered]);
      const at = { part: { uri: file.uri, start: 0 }, range };
      report({
        at,
        message: `This query is not valid: ${problem(name, home, hasSection ? undefined : project.targetVersion.version)}`,
        fixes: () => [
          ...(home && hasSection ? register(project, home) : []),
          ...names.map((newText): Fix => {
            return { title: `Change to '${newText}'`, safe: false, edits: [{ at, newText }] };
          }),
        ],
      });
    }
  },
});

function problem(name: string, home: ProjectFile | undefined, tooOld: string | undefined): string {
  if (tooOld !== undefined)
    return `fragment ${name} must stand in the same file, Infrahub ${tooOld} has no shared ones.`;
  return home
    ? `fragment ${name} is in ${home.path}, which graphql_fragments does not list.`
    : `there is no fragment ${name} in this file or under graphql_fragments.`;
}

/** The fragments of the files that graphql_fragments names, and of those that lie in its folders. */
function registeredFragments(project: Project): Set<string> {
  const paths = entriesOf(project.readableConfig, 'graphql_fragments').flatMap((entry) => {
    const path = entryText(entry, 'file_path');
    return (path && reachedPath(project, path.value, 'fileOrFolder')) ?? [];
  });
  const names = new Set<string>();
  for (const file of project.allFiles()) {
    if (file.facts.role !== 'query') continue;
    if (!paths.some((path) => covers(path, file.path))) continue;
    for (const fragment of file.facts.query?.().fragments ?? []) names.add(fragment.name);
  }
  return names;
}

function fileOfFragment(project: Project, name: string): ProjectFile | undefined {
  for (const file of project.allFiles()) {
    if (file.facts.role !== 'query') continue;
    if (file.facts.query?.().fragments.some((fragment) => fragment.name === name)) return file;
  }
  return undefined;
}

function register(project: Project, { path }: ProjectFile): Fix[] {
  const section = 'graphql_fragments';
  const names = namesFor(path);
  const lost = lostPathsFor(project, section, { path, names });
  const change = changeLostPaths(project, lost);
  if (lost.some(({ isCertain }) => isCertain)) return change;
  const name = freeEntryName(project.config, section, names);
  const edit = project.config && addToSection(project.config, section, { name, file_path: path });
  const title = `Register ${path} under ${section}${name === names[0] ? '' : ` as ${name}`}`;
  return [...(edit ? [{ title, safe: false, edits: [edit] }] : []), ...change];
}

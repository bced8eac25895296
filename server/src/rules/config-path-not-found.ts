import { nearestNames } from '../base/nearest';
import { placeOf, namedOf, type Named } from '../model/named';
import { countingSections, entryField, type ConfigEntry, type ConfigFile } from '../model/config/configFile';
import { classSections } from '../model/project/definitions';
import type { Project } from '../model/project/project';
import { asList, asMap, entryOf } from '../syntax/yaml/access';
import type { YamlNode } from '../syntax/yaml/nodes';
import { pathProblem, type PathProblem, type PathWants } from './config/pathProblem';
import { defineRule, type Fix, type RuleContext, type Severity } from './rule';
import { endingsOf, stemOf } from './config/edits';
import { holdersOf } from './config/holders';
import { mayWork } from './config/registration';
import { stubFor } from './config/stubFiles';
import { replaceScalar } from '../edits/yamlEdits';

/** Code, whatever it is called. */
const noTemplate = /\.(?:gql|graphql|py)$/;

export const rule = defineRule({
  id: 'config-path-not-found',
  catalogue: 'CFG04',
  title: 'A path of .infrahub.yml does not exist as written',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `Paths are relative to the root of the repository, with \`/\`, and case counts on the server even where it does not
on your machine.

The file is accepted, and the import fails later: \`<file> does not exist!\` for objects, \`No module named
'commits.<sha>.generators.none'\` for Python (facts 3), \`File 'queries/rack.gql' does not exist.\` for queries, also with
another case, \`Is a directory\` for a query that is a folder, \`Fragment file 'fragments' … does not exist.\` (recorded from
the SDK). Templates, schemas, menus and paths under \`watch\` are only a warning here: no recording shows what happens.

An absolute path or one with \`..\` may work with infrahubctl on your machine; the server has its own copy of the
repository in another folder, so it is a warning even when the file is found.`,
  appliesTo: 'config',
  check(config, { project, report }) {
    for (const path of pathsOf(config)) reportPath(config, path, { project, report });
  },
});

interface WrittenPath {
  readonly named: Named;
  readonly node: YamlNode;
  readonly section: string;
  /** The entry whose file it names. */
  readonly entry?: ConfigEntry;
  readonly wants: PathWants;
  /** How a file that may stand here ends; undefined where every ending will do. */
  readonly endings?: readonly string[] | undefined;
  /** What a file that is not there leads to. */
  readonly effect: string;
  readonly severity: Severity;
}

function reportPath(
  config: ConfigFile,
  path: WrittenPath,
  { project, report }: Pick<RuleContext, 'project' | 'report'>,
) {
  const { named, node } = path;
  const problem = pathProblem(project, named.value, path.wants);
  if (!problem) return;
  const found = problem.meant !== undefined;
  const isFolderOnly = problem.kind === 'folder' && path.section !== 'queries';
  const near = found ? [problem.meant ?? ''] : offeredPaths(project, path);
  report({
    at: placeOf(config.chunk, named),
    severity: mayWork(problem) || isFolderOnly ? 'warning' : path.severity,
    message: sentence(named.value, problem, path.effect) + question(problem, near[0]),
    fixes: () => [
      ...near.map((newText): Fix => {
        return { title: `Change to ${newText}`, safe: false, edits: [replaceScalar(config.chunk, node, newText)] };
      }),
      ...(problem.kind === 'missing' && named.value ? stubFor(config, path) : []),
    ],
  });
}

function sentence(path: string, { kind, meant }: PathProblem, effect: string): string {
  switch (kind) {
    case 'missing':
      return path ? `There is no ${path}: ${effect}.` : `The path is empty: ${effect}.`;
    case 'otherCase':
      return `${path} is spelt differently (${meant}), and the server minds the case: ${effect}.`;
    case 'backslash':
      return `${path} has a backslash, which is no separator on the server: ${effect}.`;
    case 'absolute':
      return meant === undefined
        ? `There is no ${path} in this repository: ${effect}.`
        : `${path} begins with a slash: paths are relative to the root of the repository, which is elsewhere on the server.`;
    case 'parent':
      return meant === undefined
        ? `There is no ${path}: ${effect}.`
        : `${path} takes a detour with '..': write the path from the root of the repository.`;
    case 'outside':
      return `${path} leads out of this repository, and the server has nothing else: ${effect}.`;
    case 'folder':
      return `${path} is a folder, and a file is needed here: ${effect}.`;
  }
}

function question({ kind }: PathProblem, near: string | undefined): string {
  return near === undefined || kind === 'otherCase' ? '' : ` Did you mean ${near}?`;
}

/** What a path may have meant: where its query or class is now, then what is written or called like it. */
function offeredPaths(project: Project, path: WrittenPath): string[] {
  const holders = path.entry ? holdersOf(project, path.entry).slice(0, 3) : [];
  return [...new Set([...holders, ...nearPaths(project, path)])];
}

/** Existing files (and folders, where they may stand) written nearly like the path or called like it. */
function nearPaths(project: Project, { named, wants, endings, section }: WrittenPath): string[] {
  const path = named.value.replaceAll('\\', '/');
  const folder = patternFolder(path);
  if (folder !== undefined && wants === 'fileOrFolder' && project.lookUp(folder)?.kind === 'folder') return [folder];
  const ending = endingOf(path);
  const stem = stemOf(path);
  const all = [...project.allPaths(), ...(wants === 'fileOrFolder' ? project.folders() : [])];
  const candidates = all.filter((each) => {
    if (each === '' || each === '.') return false;
    if (section === 'jinja2_transforms' && endingOf(each) !== ending && noTemplate.test(each)) return false;
    return each.endsWith(ending) || (endings ? endings.includes(endingOf(each)) : stemOf(each) === stem);
  });
  const file = baseName(path);
  const sameName = candidates.filter((each) => baseName(each) === file);
  const sameStem = candidates.filter((each) => stem !== '' && stemOf(each) === stem);
  return [...new Set([...sameName, ...nearestNames(path, candidates, 3, 0.25), ...sameStem])].slice(0, 3);
}

/** The folder in front of the first part with wildcards. */
function patternFolder(path: string): string | undefined {
  return /^(.+?)\/[^/]*[*?[]/.exec(path)?.[1];
}

function endingOf(path: string): string {
  return /\.\w+$/.exec(path)?.[0] ?? '';
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function pathsOf(config: ConfigFile): WrittenPath[] {
  return countingSections(config).flatMap((section): WrittenPath[] => {
    const { key } = section.field;
    if (key === 'schemas' || key === 'objects' || key === 'menus') {
      const severity = key === 'objects' ? 'error' : 'warning';
      const effect = key === 'schemas' ? 'its kinds will be missing' : 'the import of the repository fails';
      const rest = { section: key, wants: 'fileOrFolder', endings: endingsOf(key), effect, severity } as const;
      return section.items.flatMap((node) => written(node, rest));
    }
    return section.entries.flatMap(entryPaths);
  });
}

function entryPaths(entry: ConfigEntry): WrittenPath[] {
  const { section } = entry;
  const watch = asMap(entryField(entry, 'watch')?.node);
  const watched = (asList(entryOf(watch, 'files')?.value)?.items ?? []).flatMap((node) =>
    written(node, { section, wants: 'fileOrFolder', effect: 'watching it has no effect', severity: 'warning' }),
  );
  const wants = section === 'graphql_fragments' ? 'fileOrFolder' : 'file';
  const fails = 'the import of the repository fails';
  const isKnown = section === 'queries' || section === 'graphql_fragments' || classSections[section] !== undefined;
  const endings = endingsOf(section);
  const file = isKnown
    ? written(entryField(entry, 'file_path')?.node, {
        section,
        entry,
        wants,
        endings,
        effect: fails,
        severity: 'error',
      })
    : [];
  const effect = 'the transform cannot be rendered';
  const template = entryField(entry, 'template_path')?.node;
  const templates =
    section === 'jinja2_transforms' ? written(template, { section, wants, effect, severity: 'warning' }) : [];
  return [...file, ...templates, ...watched];
}

function written(node: YamlNode | undefined, rest: Omit<WrittenPath, 'named' | 'node'>): WrittenPath[] {
  const named = namedOf(node);
  const isText = node?.type !== 'scalar' || typeof node.value === 'string';
  return node && named && isText ? [{ named, node, ...rest }] : [];
}

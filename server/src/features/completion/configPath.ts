import type { Project } from '../../model/project/project';
import { configPlace, type ConfigPlace } from './configPlace';
import type { CompletionProvider, Suggestion } from './provider';

const dataFiles = /\.(?:ya?ml|json)$/i;
/** What the files of a section or key are called; a key that is not here takes any file. */
const endings: Readonly<Record<string, RegExp>> = {
  schemas: dataFiles,
  objects: dataFiles,
  menus: dataFiles,
  'queries.file_path': /\.(?:gql|graphql)$/,
  'graphql_fragments.file_path': /\.(?:gql|graphql)$/,
  'generator_definitions.file_path': /\.py$/,
  'python_transforms.file_path': /\.py$/,
  'check_definitions.file_path': /\.py$/,
};

/** Paths of `.infrahub.yml`, relative to the repository: one segment at a time, folders first. */
export const provider: CompletionProvider = {
  id: 'configPath',
  applies: (context) => endingAt(configPlace(context)) !== undefined,
  items(context): Suggestion[] {
    const place = configPlace(context);
    const ending = endingAt(place);
    if (!ending) return [];
    const wantsList = place?.key?.type !== 'path' && typeof place?.below.at(-1) !== 'number';
    return entriesBelow(context.project, context.edit.prefix, ending).map(({ path, isFolder }) => ({
      label: path.replace(/\/$/, '').split('/').at(-1) + (isFolder ? '/' : ''),
      kind: isFolder ? 'folder' : 'file',
      insert: { type: wantsList ? 'listOf' : 'text', text: path },
    }));
  },
};

/** The files that can be named at the place; undefined where no path belongs. */
function endingAt(place: ConfigPlace | undefined): RegExp | undefined {
  if (!place) return undefined;
  const { section, key, below } = place;
  if (!key) return below.length <= 1 && typeof (below[0] ?? 0) === 'number' ? (endings[section] ?? /./) : undefined;
  if (key.type === 'path') return below.length === 0 ? (endings[`${section}.${key.key}`] ?? /./) : undefined;
  return key.type === 'watch' && below[0] === 'files' && below.length <= 2 ? /./ : undefined;
}

/** All files that a path key of an entry can name. */
export function filesFor(project: Project, section: string, key: string): string[] {
  const ending = endings[`${section}.${key}`];
  if (!ending) return [];
  return [...project.allPaths()].filter((path) => ending.test(path) && !path.startsWith('.')).sort();
}

/** What lies directly in the folder that is typed, as full paths; folders end in `/`. */
function entriesBelow(project: Project, prefix: string, ending: RegExp): { path: string; isFolder: boolean }[] {
  const typed = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const folder = typed.replace(/^(?:\.\/+)+/, '');
  const folders = new Set<string>();
  const files = new Set<string>();
  for (const path of project.allPaths()) {
    if (!path.startsWith(folder) || !ending.test(path)) continue;
    const rest = path.slice(folder.length);
    const cut = rest.indexOf('/');
    // Hidden folders hold no repository content.
    if (rest.startsWith('.')) continue;
    if (cut < 0) files.add(typed + rest);
    else folders.add(typed + rest.slice(0, cut + 1));
  }
  const sorted = (paths: ReadonlySet<string>): string[] => [...paths].sort();
  return [
    ...sorted(folders).map((path) => ({ path, isFolder: true })),
    ...sorted(files).map((path) => ({ path, isFolder: false })),
  ];
}

import { entriesOf, normalPath, sectionOf, type ConfigEntry, type ConfigFile } from '../../model/config/configFile';
import type { Project, ProjectFile } from '../../model/project/project';
import { asList, entryOf, isNull, textOf } from '../../syntax/yaml/access';
import { nearestNames } from '../../base/nearest';
import type { ConfigKey } from '../../data/configModel';
import { insertItem, insertKeys, replaceValue } from '../../edits/yamlEdits';
import type { PlacedEdit } from '../../edits/edit';
import type { YamlData } from '../../edits/yamlText';
import { isSidePath } from '../sidePaths';

/** Adds an item to a section of `.infrahub.yml`, which is made when there is none; undefined when it is no list. */
export function addToSection(config: ConfigFile, key: string, data: YamlData): PlacedEdit | undefined {
  const { root, chunk } = config;
  const section = sectionOf(config, key);
  if (!root) return undefined;
  if (!section) return insertKeys({ chunk, map: root, entries: { [key]: [data] } });
  const last = section.items.findLast((item) => item !== undefined);
  if (last) return insertItem(chunk, last, data);
  const entry = entryOf(root, key);
  const { node } = section.field;
  const isEmpty = isNull(node) || asList(node)?.items.length === 0;
  return entry && isEmpty ? replaceValue(chunk, root, entry, [data]) : undefined;
}

/** The likeliest value of a key of an entry: what exists and is named most like the entry, else a name to fill in. */
export function likelyValue(project: Project, entry: ConfigEntry, { key, type }: ConfigKey): YamlData {
  if (type === 'mapping') return {};
  const name = entry.name?.value ?? '';
  const closest = (known: readonly string[], otherwise: string): string =>
    known.find((each) => each === name) ??
    nearestNames(name, known, 1)[0] ??
    known.find((each) => each.length > 3 && name.includes(each.replace(/s$/, ''))) ??
    mostWordsInCommon(name, known) ??
    known[0] ??
    otherwise;
  const names = (section: string): string[] =>
    entriesOf(project.config, section).flatMap((each) => each.name?.value ?? []);
  switch (key) {
    case 'name':
      return freeName(entry, names(entry.section));
    case 'file_path':
    case 'template_path':
      return likelyPath(project, entry, key);
    case 'query':
      return closest(names('queries'), name || 'my_query');
    case 'targets':
      return closest([...project.triggers.groupsByName.keys()], 'my_group');
    case 'transformation':
      return closest([...names('jinja2_transforms'), ...names('python_transforms')], name || 'my_transform');
    case 'content_type':
      return 'text/plain';
    default:
      return name || key;
  }
}

/** The first of the names that have the most words in common with `name`: `vlan_generator` for `create-vlans`. */
function mostWordsInCommon(name: string, known: readonly string[]): string | undefined {
  const wanted = wordsOf(name);
  const scored = known.map((each) => ({ each, common: [...wordsOf(each)].filter((word) => wanted.has(word)).length }));
  const most = Math.max(1, ...scored.map(({ common }) => common));
  return scored.find(({ common }) => common === most)?.each;
}

function wordsOf(name: string): Set<string> {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return new Set(words.map((word) => word.replace(/s$/, '')).filter((word) => word.length > 2));
}

/** A name that no entry has, made from the entry's file: `generate-pod` beside other names with hyphens. */
export function freeName(entry: ConfigEntry, taken: readonly string[]): string {
  const path = pathIn(entry);
  const stem = path === undefined ? '' : stemOf(path);
  const hyphens = taken.some((name) => name.includes('-')) && !taken.some((name) => name.includes('_'));
  const fromFile = hyphens ? stem.replaceAll('_', '-') : stem;
  const base = fromFile || (entry.name?.value ?? 'unnamed');
  if (!taken.includes(base)) return base;
  const separator = hyphens ? '-' : '_';
  let count = 2;
  while (taken.includes(`${base}${separator}${count}`)) count++;
  return `${base}${separator}${count}`;
}

/** The name of a path's file without its ending. */
export function stemOf(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(0, dot) : file;
}

/** Where files of a section usually lie, and how they end. */
const homes: Readonly<Record<string, { folder: string; endings: readonly string[] }>> = {
  queries: { folder: 'queries', endings: ['.gql', '.graphql'] },
  graphql_fragments: { folder: 'fragments', endings: ['.gql', '.graphql'] },
  generator_definitions: { folder: 'generators', endings: ['.py'] },
  check_definitions: { folder: 'checks', endings: ['.py'] },
  python_transforms: { folder: 'transforms', endings: ['.py'] },
  jinja2_transforms: { folder: 'templates', endings: ['.j2'] },
  schemas: { folder: 'schemas', endings: ['.yml', '.yaml', '.json'] },
  objects: { folder: 'objects', endings: ['.yml', '.yaml', '.json'] },
  menus: { folder: 'menus', endings: ['.yml', '.yaml', '.json'] },
};

/** How the files of a section usually end; empty for sections without files. */
export function endingsOf(section: string): readonly string[] {
  return homes[section]?.endings ?? [];
}

/** True for a path that begins at the root of the repository and leads into it, with the separators of the server. */
export function isPlain(path: string): boolean {
  return !/^\/|^[A-Za-z]:|\\|(?:^|\/)\.\.(?:\/|$)/.test(path);
}

/** A path for a new file of the section that is named `name`. */
export function usualPath(project: Project, section: string, name: string): string {
  const home = homes[section] ?? { folder: section, endings: ['.yml'] };
  const used = entriesOf(project.config, section).map((entry) => normalPath(pathIn(entry) ?? ''));
  const sibling = used.find((path) => path.includes('/') && isPlain(path));
  const folder = sibling === undefined ? home.folder : sibling.slice(0, sibling.lastIndexOf('/'));
  return `${folder}/${name.replaceAll(/[^\w.-]+/g, '_') || 'unnamed'}${home.endings[0] ?? ''}`;
}

function likelyPath(project: Project, entry: ConfigEntry, key: string): string {
  const [declaring, other] =
    key === 'file_path' ? filesDeclaring(project, textOf(entryOf(entry.node, 'class_name')?.value)) : [];
  if (declaring !== undefined && other === undefined) return declaring;
  const name = entry.name?.value ?? '';
  const endings = endingsOf(entry.section);
  const used = new Set(entriesOf(project.config, entry.section).map((each) => normalPath(pathIn(each, key) ?? '')));
  const free = [...project.allPaths()].filter((path) => endings.some((ending) => path.endsWith(ending)));
  const byStem = new Map(free.filter((path) => !used.has(path)).map((path) => [stemOf(path), path]));
  const stem = byStem.has(name) ? name : nearestNames(name, byStem.keys(), 1)[0];
  return (stem === undefined ? undefined : byStem.get(stem)) ?? usualPath(project, entry.section, name);
}

/** The paths of the Python files with a class of that name, tests and the like aside. */
function filesDeclaring(project: Project, className: string | undefined): string[] {
  if (!className) return [];
  const declares = ({ text, facts }: ProjectFile): boolean =>
    text.includes(className) && facts.python?.().classes.some(({ name }) => name === className) === true;
  return [...project.allFiles()].flatMap((file) => (!isSidePath(file.path) && declares(file) ? [file.path] : []));
}

function pathIn(entry: ConfigEntry, key?: string): string | undefined {
  for (const candidate of key === undefined ? ['file_path', 'template_path'] : [key]) {
    const value = entryOf(entry.node, candidate)?.value;
    if (value?.type === 'scalar' && typeof value.value === 'string') return value.value;
  }
  return undefined;
}

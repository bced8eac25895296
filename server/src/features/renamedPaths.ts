import { locate, type FileRange } from '../base/place';
import type { TextRange } from '../base/textRange';
import type { PlacedEdit } from '../edits/edit';
import { removeItem, replaceScalar, replaceValue } from '../edits/yamlEdits';
import { entryField, normalPath, sectionOf, type ConfigEntry, type ConfigFile } from '../model/config/configFile';
import type { Project } from '../model/project/project';
import { isParkedPath } from '../model/project/roles';
import { asList, entryOf, textOf, valueOf } from '../syntax/yaml/access';
import type { YamlNode } from '../syntax/yaml/nodes';

/** A file or folder that gets another path; both are relative to the project's root (POSIX). */
export interface PathRename {
  readonly from: string;
  readonly to: string;
}

type ConfigEdit = FileRange & { readonly newText: string };

/**
 * The edits of `.infrahub.yml` that follow from files and folders that are renamed at once: in every section, keeping
 * quotes, a leading `./` and a trailing `/`. What a list names already at the new path leaves it. A schema, object or
 * menu file that is parked (`.yml.save`) leaves its list too: a schema that is named there is loaded whatever its ending
 * (read: `import_schema_files` of Infrahub 1.11.9), and the others are not.
 */
export function editsForRenamedPaths({ config }: Project, renames: readonly PathRename[]): ConfigEdit[] {
  if (!config) return [];
  const loaded = ['schemas', 'objects', 'menus'].map((key): PathList => {
    return { key, items: sectionOf(config, key)?.items ?? [] };
  });
  const entries = config.sections.flatMap((section) => section.entries);
  const watched = entries.map((entry): PathList => ({ items: watchedPaths(entry) }));
  const gone = new Set([
    ...loaded.flatMap(({ items }) => items.filter((node) => isParked(node, renames))),
    ...[...loaded, ...watched].flatMap(({ items }) => repeatedItems(config, items, renames)),
  ]);
  const paths = [
    ...loaded.flatMap(({ items }) => items),
    ...entries.flatMap((entry) => [...ownPaths(entry), ...watchedPaths(entry)]),
  ];
  const changed = paths.flatMap((node): PlacedEdit[] => {
    const path = textOf(node);
    // An alias stands for text elsewhere, which is edited there.
    if (node?.type !== 'scalar' || path === undefined || gone.has(node)) return [];
    const renamed = renamedPath(path, renames);
    return renamed === path ? [] : [replaceScalar(config.chunk, node, renamed)];
  });
  const removed = [...loaded, ...watched].flatMap((list) => withoutItems(config, list, (item) => gone.has(item)));
  return [...changed, ...removed].map(({ at, newText }) => ({ ...locate(at), newText }));
}

/** A list of paths in `.infrahub.yml`. */
interface PathList {
  /** The section that it is, where it is one. */
  readonly key?: string;
  readonly items: readonly (YamlNode | undefined)[];
}

/** True when a rename keeps the file at a node from being loaded by its ending. */
function isParked(node: YamlNode | undefined, renames: readonly PathRename[]): boolean {
  const path = node?.type === 'scalar' ? textOf(node) : undefined;
  return renames.some(
    ({ from, to }) => path !== undefined && normalPath(path) === from && isParkedPath(to) && !isParkedPath(from),
  );
}

/** The items that would name after the renames what another item of the list names; one of them stays. */
function repeatedItems(
  { chunk }: ConfigFile,
  items: PathList['items'],
  renames: readonly PathRename[],
): (YamlNode | undefined)[] {
  const named = items.flatMap((node) => {
    const before = textOf(node);
    // An alias says nothing of its own.
    if (node?.type !== 'scalar' || before === undefined) return [];
    const after = renamedPath(before, renames);
    return [{ node, isMoved: after !== before, after: normalPath(after) }];
  });
  const taken = new Set(named.flatMap(({ isMoved, after }) => (isMoved ? [] : [after])));
  return named.flatMap(({ node, isMoved, after }) => {
    // What has an anchor may be meant elsewhere.
    const mayGo = isMoved && !/&\S+\s*$/.test(chunk.text.slice(0, node.range.start));
    if (mayGo && taken.has(after)) return [node];
    taken.add(after);
    return [];
  });
}

/** Takes items out of a list of paths; what is between two of them goes once. */
function withoutItems(
  { chunk, root }: ConfigFile,
  { key, items }: PathList,
  isGone: (item: YamlNode | undefined) => boolean,
): PlacedEdit[] {
  const gone = items.flatMap((item) => (item && isGone(item) ? [item] : []));
  const entry = key === undefined ? undefined : entryOf(root, key);
  if (gone.length > 0 && gone.length === items.length)
    return root && entry ? [replaceValue(chunk, root, entry, [])] : [];
  const edits: PlacedEdit[] = [];
  for (const item of gone) {
    const others = items.filter((each) => each === item || !isGone(each));
    const removed = removeItem(chunk, others, item);
    const last = edits.at(-1);
    if (!removed) continue;
    if (!last || last.at.range.end <= removed.at.range.start) edits.push(removed);
    else edits[edits.length - 1] = { ...removed, at: { ...removed.at, range: hull(last.at.range, removed.at.range) } };
  }
  return edits;
}

function hull(a: TextRange, b: TextRange): TextRange {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

/** What stands below the keys that hold one path (facts/versions/infrahub-yml-diff.md, Shape). */
function ownPaths(entry: ConfigEntry): (YamlNode | undefined)[] {
  return [entryField(entry, 'file_path')?.node, entryField(entry, 'template_path')?.node];
}

function watchedPaths(entry: ConfigEntry): PathList['items'] {
  return asList(valueOf(entryField(entry, 'watch')?.node, 'files'))?.items ?? [];
}

/** The path behind the rename that says most about it; itself when there is none. */
function renamedPath(path: string, renames: readonly PathRename[]): string {
  const plain = normalPath(path);
  const meant = renames.filter(({ from }) => plain === from || plain.startsWith(`${from}/`));
  const [nearest] = meant.toSorted((a, b) => b.from.length - a.from.length);
  if (!nearest) return path;
  const lead = /^(?:\.\/+)*/.exec(path)?.[0] ?? '';
  return lead + nearest.to + plain.slice(nearest.from.length) + (path.endsWith('/') ? '/' : '');
}

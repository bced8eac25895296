import { locate, type FileRange } from '../base/place';
import type { TextRange } from '../base/textRange';
import type { PlacedEdit } from '../edits/edit';
import { removeItem, replaceScalar, replaceValue } from '../edits/yamlEdits';
import {
  entryField,
  normalPath,
  sectionOf,
  type ConfigEntry,
  type ConfigFile,
  type ConfigSectionFacts,
} from '../model/config/configFile';
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
 * The edits of `.infrahub.yml` that follow from renamed files and folders: in every section, keeping quotes, a leading
 * `./` and a trailing `/`. A schema, object or menu file that is parked (`.yml.save`) leaves its list: a schema that is
 * named there is loaded whatever its ending (read: `import_schema_files` of Infrahub 1.11.9), and the others are not.
 */
export function editsForRenamedPaths({ config }: Project, renames: readonly PathRename[]): ConfigEdit[] {
  if (!config) return [];
  const lists = ['schemas', 'objects', 'menus'].flatMap((key) => sectionOf(config, key) ?? []);
  const isParked = (node: YamlNode | undefined): boolean => renames.some((rename) => parks(rename, node));
  const followed = [
    ...lists.flatMap(({ items }) => items.filter((node) => !isParked(node))),
    ...config.sections.flatMap((section) => section.entries.flatMap(pathNodes)),
  ];
  const changed = followed.flatMap((node): PlacedEdit[] => {
    const path = textOf(node);
    // An alias stands for text elsewhere, which is edited there.
    if (node?.type !== 'scalar' || path === undefined) return [];
    const renamed = renames.reduce(renamedPath, path);
    return renamed === path ? [] : [replaceScalar(config.chunk, node, renamed)];
  });
  const removed = lists.flatMap((list) => withoutItems(config, list, isParked));
  return [...changed, ...removed].map(({ at, newText }) => ({ ...locate(at), newText }));
}

/** True when the rename keeps the file at a node from being loaded by its ending. */
function parks({ from, to }: PathRename, node: YamlNode | undefined): boolean {
  const path = node?.type === 'scalar' ? textOf(node) : undefined;
  return path !== undefined && normalPath(path) === from && isParkedPath(to) && !isParkedPath(from);
}

/** Takes items out of a list of paths; what is between two of them goes once. */
function withoutItems(
  { chunk, root }: ConfigFile,
  { field: { key }, items }: ConfigSectionFacts,
  isGone: (item: YamlNode | undefined) => boolean,
): PlacedEdit[] {
  const gone = items.flatMap((item) => (item && isGone(item) ? [item] : []));
  const entry = entryOf(root, key);
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

/** What stands below the keys that hold paths (facts/versions/infrahub-yml-diff.md, Shape). */
function pathNodes(entry: ConfigEntry): (YamlNode | undefined)[] {
  const watched = asList(valueOf(entryField(entry, 'watch')?.node, 'files'));
  return [entryField(entry, 'file_path')?.node, entryField(entry, 'template_path')?.node, ...(watched?.items ?? [])];
}

function renamedPath(path: string, { from, to }: PathRename): string {
  const lead = /^(?:\.\/+)*/.exec(path)?.[0] ?? '';
  const plain = path.slice(lead.length);
  return plain === from || plain.startsWith(`${from}/`) ? lead + to + plain.slice(from.length) : path;
}

import { locate, type FileRange } from '../base/place';
import { entryField, sectionOf, type ConfigEntry } from '../model/config/configFile';
import type { Project } from '../model/project/project';
import { replaceScalar } from '../edits/yamlEdits';
import { asList, textOf, valueOf } from '../syntax/yaml/access';
import type { YamlNode } from '../syntax/yaml/nodes';

/** A file or folder that gets another path; both are relative to the project's root (POSIX). */
export interface PathRename {
  readonly from: string;
  readonly to: string;
}

/**
 * The edits of `.infrahub.yml` that follow from renamed files and folders: in every section, keeping quotes, a leading
 * `./` and a trailing `/`.
 */
export function editsForRenamedPaths(
  { config }: Project,
  renames: readonly PathRename[],
): (FileRange & { readonly newText: string })[] {
  if (!config) return [];
  const listed = ['schemas', 'objects', 'menus'].flatMap((key) => sectionOf(config, key)?.items ?? []);
  const inEntries = config.sections.flatMap((section) => section.entries.flatMap(pathNodes));
  return [...listed, ...inEntries].flatMap((node) => {
    const path = textOf(node);
    // An alias stands for text elsewhere, which is edited there.
    if (node?.type !== 'scalar' || path === undefined) return [];
    const renamed = renames.reduce(renamedPath, path);
    if (renamed === path) return [];
    const { at, newText } = replaceScalar(config.chunk, node, renamed);
    return [{ ...locate(at), newText }];
  });
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

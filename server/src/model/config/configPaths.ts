import { asList, textOf, valueAt } from '../../syntax/yaml/access';
import { entryText, normalPath, pathsOf, type ConfigEntry, type ConfigFile } from './configFile';

/** Keys of entries that hold a path (facts/versions/infrahub-yml-diff.md, Shape). */
const pathKeys = ['file_path', 'template_path'];

/** Every path that the configuration names, normalised. */
export function pathsInConfig(config: ConfigFile | undefined): string[] {
  if (!config) return [];
  const listed = ['schemas', 'objects', 'menus'].flatMap((key) => pathsOf(config, key).map((path) => path.value));
  const entries = config.sections.flatMap((section) => section.entries);
  const inEntries = entries.flatMap((entry) => pathKeys.flatMap((key) => entryText(entry, key)?.value ?? []));
  return [...new Set([...listed, ...inEntries, ...entries.flatMap(watchedPaths)].map(normalPath))];
}

/** Files and folders whose changes concern the entry. */
function watchedPaths({ node }: ConfigEntry): string[] {
  return (asList(valueAt(node, 'watch', 'files'))?.items ?? []).flatMap((item) => textOf(item) ?? []);
}

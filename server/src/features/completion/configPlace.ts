import { configModel, type ConfigKey } from '../../data/configModel';
import { textOf, valueOf } from '../../syntax/yaml/access';
import type { YamlMap } from '../../syntax/yaml/nodes';
import type { CursorContext } from './cursor';

/** A value of `.infrahub.yml`: of a key of an entry, or an item of a list of paths. */
export interface ConfigPlace {
  readonly section: string;
  /** The entry's mapping; undefined in a section that is a list of paths. */
  readonly entry: YamlMap | undefined;
  /** The key whose value it is, as the target version knows it; undefined in a section that is a list of paths. */
  readonly key: ConfigKey | undefined;
  /** Keys and indexes below the key. */
  readonly below: readonly (string | number)[];
}

/** Where in `.infrahub.yml` the value at the cursor stands; undefined for unknown sections and keys. */
export function configPlace({ role, project, value }: CursorContext): ConfigPlace | undefined {
  if (role !== 'config' || !value) return undefined;
  const [section, index, key, ...below] = value.path;
  if (typeof section !== 'string') return undefined;
  const known = configModel(project.targetVersion.version).rootKeys.find((each) => each.key === section);
  if (!known) return undefined;
  if (known.element === 'path') return { section, entry: undefined, key: undefined, below: value.path.slice(1) };
  const entry = value.nodes[2];
  const found = known.element.keys.find((each) => each.key === key);
  if (typeof index !== 'number' || !found) return undefined;
  return { section, entry: entry?.type === 'map' ? entry : undefined, key: found, below };
}

/** The text of another key of the entry. */
export function sibling({ entry }: ConfigPlace, key: string): string | undefined {
  return textOf(valueOf(entry, key));
}

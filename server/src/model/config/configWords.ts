import type { ConfigElement, ConfigModel } from '../../data/configModel';
import { entryOf, textOf } from '../../syntax/yaml/access';
import type { ConfigEntry } from './configFile';

/** What one entry of a section is called. */
const entryWords: Readonly<Record<string, string>> = {
  artifact_definitions: 'artifact definition',
  check_definitions: 'check definition',
  generator_definitions: 'generator definition',
  graphql_fragments: 'GraphQL fragment',
  jinja2_transforms: 'Jinja2 transform',
  python_transforms: 'Python transform',
  queries: 'query',
};

/** `generator definition` for an entry of `generator_definitions`; `entry` for an unknown section. */
export function entryWord(section: string): string {
  return entryWords[section] ?? 'entry';
}

/** The same with its article: `a query`, `an artifact definition`. */
export function anEntry(section: string): string {
  const word = entryWord(section);
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}

/** The entry in a message: `generator definition generate-pod`. */
export function entryLabel(entry: ConfigEntry): string {
  const name = textOf(entryOf(entry.node, 'name')?.value);
  return name === undefined ? `this ${entryWord(entry.section)}` : `${entryWord(entry.section)} ${name}`;
}

/** The same at the beginning of a sentence. */
export function entryTitle(entry: ConfigEntry): string {
  const label = entryLabel(entry);
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** The keys that an entry of the section may have; undefined for path sections and unknown ones. */
export function elementOf(model: ConfigModel, section: string): ConfigElement | undefined {
  const found = model.rootKeys.find((candidate) => candidate.key === section);
  return found && found.element !== 'path' ? found.element : undefined;
}

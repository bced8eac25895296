import { entriesOf, entryText, type ConfigFile } from '../../model/config/configFile';
import type { Project } from '../../model/project/project';
import { configPlace } from './configPlace';
import { groupNames, typedWord, type NamedThing } from './reference';
import type { CompletionProvider, Suggestion } from './provider';

/** Names of other things in `.infrahub.yml`: queries, groups, transformations, content types; booleans too. */
export const provider: CompletionProvider = {
  id: 'configReference',
  applies: (context) => configPlace(context)?.below.length === 0,
  items(context): Suggestion[] {
    const place = configPlace(context);
    if (!place?.key) return [];
    if (place.key.type === 'boolean') return booleans(place.key.default);
    return namesFor(context.project, place.key.key, typedWord(context)).map(({ name, detail, documentation }) => ({
      label: name,
      kind: 'reference',
      detail,
      documentation,
      insert: { type: 'text', text: name },
    }));
  },
};

/** The names that a key of an entry can have as value; empty for keys that hold something else. `typed`: see `groupNames`. */
export function namesFor(project: Project, key: string, typed?: string): NamedThing[] {
  const { config } = project;
  switch (key) {
    case 'query':
      return names(config, 'queries', 'file_path');
    case 'targets':
      return groupNames(project, typed);
    case 'transformation':
      return [
        ...names(config, 'jinja2_transforms', 'template_path'),
        ...names(config, 'python_transforms', 'file_path'),
      ];
    case 'content_type': {
      const allowed = project.kinds.attribute('CoreArtifactDefinition', 'content_type')?.enum ?? [];
      return allowed.map((value) => ({ name: String(value) }));
    }
    default:
      return [];
  }
}

function names(config: ConfigFile | undefined, section: string, detail: string): NamedThing[] {
  return entriesOf(config, section).flatMap((entry) =>
    entry.name ? [{ name: entry.name.value, detail: entryText(entry, detail)?.value }] : [],
  );
}

function booleans(fallback: unknown): Suggestion[] {
  return ['true', 'false'].map((text) => ({
    label: text,
    kind: 'choice',
    detail: String(fallback) === text ? 'default' : undefined,
    insert: { type: 'raw', text },
  }));
}

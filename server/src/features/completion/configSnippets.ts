import { configModel, type ConfigKey, type ConfigSection } from '../../data/configModel';
import type { Project } from '../../model/project/project';
import { classesFor } from './className';
import { variablesOf } from './configQuery';
import { namesFor } from './configReference';
import { filesFor } from './configPath';
import { configPlace } from './configPlace';
import type { CursorContext } from './cursor';
import type { CompletionProvider, Suggestion } from './provider';
import { placeholders, type Placeholders } from './snippetText';

/** Keys that are worth writing although the loader has a default for them. */
const wanted: readonly string[] = [
  'class_name',
  'convert_query_response',
  'execute_in_proposed_change',
  'execute_after_merge',
];

/** A whole entry of a section of `.infrahub.yml` at the place of an empty item. */
export const provider: CompletionProvider = {
  id: 'configSnippets',
  applies: (context) => sectionAt(context) !== undefined || isWatch(context),
  items(context): Suggestion[] {
    if (isWatch(context)) return watchKeys(context.project);
    const section = sectionAt(context);
    if (!section || section.element === 'path') return [];
    const label = section.key.replace(/s$/, '').replaceAll('_', ' ').replace('querie', 'query');
    const lines = entryLines(context.project, section.key, section.element.keys);
    const insert = { type: 'block', lines, asItem: true } as const;
    return [{ label, kind: 'snippet', detail: 'snippet', documentation: section.description, insert }];
  },
};

/** True for an empty `watch:`, whose mapping has to begin below. */
function isWatch(context: CursorContext): boolean {
  const place = context.mapping ? undefined : configPlace(context);
  return place?.key?.type === 'watch' && place.below.length === 0;
}

function watchKeys({ targetVersion }: Project): Suggestion[] {
  return configModel(targetVersion.version).watchKeys.map(({ key, type, description }) => {
    const lines = type === 'pathList' ? [`${key}:`, '  - $1'] : [`${key}: $1`];
    return { label: key, kind: 'key', documentation: description, insert: { type: 'block', lines, asItem: false } };
  });
}

function sectionAt({ role, project, mapping, value }: CursorContext): ConfigSection | undefined {
  if (role !== 'config' || mapping?.map || !value) return undefined;
  const [key, index, ...below] = value.path;
  if (below.length > 0 || (index !== undefined && typeof index !== 'number')) return undefined;
  const section = configModel(project.targetVersion.version).rootKeys.find((each) => each.key === key);
  return section?.element === 'path' ? undefined : section;
}

function entryLines(project: Project, section: string, keys: readonly ConfigKey[]): string[] {
  const p = placeholders();
  const chosen = keys.filter((key) => key.required || wanted.includes(key.key));
  // Generators and artifacts run with parameters, checks and transforms mostly without.
  if (section === 'generator_definitions') {
    const at = chosen.findIndex(({ key }) => key === 'targets') + 1;
    chosen.splice(at, 0, ...keys.filter(({ key }) => key === 'parameters'));
  }
  return chosen.flatMap((key) => lineOf(project, section, key, p));
}

function lineOf(
  project: Project,
  section: string,
  { key, type, default: fallback }: ConfigKey,
  p: Placeholders,
): string[] {
  if (key === 'parameters') {
    return ['parameters:', `  ${p.choice(variablesOf(project), 'name')}: ${p.text('name__value')}`];
  }
  if (key === 'class_name') return [`${key}: ${p.choice(classesFor(project, section), String(fallback))}`];
  if (type === 'boolean') return [`${key}: ${p.rawChoice(fallback === false ? ['false', 'true'] : ['true', 'false'])}`];
  if (type === 'path') return [`${key}: ${p.choice(filesFor(project, section, key), 'path')}`];
  const known = namesFor(project, key).map(({ name }) => name);
  return [`${key}: ${p.choice(known, typeof fallback === 'string' ? fallback : key === 'name' ? 'name' : '')}`];
}

import { configModel, type ConfigKey, type ConfigSection } from '../../data/configModel';
import type { Project } from '../../model/project/project';
import { classesFor } from './className';
import { variablesOf } from './configQuery';
import { namesFor } from './configReference';
import { filesFor } from './configPath';
import type { CursorContext } from './cursor';
import type { CompletionProvider, Suggestion } from './provider';
import { placeholders, type Placeholders, type SnippetData, type SnippetMap } from './snippetText';

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
  applies: (context) => sectionAt(context) !== undefined,
  items(context): Suggestion[] {
    const section = sectionAt(context);
    if (!section || section.element === 'path') return [];
    const label = section.key.replace(/s$/, '').replaceAll('_', ' ').replace('querie', 'query');
    const data = entryData(context.project, section.key, section.element.keys);
    const insert = { type: 'snippet', data, asItem: true } as const;
    return [{ label, kind: 'snippet', detail: 'snippet', documentation: section.description, insert }];
  },
};

function sectionAt({ role, project, mapping, value }: CursorContext): ConfigSection | undefined {
  if (role !== 'config' || mapping?.map || !value) return undefined;
  const [key, index, ...below] = value.path;
  if (below.length > 0 || (index !== undefined && typeof index !== 'number')) return undefined;
  const section = configModel(project.targetVersion.version).rootKeys.find((each) => each.key === key);
  return section?.element === 'path' ? undefined : section;
}

function entryData(project: Project, section: string, keys: readonly ConfigKey[]): SnippetMap {
  const p = placeholders();
  const chosen = keys.filter((key) => key.required || wanted.includes(key.key));
  // Generators and artifacts run with parameters, checks and transforms mostly without.
  if (section === 'generator_definitions') {
    const at = chosen.findIndex(({ key }) => key === 'targets') + 1;
    chosen.splice(at, 0, ...keys.filter(({ key }) => key === 'parameters'));
  }
  return new Map(chosen.map((key) => [key.key, valueOf(project, section, key, p)]));
}

function valueOf(
  project: Project,
  section: string,
  { key, type, default: fallback }: ConfigKey,
  p: Placeholders,
): SnippetData {
  if (key === 'parameters') return new Map([[p.choice(variablesOf(project), 'name'), p.text('name__value')]]);
  if (key === 'class_name') return p.choice(classesFor(project, section), String(fallback));
  if (type === 'boolean') return p.choice(fallback === false ? [false, true] : [true, false]);
  if (type === 'path') return p.choice(filesFor(project, section, key), 'path');
  const known = namesFor(project, key).map(({ name }) => name);
  return p.choice(known, typeof fallback === 'string' ? fallback : key === 'name' ? 'name' : '');
}

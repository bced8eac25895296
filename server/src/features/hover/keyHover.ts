import { shiftRange, touches, type TextRange } from '../../base/textRange';
import { watchKeysOf, type ConfigKey, type ConfigModel, type ConfigSection } from '../../data/configModel';
import type { Project, ProjectFile } from '../../model/project/project';
import type { FileRole } from '../../model/project/roles';
import { keyText } from '../../syntax/yaml/access';
import type { YamlNode } from '../../syntax/yaml/nodes';
import { chunkAt } from '../../syntax/yaml/yamlFile';
import { escapeMarkdown, heading, paragraphs } from './markdown';
import { settingsKeyHover, settingsValueHover } from './settingsHover';

export interface KeyHover {
  /** Relative to the start of the file. */
  readonly range: TextRange;
  readonly markdown: string;
}

/** What a key means, or a value that means the same everywhere, in files whose keys are fixed. */
export function keyHover(project: Project, file: ProjectFile, offset: number): KeyHover | undefined {
  const { yaml, role } = file.facts;
  const at = yaml && chunkAt(yaml, offset);
  const found = at && keyAt(at.chunk.tree.root, offset - at.chunk.start);
  if (!at || !found) return undefined;
  const { document, chunk } = at;
  const isEnvelope = chunk === document.head && envelopeKeys.includes(found.path.join('.'));
  const markdown = markdownOf(project, isEnvelope && role === 'object' ? { path: found.path } : found, role);
  return markdown === undefined ? undefined : { range: shiftRange(found.range, chunk.start), markdown };
}

function markdownOf(
  { configModel }: Project,
  { path, value }: Pick<Found, 'path' | 'value'>,
  role: FileRole,
): string | undefined {
  switch (role) {
    case 'config':
      return value === undefined ? configKey(configModel, path) : configValue(configModel, path, value);
    case 'settings':
      return value === undefined ? settingsKeyHover(path) : settingsValueHover(path, value);
    case 'object':
      return value === undefined ? objectKey(path.at(-1) ?? '') : undefined;
    case 'menu':
    case 'schema':
    case 'query':
    case 'python':
    case 'parked':
    case 'other':
      return undefined;
  }
}

interface Found {
  /** Keys from the root; lists are passed. */
  readonly path: readonly string[];
  readonly range: TextRange;
  /** The scalar, where it is no key. */
  readonly value?: string;
}

/** Keys down to the one at the offset, or to the scalar `value` there; lists are passed. */
function keyAt(root: YamlNode | undefined, offset: number): Found | undefined {
  const path: string[] = [];
  let node = root;
  while (node) {
    if (node.type === 'list') {
      node = node.items.find((item) => item && touches(item.range, offset));
      continue;
    }
    if (node.type === 'scalar') return { path, range: node.range, value: node.source };
    if (node.type !== 'map') return undefined;
    const entry = node.entries.find((candidate) => touches(candidate.range, offset));
    if (!entry?.key) return undefined;
    path.push(keyText(entry) ?? '');
    if (touches(entry.key.range, offset)) return { path, range: entry.key.range };
    node = entry.value;
  }
  return undefined;
}

function configKey(model: ConfigModel, [section, key, ...inner]: readonly string[]): string | undefined {
  const root = model.rootKeys.find((candidate) => candidate.key === section);
  if (!root || inner.length > 1) return undefined;
  if (key === undefined) return sectionText(root);
  const found = inner[0] === undefined ? keyOf(root, key) : watchKey(model, root, key, inner[0]);
  return found && keyMarkdown(found, inner[0] === undefined ? root.key : 'watch');
}

/** What a value says that is no name: the path to what every object has, and whether something is so. */
function configValue(model: ConfigModel, path: readonly string[], value: string): string | undefined {
  const root = model.rootKeys.find(({ key }) => key === path[0]);
  const key = root && keyOf(root, path[1]);
  if (!key) return undefined;
  if (path.length === 2) return key.type === 'boolean' ? keyMarkdown(key, root.key) : undefined;
  if (path.length > 3 || key.key !== 'parameters' || value !== 'id' || !keyOf(root, 'targets')) return undefined;
  return paragraphs(heading('id', 'of each target'), 'The id of the object, a text. Infrahub gives every object one.');
}

function keyOf({ element }: ConfigSection, key: string | undefined): ConfigKey | undefined {
  return element === 'path' ? undefined : element.keys.find((each) => each.key === key);
}

function watchKey(model: ConfigModel, section: ConfigSection, key: string, inner: string): ConfigKey | undefined {
  return key === 'watch' ? watchKeysOf(model, section).find((each) => each.key === inner) : undefined;
}

function sectionText({ key, description, element, since }: ConfigSection): string {
  const items = element === 'path' ? 'A list of paths from the repository’s root.' : 'A list of mappings.';
  return paragraphs(
    heading(key, 'section of .infrahub.yml'),
    description && `${escapeMarkdown(description)}.`,
    items,
    since && `Since Infrahub ${since}.`,
  );
}

function keyMarkdown({ key, type, required, description, since, ...rest }: ConfigKey, section: string): string {
  const types = { string: 'Text', path: 'Path', pathList: 'List of paths', boolean: 'true or false' };
  const facts = [
    type in types ? types[type as keyof typeof types] : 'Mapping',
    required ? 'mandatory' : 'optional',
    rest.default === undefined ? '' : `default ${escapeMarkdown(String(rest.default))}`,
  ];
  return paragraphs(
    heading(key, `key of ${escapeMarkdown(section)}`),
    `${facts.filter(Boolean).join(', ')}.`,
    description && escapeMarkdown(description),
    since && `Since Infrahub ${since}.`,
  );
}

const objectKeys: Readonly<Record<string, string>> = {
  apiVersion: 'The format of the file, `infrahub.app/v1`; it may be left out.',
  spec: 'What the document holds: the `kind` of its objects and their `data`.',
  data: 'The objects to create or update, in this order.',
  kind: '`Object` at the top of a document; below, the kind of the objects in `data`.',
  parameters: 'Options of the loader for these objects.',
};

/** Keys at the top of a document whose value says no more than the key. */
const envelopeKeys: readonly string[] = ['apiVersion', 'kind'];

function objectKey(key: string): string | undefined {
  const text = objectKeys[key];
  return text === undefined ? undefined : paragraphs(heading(key, 'key of an object file'), text);
}

import { shiftRange, touches, type TextRange } from '../../base/textRange';
import { watchKeysOf, type ConfigKey, type ConfigModel, type ConfigSection } from '../../data/configModel';
import type { Project, ProjectFile } from '../../model/project/project';
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

/** What a key means, in files whose keys are fixed. */
export function keyHover(project: Project, file: ProjectFile, offset: number): KeyHover | undefined {
  const { yaml, role } = file.facts;
  const chunk = yaml && chunkAt(yaml, offset)?.chunk;
  const found = chunk && keyAt(chunk.tree.root, offset - chunk.start);
  if (!chunk || !found) return undefined;
  const { path } = found;
  const range = shiftRange(found.range, chunk.start);
  const markdown =
    role === 'config' && found.value === undefined
      ? configKey(project.configModel, path)
      : role === 'settings'
        ? found.value === undefined
          ? settingsKeyHover(path)
          : settingsValueHover(path, found.value)
        : role === 'object' && found.value === undefined
          ? objectKey(path.at(-1) ?? '')
          : undefined;
  return markdown === undefined ? undefined : { range, markdown };
}

/** Keys down to the one at the offset, or to the scalar `value` there; lists are passed. */
function keyAt(
  root: YamlNode | undefined,
  offset: number,
): { path: string[]; range: TextRange; value?: string } | undefined {
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

function configKey(model: ConfigModel, [section, key, inner, ...rest]: readonly string[]): string | undefined {
  const root = model.rootKeys.find((candidate) => candidate.key === section);
  if (!root || rest.length > 0) return undefined;
  if (key === undefined) return sectionText(root);
  const keys = root.element === 'path' ? [] : root.element.keys;
  const found = inner === undefined ? keys.find((each) => each.key === key) : watchKey(model, root, key, inner);
  return found && keyMarkdown(found, inner === undefined ? root.key : 'watch');
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

function objectKey(key: string): string | undefined {
  const text = objectKeys[key];
  return text === undefined ? undefined : paragraphs(heading(key, 'key of an object file'), text);
}

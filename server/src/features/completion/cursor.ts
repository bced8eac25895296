import { shiftRange } from '../../base/textRange';
import { lazy } from '../../base/lazy';
import { parentUri } from '../../base/uris';
import { isDataPath } from '../../model/project/roles';
import type { Project, ProjectFile } from '../../model/project/project';
import { placeholder, type CursorEdit, type RepairedYaml } from '../../syntax/yaml/cursorEdit';
import { keyText } from '../../syntax/yaml/access';
import type { YamlList, YamlMap, YamlNode } from '../../syntax/yaml/nodes';
import { contentBelow, lineAt } from '../../syntax/yaml/indentation';
import { parseYaml } from '../../syntax/yaml/parse';
import { repairYaml } from '../../syntax/yaml/repair';
import { chunkAt, parseYamlFile, rootMap, type YamlDocument, type YamlFile } from '../../syntax/yaml/yamlFile';
import type { CompletionRequest } from './completion';
import { longestWindow, narrowed, type Window } from './narrow';
import { isMany, keySlot, valueSlot, type Slot } from './slots';

/** A way from a document's root: keys and indexes, and the collection each of them is looked up in. */
export interface CursorPath {
  readonly path: readonly (string | number)[];
  readonly nodes: readonly (YamlMap | YamlList)[];
}

/** What all providers know of the place they are asked for; built once. */
export interface CursorContext {
  readonly project: Project;
  readonly file: ProjectFile;
  readonly role: 'config' | 'settings' | 'object';
  /** Ranges are relative to the start of the file. */
  readonly edit: CursorEdit;
  readonly lineBreak: '\n' | '\r\n';
  /** Right behind `key:`, where a mapping or a list has to begin on the next line. */
  readonly startsBelow: boolean;
  /** Where a key can be completed: path of its mapping, which is undefined when the key would begin it. */
  readonly mapping: (CursorPath & { readonly map: YamlMap | undefined }) | undefined;
  /** Where a value can be completed. */
  readonly value: CursorPath | undefined;
  /** In object files: what the key's mapping and the value are. */
  readonly keySlot: () => Slot | undefined;
  readonly valueSlot: () => Slot | undefined;
}

/**
 * The contexts of a cursor in a YAML file of the project, likeliest first; none where nothing can be completed. There are
 * two where a dash is missing: editors put the cursor below the dash, and the next key of the item may be meant.
 */
export function cursorContexts({ project, file, offset }: CompletionRequest): CursorContext[] {
  const yaml = yamlOf(project, file);
  const found = yaml && chunkAt(yaml, offset);
  if (!found) return [];
  const { document, chunk } = found;
  const window = narrowed(yaml.text, document, chunk, offset);
  if (window.text.length > longestWindow) return [];
  const at = offset - window.delta;
  const repaired = repairYaml(window.text, at);
  if (!repaired) return [];
  const source = { project, file, document, window };
  const context = contextOf(source, repaired);
  if (!repaired.edit.lead.endsWith('- ')) {
    return [context, context && firstItem(source, context)].filter((each) => each !== undefined);
  }
  const indented = indentedMore(window.text, at, repaired.edit.range.start);
  const inItem = indented && contextOf(source, indented);
  return [inItem?.mapping?.map ? inItem : undefined, context].filter((each) => each !== undefined);
}

/** The file's YAML, where completion knows what belongs in it; a new file beside object files is going to be one. */
function yamlOf(project: Project, { path, uri, text, facts }: ProjectFile): YamlFile | undefined {
  if (facts.role === 'schema' || facts.role === 'menu') return undefined;
  if (facts.role !== 'other' || !isDataPath(path) || text.length > longestWindow) return facts.yaml;
  const folder = parentUri(uri);
  const siblings = [...project.allFiles()].filter((file) => parentUri(file.uri) === folder);
  return siblings.some((file) => file.facts.role === 'object') ? parseYamlFile(uri, text) : undefined;
}

/** The repair as if the word at the cursor were indented like the keys of the item above. */
function indentedMore(text: string, offset: number, start: number): RepairedYaml | undefined {
  const more = '  ';
  const repaired = repairYaml(text.slice(0, start) + more + text.slice(start), offset + more.length);
  if (!repaired || repaired.edit.range.start !== start + more.length) return undefined;
  const range = shiftRange(repaired.edit.range, -more.length);
  return { ...repaired, edit: { ...repaired.edit, range, lead: more + repaired.edit.lead } };
}

interface Source {
  readonly project: Project;
  readonly file: ProjectFile;
  readonly document: YamlDocument;
  readonly window: Window;
}

function contextOf({ project, file, document, window }: Source, repaired: RepairedYaml): CursorContext | undefined {
  const { role } = file.facts;
  const tree = parseYaml(repaired.text);
  const located = tree.root && locatePlaceholder(tree.root, repaired.at);
  if (!located) return undefined;
  const { isKey, ...inner } = located;
  const way = window.isItem ? belowData(document, inner) : inner;
  const edit = { ...repaired.edit, range: shiftRange(repaired.edit.range, window.delta) };
  const last = isKey ? way.nodes.at(-1) : undefined;
  const mapping = {
    ...way,
    map: last?.type === 'map' ? last : undefined,
  };
  const startsBelow = !isKey && canStartBelow(edit, file.text);
  const kind = window.isItem ? documentKind(file, document) : undefined;
  const context = {
    mapping: isKey || edit.startsBlock || startsBelow || (edit.flow && !edit.quote) ? mapping : undefined,
    value: isKey ? undefined : way,
  };
  return {
    ...context,
    project,
    file,
    role: role === 'config' || role === 'settings' ? role : 'object',
    edit,
    lineBreak: file.text.includes('\r\n') ? '\r\n' : '\n',
    startsBelow,
    keySlot: lazy(() => (context.mapping ? keySlot(project, context.mapping, kind) : undefined)),
    valueSlot: lazy(() => (context.value ? valueSlot(project, context.value, kind) : undefined)),
  };
}

/** The item that begins the list at the cursor, with its dash in front; undefined where none of mappings belongs. */
function firstItem({ project, file, document, window }: Source, context: CursorContext): CursorContext | undefined {
  const { edit, role, mapping, value, startsBelow } = context;
  if (!value || !mapping || mapping.map || edit.flow || edit.quote || typeof value.path.at(-1) === 'number') return;
  const slot = role === 'object' ? context.valueSlot() : undefined;
  const isSection = role === 'config' && value.path.length === 1;
  if (!isSection && (slot?.type !== 'objects' || (slot.around && !isMany(project, slot.around)))) return undefined;
  const way = { path: [...value.path, 0], nodes: value.nodes, map: undefined };
  const kind = window.isItem ? documentKind(file, document) : undefined;
  const lead = startsBelow ? `${edit.lead.trimEnd()}\n${' '.repeat(edit.column)}- ` : `${edit.lead}- `;
  return {
    ...context,
    edit: { ...edit, lead, column: edit.column + 2, startsBlock: true },
    mapping: way,
    value: undefined,
    keySlot: lazy(() => keySlot(project, way, kind)),
    valueSlot: () => undefined,
  };
}

/** Behind a colon, with nothing below that would have to keep its indentation. */
function canStartBelow({ flow, quote, startsBlock, column, range }: CursorEdit, text: string): boolean {
  if (flow || quote || startsBlock) return false;
  const below = contentBelow(text, lineAt(text, range.end));
  const outer = column - 2;
  return !below || below.indent < outer || (below.indent === outer && below.dashes.length === 0);
}

/** The keys of the mapping at the cursor that are there already. */
export function presentKeys({ mapping }: CursorContext): ReadonlySet<string> {
  return new Set((mapping?.map?.entries ?? []).flatMap((entry) => keyText(entry) ?? []));
}

/** A chunk that is an item alone gets the way to `spec.data` in front. */
function belowData(document: YamlDocument, { path, nodes }: CursorPath): CursorPath {
  const root = rootMap(document);
  const spec = root?.entries.find((entry) => keyText(entry) === 'spec')?.value;
  if (!root || spec?.type !== 'map') return { path, nodes };
  return { path: ['spec', 'data', ...path], nodes: [root, spec, ...nodes] };
}

function documentKind(file: ProjectFile, document: YamlDocument): string | undefined {
  return file.facts.documents?.find((each) => each.yaml === document)?.kind?.value;
}

type Located = CursorPath & { readonly isKey: boolean };

/** The way to the scalar that begins at `offset`; `isKey` when it is a key, then the way ends at its mapping. */
function locatePlaceholder(root: YamlNode, offset: number): Located | undefined {
  const path: (string | number)[] = [];
  const nodes: (YamlMap | YamlList)[] = [];
  let at: YamlNode | undefined = root;
  while (at) {
    if (at.type === 'alias') return undefined;
    if (at.type === 'scalar') {
      return at.range.start === offset && at.style === 'plain' ? { path, nodes, isKey: false } : undefined;
    }
    nodes.push(at);
    if (at.type === 'map') {
      const entry: YamlMap['entries'][number] | undefined = at.entries.find(
        ({ range, key, value }) =>
          covers(range, offset) || key?.range.start === offset || value?.range.start === offset,
      );
      if (entry?.key?.range.start === offset) {
        // A value that runs into the block below it is no key.
        return entry.key.range.end === offset + placeholder.length ? { path, nodes, isKey: true } : undefined;
      }
      const key: string | undefined = entry && keyText(entry);
      if (key === undefined) return undefined;
      path.push(key);
      at = entry?.value;
    } else {
      const index: number = at.items.findIndex((item) => item !== undefined && covers(item.range, offset));
      if (index < 0) return undefined;
      path.push(index);
      at = at.items[index];
    }
  }
  return undefined;
}

function covers(range: { readonly start: number; readonly end: number }, offset: number): boolean {
  return range.start <= offset && offset < range.end;
}

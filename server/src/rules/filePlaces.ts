import { perObject } from '../base/perObject';
import type { Place } from '../base/place';
import type { TextRange } from '../base/textRange';
import type { ProjectFile } from '../model/project/project';
import type { YamlNode } from '../syntax/yaml/nodes';
import type { YamlChunk, YamlDocument } from '../syntax/yaml/yamlFile';

/** The empty place at the start of a file, behind a byte order mark. */
export function fileStart({ uri, text }: Pick<ProjectFile, 'uri' | 'text'>): Place {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return { part: { uri, start: 0 }, range: { start, end: start } };
}

/** The chunks of a document in the order of the text. */
export function chunksOf(document: YamlDocument): readonly YamlChunk[] {
  return [document.head, ...document.itemChunks];
}

/** True when nothing in the document keeps the loader from reading it. */
export const isReadable = perObject(({ head, itemChunks }: YamlDocument): boolean => {
  const isRight = ({ tree }: YamlChunk): boolean => tree.problems.length === 0;
  return isRight(head) && itemChunks.every(isRight);
});

/** What the loader takes for nothing: it asks whether the content is true. */
export function isNothing(root: YamlNode | undefined): boolean {
  switch (root?.type) {
    case undefined:
      return true;
    case 'map':
      return root.entries.length === 0;
    case 'list':
      return root.items.length === 0;
    case 'scalar':
      return !root.value;
    case 'alias':
      return false;
  }
}

/** The part of a range that stands on its first line; what has no width gets the character before it. */
export function onOneLine(text: string, { start, end }: TextRange): TextRange {
  const line = text.slice(start, end).split(/\r?\n/, 1)[0] ?? '';
  if (line.length > 0) return { start, end: start + line.length };
  let last = Math.min(start, text.length);
  while (last > 0 && /\s/.test(text[last - 1] ?? '')) last--;
  const from = Math.max(0, last - 1);
  // Half a surrogate pair is no place.
  return /[\ud800-\udbff]/.test(text[from - 1] ?? '') && last > 0
    ? { start: from - 1, end: last }
    : { start: from, end: last };
}

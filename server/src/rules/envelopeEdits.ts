import type { YamlEntry, YamlMap } from '../syntax/yaml/nodes';
import type { YamlChunk } from '../syntax/yaml/yamlFile';
import { insertKeys } from '../edits/yamlEdits';
import type { PlacedEdit } from '../edits/edit';
import { blockEntries, type YamlDataMap } from '../edits/yamlText';

/** Puts keys before all others of a mapping, in its style. */
export function insertFirst(chunk: YamlChunk, map: YamlMap, entries: YamlDataMap): PlacedEdit {
  const first = map.entries[0];
  if (!first || map.flow) {
    if (!first || chunk.text[map.range.start] !== '{') return insertKeys({ chunk, map, entries });
    const json = /^\s*"/.test(chunk.text.slice(map.range.start + 1));
    const quoted = Object.entries(entries).map(([key, value]) =>
      json ? `${JSON.stringify(key)}: ${JSON.stringify(value)}` : `${key}: ${JSON.stringify(value)}`,
    );
    const { start } = first.range;
    const indent = chunk.text.slice(chunk.text.lastIndexOf('\n', start - 1) + 1, start);
    const hasLine = indent.trim() === '';
    const behind = hasLine ? `,${lineBreakOf(chunk)}${indent}` : ', ';
    const at = hasLine ? start : map.range.start + 1;
    const newText = quoted.map((each) => each + behind).join('');
    return { at: { part: chunk, range: { start: at, end: at } }, newText };
  }
  const { start } = first.range;
  const column = start - (chunk.text.lastIndexOf('\n', start - 1) + 1);
  const text = `${blockEntries(entries, column)}\n${' '.repeat(column)}`;
  return { at: { part: chunk, range: { start, end: start } }, newText: text.replaceAll('\n', lineBreakOf(chunk)) };
}

/** The lines of some entries moved to the right, as one edit with `before` in front of them. */
export function indented(chunk: YamlChunk, entries: readonly YamlEntry[], before: string, by: number): PlacedEdit {
  const start = chunk.text.lastIndexOf('\n', (entries[0]?.range.start ?? 0) - 1) + 1;
  const end = entries.at(-1)?.range.end ?? start;
  const lines = chunk.text.slice(start, end).split('\n');
  const moved = lines.map((line) => (line.trim() === '' ? line : ' '.repeat(by) + line)).join('\n');
  const newText = before.replaceAll('\n', lineBreakOf(chunk)) + moved;
  return { at: { part: chunk, range: { start, end } }, newText };
}

/** The lines that an entry stands on, with its line break. */
export function linesOf(chunk: YamlChunk, entry: YamlEntry): string {
  const start = chunk.text.lastIndexOf('\n', entry.range.start - 1) + 1;
  const text = chunk.text.slice(start, entry.range.end).trimEnd();
  return text + lineBreakOf(chunk);
}

export function lineBreakOf(chunk: YamlChunk): string {
  return chunk.text.includes('\r\n') ? '\r\n' : '\n';
}

import { shiftRange, touches, type TextRange } from '../base/textRange';
import { chunkAt, type YamlFile } from '../syntax/yaml/yamlFile';
import type { YamlNode } from '../syntax/yaml/nodes';

/**
 * What a growing selection takes in at an offset, the smallest first: value, entry, mapping or list, object, document,
 * file. Ranges are relative to the start of the file; each lies in the next.
 */
export function selectionRanges(file: YamlFile, offset: number): TextRange[] {
  const ranges: TextRange[] = [{ start: 0, end: file.text.length }];
  const add = (range: TextRange): void => {
    const around = ranges.at(-1);
    const lies = around && around.start <= range.start && range.end <= around.end && touches(range, offset);
    if (lies && (around.start !== range.start || around.end !== range.end)) ranges.push(range);
  };
  const at = chunkAt(file, offset);
  if (!at) return ranges;
  const { document, chunk } = at;
  const end = Math.max(...[document.head, ...document.itemChunks].map((each) => each.start + each.text.length));
  add({ start: document.head.start, end });
  const visit = (node: YamlNode | undefined): void => {
    if (!node || !touches(shiftRange(node.range, chunk.start), offset)) return;
    add(shiftRange(node.range, chunk.start));
    if (node.type === 'list') for (const item of node.items) visit(item);
    if (node.type !== 'map') return;
    for (const entry of node.entries) {
      if (!touches(shiftRange(entry.range, chunk.start), offset)) continue;
      add(shiftRange(entry.range, chunk.start));
      if (entry.key) add(shiftRange(entry.key.range, chunk.start));
      visit(entry.value);
    }
  };
  visit(chunk.tree.root);
  return ranges.toReversed();
}

import { convert } from './convert';
import { parseOnce } from './library';
import type { YamlScalar } from './nodes';

/** A sign for folding or not, and for the line breaks at the end; a number would refer to the indentation around it. */
const header = /^[|>][+-]?(?: *| +#[^\r\n]*)(?:\r?\n|$)/;

/**
 * Reads a block text with its header. `before` is what stands before it on the line, `start` where it begins in the whole
 * text. Undefined when there is anything unusual about it.
 */
export function readBlockText(before: string, text: string, start: number): YamlScalar | undefined {
  if (!header.test(text)) return undefined;
  const whole = before + text;
  const { contents, errors, warnings } = parseOnce(whole);
  if (errors.length > 0 || warnings.length > 0) return undefined;
  const { root } = convert(whole, contents);
  const node = root?.type === 'map' ? root.entries[0]?.value : root?.type === 'list' ? root.items[0] : undefined;
  if (node?.type !== 'scalar' || node.style !== 'block') return undefined;
  const moved = start - before.length;
  return { ...node, range: { start: node.range.start + moved, end: node.range.end + moved } };
}

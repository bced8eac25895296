import type { TextRange } from '../../base/textRange';
import { keyText } from './access';
import type { YamlNode } from './nodes';

/** What a tree says, without how it is written. */
export interface Outline {
  /** Equal for equal values in the same order. */
  readonly values: string;
  /** Where its keys and items begin. */
  readonly starts: ReadonlySet<number>;
  /** Where its texts behind `|` and `>` are. */
  readonly blockTexts: readonly TextRange[];
}

/** Another line of a text that looks like an item of a list, so that a dash was hardly meant as text. */
const swallowedItem = /\n[ ]*- /;

/** Undefined when a text without quotes goes on in a line that looks like an item of a list. */
export function outlineOf(root: YamlNode | undefined, text: string): Outline | undefined {
  const starts = new Set<number>();
  const blockTexts: TextRange[] = [];
  const seen = new Map<YamlNode, number>();
  let swallows = false;
  const show = (node: YamlNode | undefined): string => {
    if (!node) return '';
    if (node.type === 'alias') return `*${node.target ? seen.get(node.target) : ''}`;
    seen.set(node, seen.size);
    if (node.type === 'scalar') {
      if (node.style === 'block') blockTexts.push(node.range);
      swallows ||= node.style === 'plain' && swallowedItem.test(text.slice(node.range.start, node.range.end));
      return `${typeof node.value} ${JSON.stringify(String(node.value))}`;
    }
    if (node.type === 'list') {
      for (const item of node.items) if (item) starts.add(item.range.start);
      return `[${node.items.map(show).join()}]`;
    }
    const entries = node.entries.map((entry) => {
      if (entry.key) starts.add(entry.key.range.start);
      return `${JSON.stringify(keyText(entry) ?? '')}:${show(entry.value)}`;
    });
    return `{${entries.join()}}`;
  };
  const values = show(root);
  return swallows ? undefined : { values, starts, blockTexts };
}

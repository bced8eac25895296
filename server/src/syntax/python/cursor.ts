import type { SyntaxNode } from '@lezer/common';
import type { TextRange } from '../../base/textRange';
import { spanAt, type Origin } from './span';

/** Deepest nesting that is read; what lies below becomes `unknown`. Python itself stops at 100 blocks, 200 brackets. */
export const maxDepth = 220;

/** What every reading function needs: the text the nodes point into, and the segment they stand in. */
export interface Source {
  readonly text: string;
  readonly origin: Origin;
}

export function spanOf({ origin }: Source, first: SyntaxNode, last = first): TextRange {
  return spanAt(origin, first.from, last.to);
}

/** The empty range at an offset. */
export function emptyAt({ origin }: Source, offset: number): TextRange {
  return spanAt(origin, offset, offset);
}

export function textOf(source: Source, node: SyntaxNode): string {
  return source.text.slice(node.from, node.to);
}

/** Direct children without comments; error nodes (`⚠`) are kept. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child);
  }
  return children;
}

/** Splits nodes at every separator; an empty list gives no parts, a trailing separator no empty part. */
export function splitAt(nodes: readonly SyntaxNode[], separator: string): SyntaxNode[][] {
  const parts: SyntaxNode[][] = [];
  let part: SyntaxNode[] = [];
  for (const node of nodes) {
    if (node.name === separator) {
      if (part.length > 0) parts.push(part);
      part = [];
    } else part.push(node);
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

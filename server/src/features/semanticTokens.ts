import { locate } from '../base/place';
import { intersects, type TextRange } from '../base/textRange';
import type { Project, ProjectFile } from '../model/project/project';
import { occurrences } from '../model/symbols/occurrences';
import type { Symbol } from '../model/symbols/symbol';

/** Standard token types, in the order of the legend. */
export const tokenTypes = ['class', 'property', 'function', 'variable', 'enumMember'] as const;
export type TokenType = (typeof tokenTypes)[number];

/** A name in one line; the range is relative to the start of the file. */
export interface SemanticToken {
  readonly range: TextRange;
  readonly type: TokenType;
}

const types: Readonly<Partial<Record<Symbol['type'], TokenType>>> = {
  kind: 'class',
  class: 'class',
  attribute: 'property',
  relationship: 'property',
  generator: 'function',
  query: 'function',
  transformation: 'function',
  action: 'variable',
  rule: 'variable',
  group: 'variable',
  choice: 'enumMember',
};

/**
 * What the names of a YAML file are, in the order of the text and without overlaps; with `within` those that stand
 * there. Other files have an extension of their own for that.
 */
export function semanticTokens(project: Project, file: ProjectFile, within?: TextRange): SemanticToken[] {
  if (!file.facts.yaml) return [];
  const found = occurrences(project, file, within).flatMap(({ symbol, at }): SemanticToken[] => {
    const type = types[symbol.type];
    const { range } = locate(at);
    if (!type || range.end <= range.start || (within && !intersects(range, within))) return [];
    return file.text.slice(range.start, range.end).includes('\n') ? [] : [{ range, type }];
  });
  found.sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  let end = -1;
  return found.filter(({ range }) => {
    if (range.start < end) return false;
    end = range.end;
    return true;
  });
}

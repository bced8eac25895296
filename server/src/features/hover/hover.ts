import { locate } from '../../base/place';
import type { TextRange } from '../../base/textRange';
import { symbolAt } from '../../model/symbols/occurrences';
import type { Symbol } from '../../model/symbols/symbol';
import type { Project } from '../../model/project/project';
import type { Position } from '../position';
import { classHover, pathHover, transformationHover } from './codeHover';
import { generatorHover } from './generatorHover';
import { groupHover } from './groupHover';
import { keyHover } from './keyHover';
import { kindHover } from './kindHover';
import { choiceHover, memberHover } from './memberHover';
import { propertyHover } from './propertyHover';
import { fragmentHover, queryHover, variableHover } from './queryHover';
import { actionHover, ruleHover } from './triggerHover';

export interface Hover {
  /** What it is about, relative to the start of the file. */
  readonly range: TextRange;
  readonly markdown: string;
}

/** The story of the thing at a position, or what the end of a path or the key there means. */
export function hover({ project, file, offset }: Position): Hover | undefined {
  const found = symbolAt(project, file, offset);
  if (!found) return propertyHover({ project, file, offset }) ?? keyHover(project, file, offset);
  return { range: locate(found.at).range, markdown: symbolHover(project, found.symbol) };
}

/** The story of a symbol, as Markdown. */
export function symbolHover(project: Project, symbol: Symbol): string {
  switch (symbol.type) {
    case 'rule':
      return ruleHover(project, symbol.name);
    case 'action':
      return actionHover(project, symbol.name);
    case 'generator':
      return generatorHover(project, symbol.name);
    case 'query':
      return queryHover(project, symbol.name);
    case 'fragment':
      return fragmentHover(project, symbol.name);
    case 'transformation':
      return transformationHover(project, symbol.name);
    case 'group':
      return groupHover(project, symbol.name);
    case 'kind':
      return kindHover(project, symbol.name);
    case 'attribute':
    case 'relationship':
      return memberHover(project, symbol);
    case 'choice':
      return choiceHover(project, symbol);
    case 'path':
      return pathHover(project, symbol.path);
    case 'class':
      return classHover(project, symbol.path, symbol.name);
    case 'variable':
      return variableHover(project, symbol.query, symbol.name);
  }
}

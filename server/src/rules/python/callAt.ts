import type { TextRange } from '../../base/textRange';
import type { Project } from '../../model/project/project';
import type { ExpressionOf, Statement } from '../../syntax/python/ast';
import { statementsWithin } from '../../syntax/python/names';
import { expressionsWithin } from '../../syntax/python/walk';

/** The call at exactly that range of a Python file. */
export function callAt(project: Project, path: string, range: TextRange): ExpressionOf<'call'> | undefined {
  return callIn(project.fileAt(path)?.facts.pythonTree?.().body ?? [], range);
}

function callIn(body: readonly Statement[], range: TextRange): ExpressionOf<'call'> | undefined {
  for (const statement of statementsWithin(body)) {
    if (range.start < statement.span.start || range.end > statement.span.end) continue;
    if (statement.kind === 'class' || statement.kind === 'function') return callIn(statement.body, range);
  }
  for (const expression of expressionsWithin(body)) {
    const { start, end } = expression.span;
    if (expression.kind === 'call' && start === range.start && end === range.end) return expression;
  }
  return undefined;
}

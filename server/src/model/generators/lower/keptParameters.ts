import { perObject } from '../../../base/perObject';
import type { Expression, Statement } from '../../../syntax/python/ast';
import { statementsWithin } from '../../../syntax/python/names';
import { expressionsWithin } from '../../../syntax/python/walk';
import { lookup, type Scope } from './scope';

/**
 * True when a test asks for a parameter alone, which the function never binds anew, so that the argument of a call decides
 * it: `track`, `not track`, `track is False`.
 */
export function asksForParameter(scope: Scope, test: Expression): boolean {
  switch (test.kind) {
    case 'name': {
      const value = lookup(scope, test.name);
      return value.is === 'param' && value.name === test.name && !boundNames(scope.home.body).has(test.name);
    }
    case 'unary':
      return test.operator === 'not' && asksForParameter(scope, test.operand);
    case 'binary':
      return (
        /^(?:==|!=|is|is not)$/.test(test.operator) &&
        test.right.kind === 'literal' &&
        asksForParameter(scope, test.left)
      );
    default:
      return false;
  }
}

const boundNames = perObject((body: readonly Statement[]): ReadonlySet<string> => {
  const names = new Set<string>();
  const bind = (target: Expression): void => {
    if (target.kind === 'name') names.add(target.name);
    else if (target.kind === 'star') bind(target.value);
    else if (target.kind === 'sequence') target.items.forEach(bind);
  };
  for (const statement of statementsWithin(body)) {
    if (statement.kind === 'assign') statement.targets.forEach(bind);
    else if (statement.kind === 'for') bind(statement.target);
    else if (statement.kind === 'with') statement.items.forEach(({ target }) => target && bind(target));
  }
  for (const each of expressionsWithin(body)) if (each.kind === 'walrus') names.add(each.name);
  return names;
});

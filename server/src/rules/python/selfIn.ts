import type { FunctionScope } from './scopes';

/** True when `self` is at hand in a function: a parameter of its own or of one around it. */
export function hasSelf(scope: FunctionScope): boolean {
  for (let each: FunctionScope | undefined = scope; each; each = each.outer) {
    if (each.syntax.params.some(({ name }) => name === 'self')) return true;
  }
  return false;
}

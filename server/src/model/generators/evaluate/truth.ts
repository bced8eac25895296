import type { Constant } from '../../../syntax/python/ast';
import type { Value } from '../values';

/** What a test gives when all of it is literal. */
export function truthOf(test: Value): boolean | undefined {
  const known = constantOf(test);
  return known && Boolean(known.is);
}

/** The literal a value comes to. */
export function constantOf(value: Value): { readonly is: Constant } | undefined {
  switch (value.is) {
    case 'constant':
      return { is: value.value };
    case 'not': {
      const of = constantOf(value.of);
      return of && { is: !of.is };
    }
    case 'compare': {
      const [left, right] = [value.left, value.right].map(constantOf);
      const isOther = /^(?:!=|is not)$/.test(value.operator);
      if (!left || !right || !(isOther || /^(?:==|is)$/.test(value.operator))) return undefined;
      return { is: (left.is === right.is) !== isOther };
    }
    default:
      return undefined;
  }
}

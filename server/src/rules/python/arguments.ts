import type { Argument, ExpressionOf } from '../../syntax/python/ast';

/** An argument by its keyword, or by its place; undefined too when unpacked arguments hide the places. */
export function argumentNamed(call: ExpressionOf<'call'>, name: string, at: number): Argument | undefined {
  const found = call.args.find((argument) => argument.name === name);
  if (found) return found;
  const before = call.args.slice(0, at + 1);
  return before.length > at && before.every(({ form }) => form === 'positional') ? before[at] : undefined;
}

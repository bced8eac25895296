import type { ExpressionOf } from '../../syntax/python/ast';
import { argumentChanges } from './callArguments';
import type { PythonChange } from './pythonChange';

const context = 'update_group_context';

/** True for `node.save(…)`, and for `batch.add(task=node.save, …)`, which hands its other arguments on (`InfrahubBatch.add`). */
export function isSaveCall({ callee, args }: ExpressionOf<'call'>): boolean {
  if (callee.kind !== 'attribute') return false;
  if (callee.name === 'save') return true;
  const task = args.find(({ name }) => name === 'task')?.value;
  return callee.name === 'add' && task?.kind === 'attribute' && task.name === 'save';
}

/**
 * The changes that make a call of `isSaveCall` save without tracking; undefined where its arguments are unpacked, or where
 * something else than the call decides.
 */
export function untrackedArguments(
  text: string,
  call: ExpressionOf<'call'>,
  { keepsUpsert }: { readonly keepsUpsert: boolean },
): PythonChange[] | undefined {
  const given = call.args.find(({ name }, at) => (name ?? (at === 1 ? context : '')) === context);
  if (given && given.value.kind !== 'literal') return undefined;
  return argumentChanges(text, call, {
    set: { [context]: 'False' },
    remove: keepsUpsert ? [] : ['allow_upsert'],
    positional: ['allow_upsert', context],
  });
}

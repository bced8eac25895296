import type { ExpressionOf } from '../../syntax/python/ast';
import { argumentChanges } from './callArguments';
import type { PythonChange } from './pythonChange';

/** True for `node.save(…)`, and for `batch.add(task=node.save, …)`, which hands its other arguments on (`InfrahubBatch.add`). */
export function isSaveCall({ callee, args }: ExpressionOf<'call'>): boolean {
  if (callee.kind !== 'attribute') return false;
  if (callee.name === 'save') return true;
  const task = args.find(({ name }) => name === 'task')?.value;
  return callee.name === 'add' && task?.kind === 'attribute' && task.name === 'save';
}

/** The changes that make a call of `isSaveCall` save without tracking; undefined where its arguments are unpacked. */
export function untrackedArguments(
  text: string,
  call: ExpressionOf<'call'>,
  { keepsUpsert }: { readonly keepsUpsert: boolean },
): PythonChange[] | undefined {
  return argumentChanges(text, call, {
    set: { update_group_context: 'False' },
    remove: keepsUpsert ? [] : ['allow_upsert'],
    positional: ['allow_upsert', 'update_group_context'],
  });
}

import { Disposable } from 'vscode';
import type { Context } from '../../context';
import type { CascadeView } from '../../views/cascade/provider';
import { registerClearSignal } from './clearSignal';
import { registerCascadeCopy } from './copy';
import { registerCascadeLook } from './look';
import { registerCascadeOpen } from './open';
import { registerRunAgain } from './runAgain';

/** The commands of the view Cascade. */
export function registerCascadeCommands(context: Context, view: CascadeView): Disposable {
  return Disposable.from(
    registerCascadeLook(view),
    registerRunAgain(context, view),
    registerCascadeOpen(context, view),
    registerCascadeCopy(view),
    registerClearSignal(context, view),
  );
}

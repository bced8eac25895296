import { commands, type Disposable } from 'vscode';
import type { Context } from '../context';
import type { TriggersView } from '../views/triggers/provider';
import { setActive } from './triggers/setActive';

/** "Disable Rule on Server…": keeps a rule of the view Triggers from starting its action. */
export function registerDisableRule(context: Context, triggers: TriggersView): Disposable {
  return commands.registerCommand('infrahubCascade.disableRule', (given?: unknown) =>
    setActive(context, triggers, { given, active: false }),
  );
}

import { commands, type Disposable } from 'vscode';
import type { Context } from '../context';
import type { TriggersView } from '../views/triggers/provider';
import { setActive } from './triggers/setActive';

/** "Enable Rule on Server…": lets a rule of the view Triggers start its action again. */
export function registerEnableRule(context: Context, triggers: TriggersView): Disposable {
  return commands.registerCommand('infrahubCascade.enableRule', (given?: unknown) =>
    setActive(context, triggers, { given, active: true }),
  );
}

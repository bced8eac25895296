import { Disposable } from 'vscode';
import type { Context } from '../../context';
import type { TriggersView } from '../../views/triggers/provider';
import { registerCopyTriggerToFile } from '../copyTriggerToFile';
import { registerDeleteTrigger } from '../deleteTrigger';
import { registerDisableRule } from '../disableRule';
import { registerEnableRule } from '../enableRule';
import { registerLoadOnServer } from '../loadOnServer';
import { registerOpenTriggerInFile } from '../openTriggerInFile';
import { registerOpenTriggerInWeb } from '../openTriggerInWeb';
import { registerRefreshTriggers } from '../refreshTriggers';

/** The commands of the view Triggers. */
export function registerTriggerCommands(context: Context, view: TriggersView): Disposable {
  return Disposable.from(
    registerRefreshTriggers(view),
    registerOpenTriggerInFile(view),
    registerOpenTriggerInWeb(context, view),
    registerLoadOnServer(context, view),
    registerCopyTriggerToFile(context, view),
    registerEnableRule(context, view),
    registerDisableRule(context, view),
    registerDeleteTrigger(context, view),
  );
}

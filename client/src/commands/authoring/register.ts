import { Disposable } from 'vscode';
import type { Context } from '../../context';
import { registerCheckWorkspace } from '../checkWorkspace';
import { registerConnectGenerators } from '../connectGenerators';
import { registerNewModularGenerator } from '../newModularGenerator';
import { registerOpenRule } from '../openRule';
import { registerPickAction } from '../pickAction';
import { registerRestartServer } from '../restartServer';
import { registerShowLog } from '../showLog';
import { registerShowReferences } from '../showReferences';

/** The commands about files, which need no server. */
export function registerAuthoringCommands(context: Context): Disposable {
  return Disposable.from(
    registerCheckWorkspace(context),
    registerConnectGenerators(context),
    registerNewModularGenerator(context),
    registerOpenRule(context),
    registerPickAction(context),
    registerShowReferences(),
    registerRestartServer(context),
    registerShowLog(context),
  );
}

import { commands, type Disposable, l10n, window } from 'vscode';
import {
  actionApplyRequest,
  type ActionOfferAnswer,
  actionOffersRequest,
  type ActionParams,
} from '../../../server/src/protocol/actions';
import { pickActionCommand } from '../../../server/src/protocol/commands';
import type { Context } from '../context';

/** What a code action with many variants does: lets the author pick one, and has it written. Not in the palette. */
export function registerPickAction({ log, server }: Context): Disposable {
  return commands.registerCommand(pickActionCommand, async (params: ActionParams) => {
    try {
      const offers = await server.request<ActionOfferAnswer[]>(actionOffersRequest, params);
      const items = offers.map(({ title }) => ({ label: title }));
      const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('What is to be written?') });
      if (!chosen) return;
      const applied = await server.request<boolean>(actionApplyRequest, { ...params, title: chosen.label });
      if (!applied) void window.showWarningMessage(l10n.t('The text has changed meanwhile, so nothing was written.'));
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  });
}

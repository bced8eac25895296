import { commands, l10n, window } from 'vscode';
import type { Transport } from '../../../../server/src/infrahub/transport';
import type { Access } from '../../connection/access';
import { describeFailure } from '../../connection/connect';
import { explainServers, explainTrust } from '../../connection/questions';
import type { Server } from '../../connection/servers';
import type { Context } from '../../context';
import { noticeText } from '../../notice';
import type { Comparison } from '../../views/triggers/compare';
import type { TriggersView } from '../../views/triggers/provider';
import { shownOf } from '../../views/triggers/situation';
import { accessWithShown } from '../../views/waiting';

/** The server that the view Triggers shows, to be changed. */
export interface WayToWrite {
  readonly server: Server;
  /** The name of the server for a notification. */
  readonly name: string;
  readonly transport: Transport;
  readonly branch: Extract<Access, { readonly kind: 'open' }>['branch'] | undefined;
  /** Whose token it is, where the view knows. */
  readonly account: string | undefined;
  /** What the view shows of it; undefined where it shows nothing, or another server. */
  readonly comparison: Comparison | undefined;
  /** What the view showed before the way was waited for was of this server: so is what was chosen there. */
  readonly isOfChoice: boolean;
}

/** The way to the server in use; says what is missing when there is none. */
export async function wayToWrite(
  { log }: Pick<Context, 'log'>,
  triggers: TriggersView,
): Promise<WayToWrite | undefined> {
  const found = await accessWithShown(triggers).catch((error: unknown) => {
    log.error(describeFailure(error));
    void window.showErrorMessage(noticeText(describeFailure(error)));
    return undefined;
  });
  if (!found) return undefined;
  const { access } = found;
  switch (access.kind) {
    case 'left':
      return undefined;
    case 'untrusted':
      await explainTrust();
      return undefined;
    case 'noServer':
      await explainServers();
      return undefined;
    case 'signedOut':
      await commands.executeCommand('infrahubCascade.signIn');
      return undefined;
    case 'noBranch':
    case 'open': {
      const { server, transport } = access;
      const shown = shownOf(triggers.situation, server);
      return {
        server,
        name: noticeText(server.name),
        transport,
        branch: access.kind === 'open' ? access.branch : undefined,
        account: shown?.account,
        comparison: shown?.comparison,
        isOfChoice: shownOf(found.shown, server) !== undefined,
      };
    }
  }
}

/**
 * The same for a change of what the view shows: it must be of the server in use, so that a choice from an older list is not
 * carried out elsewhere.
 */
export async function wayToShown(context: Context, triggers: TriggersView): Promise<WayToWrite | undefined> {
  const way = await wayToWrite(context, triggers);
  if (!way || (way.isOfChoice && way.account !== undefined)) return way;
  await commands.executeCommand('infrahubCascade.refreshTriggers');
  void window.showInformationMessage(l10n.t('The view Triggers was read anew: choose again.'));
  return undefined;
}

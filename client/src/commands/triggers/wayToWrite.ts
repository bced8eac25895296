import { commands, l10n, window } from 'vscode';
import type { Transport } from '../../../../server/src/infrahub/transport';
import type { Access } from '../../connection/access';
import { describeFailure } from '../../connection/connect';
import { explainServers, explainTrust } from '../../connection/questions';
import type { Server } from '../../connection/servers';
import type { Context } from '../../context';
import type { TriggersView } from '../../views/triggers/provider';

/** The server that the view Triggers shows, to be changed. */
export interface WayToWrite {
  readonly server: Server;
  readonly transport: Transport;
  readonly branch: Extract<Access, { readonly kind: 'open' }>['branch'] | undefined;
  /** Whose token it is, as far as the view knows. */
  readonly account: string;
}

/**
 * The way to the server that the view Triggers shows; says what is missing when there is none. What the view shows must be
 * of this server: a choice from an older list is not carried out elsewhere.
 */
export async function wayToWrite(
  { connection, log }: Context,
  triggers: TriggersView,
): Promise<WayToWrite | undefined> {
  const access = await connection.access().catch((error: unknown) => {
    log.error(describeFailure(error));
    void window.showErrorMessage(describeFailure(error));
    return undefined;
  });
  switch (access?.kind) {
    case undefined:
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
      const { situation } = triggers;
      const isShown = situation.kind === 'shown' || situation.kind === 'empty';
      if (!isShown || situation.server !== server.name) {
        await commands.executeCommand('infrahubCascade.refreshTriggers');
        void window.showInformationMessage(l10n.t('The view Triggers was read anew: choose again.'));
        return undefined;
      }
      const branch = access.kind === 'open' ? access.branch : undefined;
      return { server, transport, branch, account: situation.account };
    }
  }
}

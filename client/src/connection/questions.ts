import { commands, l10n, window } from 'vscode';
import { isReadableOnTheWay } from '../../../server/src/infrahub/address';
import { plainText } from '../../../server/src/infrahub/plainText';
import type { Consents } from './consent';
import type { Server } from './servers';
import type { TokenSource } from './tokens';

/** The settings and files of a workspace must not use what a person stored elsewhere without asking. */
export async function isAgreed(server: Server, token: TokenSource, consents: Consents): Promise<boolean> {
  if (!consents.isMissing(server, token)) return true;
  const use = l10n.t('Use This Server');
  const { address, caFile, insecure, webAddress } = server;
  const detail = [
    l10n.t('This workspace names {0}. Your token would be sent there.', address.base),
    insecure ? l10n.t('Its certificate would not be checked.') : '',
    caFile === undefined ? '' : l10n.t('Its certificate may be of the authorities in the file {0}.', plainText(caFile)),
    webAddress
      ? l10n.t('Pages of it would be opened at {0}, that on which you make a token too.', plainText(webAddress))
      : '',
  ]
    .filter(Boolean)
    .join('\n\n');
  const message = l10n.t('Use the server {0} of this workspace?', server.name);
  const answer = await window.showWarningMessage(message, { modal: true, detail }, use);
  if (answer !== use) return false;
  await consents.give(server);
  return true;
}

/** Asks before something secret goes out unencrypted. */
export async function isSafeEnough({ address }: Server): Promise<boolean> {
  if (!isReadableOnTheWay(address)) return true;
  const goOn = l10n.t('Send Unencrypted');
  const message = l10n.t('{0} is not encrypted.', address.origin);
  const detail = l10n.t('Everybody on the way can read the token. Use https where you can.');
  return (await window.showWarningMessage(message, { modal: true, detail }, goOn)) === goOn;
}

/** Says how a server gets known. */
export async function explainServers(): Promise<void> {
  const open = l10n.t('Open Settings');
  const message = l10n.t(
    'No Infrahub server is known. Add one to the setting infrahubCascade.servers, or set INFRAHUB_ADDRESS.',
  );
  if ((await window.showInformationMessage(message, open)) === open) {
    await commands.executeCommand('workbench.action.openSettings', 'infrahubCascade.servers');
  }
}

/** Says why nothing is sent. */
export async function explainTrust(): Promise<void> {
  const manage = l10n.t('Manage Trust');
  const message = l10n.t('Nothing is sent to a server from a workspace that is not trusted.');
  if ((await window.showWarningMessage(message, manage)) === manage) {
    await commands.executeCommand('workbench.trust.manage');
  }
}

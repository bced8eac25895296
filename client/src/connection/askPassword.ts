import { hostname } from 'node:os';
import { l10n, ProgressLocation, type QuickPickItem, window } from 'vscode';
import { makeToken } from '../../../server/src/infrahub/makeToken';
import type { Credentials } from '../../../server/src/infrahub/openSession';
import { plainText } from '../../../server/src/infrahub/plainText';
import type { Fetch } from '../../../server/src/infrahub/transport';
import type { Server } from './servers';

export interface PasswordOptions {
  readonly fetchFor: (server: Server) => Promise<Fetch>;
  readonly credentials: (server: Server) => Partial<Credentials>;
}

/**
 * Asks for user name, password and how long the token shall be valid, and makes it. Nothing of it is kept but the token
 * that is given back. Undefined when the person gave up; rejects with an `InfrahubError`.
 */
export async function askPassword(
  server: Server,
  problem: string | undefined,
  { fetchFor, credentials }: PasswordOptions,
): Promise<string | undefined> {
  const known = credentials(server);
  const title = l10n.t('Sign In to {0}', server.name);
  const box = { title, ignoreFocusOut: true };
  const prompt = problem ?? l10n.t('The user name of your account on {0}.', server.address.origin);
  const user = (await window.showInputBox({ ...box, prompt, value: known.user }))?.trim();
  if (!user) return undefined;
  const ofEnvironment = user === known.user && problem === undefined ? known.password : undefined;
  const password =
    ofEnvironment ??
    (await window.showInputBox({
      ...box,
      prompt: l10n.t('The password of {0}. It is sent to this server once and not kept.', plainText(user)),
      password: true,
    }));
  if (!password) return undefined;
  const days = await askDays(title);
  if (days === undefined) return undefined;
  const request = {
    user,
    password,
    name: `Cascade for Infrahub on ${hostname()}`,
    expiration: days === 0 ? undefined : new Date(Date.now() + days * 86_400_000),
  };
  const fetch = await fetchFor(server);
  const progress = { location: ProgressLocation.Notification, title: l10n.t('Making a token on {0}…', server.name) };
  return window.withProgress(progress, () => makeToken({ address: server.address, fetch }, request));
}

/** 0 is without end. */
async function askDays(title: string): Promise<number | undefined> {
  const items: readonly (QuickPickItem & { readonly days: number })[] = [
    { label: l10n.t('90 days'), days: 90 },
    { label: l10n.t('30 days'), days: 30 },
    { label: l10n.t('One year'), days: 365 },
    { label: l10n.t('Until it is deleted'), days: 0 },
  ];
  const placeHolder = l10n.t('How long shall the new token be valid?');
  return (await window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.days;
}

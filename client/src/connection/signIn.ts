import { l10n, type LogOutputChannel, ProgressLocation, type QuickPickItem, window } from 'vscode';
import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import type { Credentials } from '../../../server/src/infrahub/openSession';
import { account } from '../../../server/src/infrahub/operations/account';
import { plainText } from '../../../server/src/infrahub/plainText';
import type { Fetch, Transport } from '../../../server/src/infrahub/transport';
import { askPassword } from './askPassword';
import { openWebPage } from './openWebPage';
import type { Server } from './servers';
import type { Tokens } from './tokens';

export interface SignInOptions {
  readonly tokens: Tokens;
  readonly log: LogOutputChannel;
  /** The way to the network for a server. */
  readonly fetchFor: (server: Server) => Promise<Fetch>;
  readonly transportTo: (server: Server, token: string) => Promise<Transport>;
  /** What the environment holds for the server, if it is the environment's. */
  readonly credentials: (server: Server) => Partial<Credentials>;
}

type Method = 'token' | 'password' | 'web';

/** Asks for a token, or for what makes one, until it is accepted; stores it. Undefined when the person gave up. */
export async function signInTo(server: Server, options: SignInOptions): Promise<Transport | undefined> {
  const method = await askMethod(server, options.credentials(server));
  if (method === undefined) return undefined;
  if (method === 'web' && !(await openWebPage(server, '/profile?tab=tokens'))) return undefined;
  let problem: string | undefined;
  for (;;) {
    try {
      const token =
        method === 'password' ? await askPassword(server, problem, options) : await askToken(server, problem);
      return token === undefined ? undefined : await accept(server, token, options);
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
      options.log.error(problem);
      if (isRefusal(error)) continue;
      void window.showErrorMessage(problem);
      return undefined;
    }
  }
}

async function askMethod(server: Server, { user }: Partial<Credentials>): Promise<Method | undefined> {
  const items: readonly (QuickPickItem & { readonly method: Method })[] = [
    {
      label: `$(key) ${l10n.t('Paste a token')}`,
      detail: l10n.t('One that your account has already.'),
      method: 'token',
    },
    {
      label: `$(account) ${l10n.t('User name and password')}`,
      detail: l10n.t('Makes a token of your account. The password is not kept.'),
      method: 'password',
    },
    {
      label: `$(link-external) ${l10n.t('Make a token in the browser')}`,
      detail: l10n.t('For single sign-on: opens your account in Infrahub, and asks for the token made there.'),
      method: 'web',
    },
  ];
  // Who has an account in the environment gets it with nothing but Enter.
  const ordered = user === undefined ? items : items.toSorted((one) => (one.method === 'password' ? -1 : 0));
  const title = l10n.t('Sign In to {0}', server.name);
  return (await window.showQuickPick(ordered, { title, placeHolder: l10n.t('How?'), ignoreFocusOut: true }))?.method;
}

async function askToken(server: Server, problem: string | undefined): Promise<string | undefined> {
  const prompt = l10n.t(
    'A token of your account on {0}. It is kept by VS Code and sent to this server only.',
    server.address.origin,
  );
  const title = l10n.t('Sign In to {0}', server.name);
  const given = await window.showInputBox({ title, prompt: problem ?? prompt, password: true, ignoreFocusOut: true });
  return given?.trim() || undefined;
}

/** Reads are open to everybody by default (facts 4): only the account shows that a token is good for something. */
async function accept(server: Server, token: string, { tokens, transportTo }: SignInOptions): Promise<Transport> {
  const transport = await transportTo(server, token);
  const progress = { location: ProgressLocation.Notification, title: l10n.t('Asking {0} who you are…', server.name) };
  const { name } = await window.withProgress(progress, () => transport.run(account, {}));
  await tokens.store(server, token);
  void window.showInformationMessage(l10n.t('Signed in to {0} as {1}.', server.name, plainText(name)));
  return transport;
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof InfrahubError)) return false;
  return ['unauthorized', 'unusable-token', 'wrong-password'].includes(error.problem.kind);
}

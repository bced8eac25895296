import { env, l10n, Uri, window } from 'vscode';
import { noticeText } from '../notice';
import type { Server } from './servers';
import { webRoot } from './webRoot';

/**
 * Opens a page of the web interface of a server in the browser; `path` begins with a slash. False when nobody opened it, and
 * where the server has no address for a browser, which is said.
 */
export async function openWebPage(server: Server, path: string): Promise<boolean> {
  const root = webRoot(server);
  if (root !== undefined) return env.openExternal(Uri.parse(root + path, true));
  const name = noticeText(server.name);
  void window.showErrorMessage(l10n.t('The webAddress of the server {0} is no address of a web page.', name));
  return false;
}

import { commands, type Disposable, window } from 'vscode';

/** Opens the packaged page of a rule for links `vscode://infrahub-cascade.infrahub-cascade/rule/<id>`. */
export function registerRuleLink(): Disposable {
  return window.registerUriHandler({
    async handleUri(uri) {
      const id = /^\/rule\/([a-z0-9-]+)$/.exec(uri.path)?.[1];
      if (id) await commands.executeCommand('infrahubCascade.openRule', id);
    },
  });
}

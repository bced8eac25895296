import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated } from './support';

describe('beside other extensions', () => {
  it('runs with the other Infrahub extension', async () => {
    const other = vscode.extensions.getExtension('opsmill.infrahub-vscode');
    assert.ok(other, 'the stand-in is installed');
    await other.activate();
    await activated();
    assert.equal(await vscode.commands.executeCommand('infrahub.refreshServers'), 'infrahub.refreshServers');
  });

  it('shares no id with it', async () => {
    const { extension } = await activated();
    const contributed = JSON.stringify(extension.packageJSON.contributes);
    const ids = [...contributed.matchAll(/"(?:command|id)":"([^"]+)"/g)].map((match) => match[1]);
    assert.deepEqual(
      ids.filter((id) => id !== 'graphql' && !/^infrahubCascade(\.|$)/.test(id ?? '')),
      [],
    );
  });
});

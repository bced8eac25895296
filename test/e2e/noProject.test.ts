import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionUnderTest, openFile, serverProcesses, serverRuns } from './support';

describe('a folder that is no Infrahub repository', () => {
  // VS Code starts tests when it has looked for the files that wake extensions up.
  it('leaves the extension asleep, whatever is opened', async () => {
    await openFile('deployment.yml');
    assert.equal(extensionUnderTest().isActive, false);
    assert.deepEqual(serverProcesses(), []);
  });

  it('has commands that work, and no findings', async () => {
    await vscode.commands.executeCommand('infrahubCascade.checkWorkspace');
    const state = await serverRuns();
    assert.equal(state.status?.projects, 0);
    assert.deepEqual(vscode.languages.getDiagnostics(), []);
  });
});

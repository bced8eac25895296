import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { firstOf, serverProcesses, serverRuns, stateWhen } from './support';

describe('the language server', () => {
  it('is started again when it crashes', async () => {
    await serverRuns();
    const crashed = serverProcess();
    const waiting = stateWhen((state) => state.kind === 'waiting');
    process.kill(crashed, 'SIGKILL');
    await waiting;
    const state = await serverRuns();
    assert.equal(state.status?.projects, 1);
    assert.notEqual(serverProcess(), crashed);
  });

  it('is started again when it crashes while much is asked', async () => {
    await serverRuns();
    const waiting = stateWhen((state) => state.kind === 'waiting');
    process.kill(serverProcess(), 'SIGKILL');
    while (serverProcesses().length > 0);
    // Nothing was awaited: the client does not know of the end, and each of these writes to a broken pipe.
    const asked = Array.from({ length: 20 }, () => vscode.commands.executeCommand('infrahubCascade.checkWorkspace'));
    await Promise.allSettled(asked);
    await waiting;
    await serverRuns();
  });

  it('is restarted by the command', async () => {
    await serverRuns();
    const old = serverProcess();
    await vscode.commands.executeCommand('infrahubCascade.restartServer');
    await serverRuns();
    assert.notEqual(serverProcess(), old);
  });

  it('shows the page of a rule', async () => {
    await vscode.commands.executeCommand('infrahubCascade.openRule', 'invalid-mutation-action');
    await firstOf(vscode.window.tabGroups.onDidChangeTabs, tabs, (labels) =>
      labels.some((label) => /rules\.md/.test(label)),
    );
  });
});

function tabs(): string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
}

/** The process id of the one server. */
function serverProcess(): number {
  const found = serverProcesses();
  assert.equal(found.length, 1, `one server process, not ${found.length}`);
  return Number(found[0]);
}

import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { activated, firstOf, serverRuns, stateWhen } from './support';

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

  it('is restarted by the command', async () => {
    await serverRuns();
    const old = serverProcess();
    await vscode.commands.executeCommand('infrahubCascade.restartServer');
    await serverRuns();
    assert.notEqual(serverProcess(), old);
  });

  it('checks the workspace again on command', async () => {
    await serverRuns();
    await vscode.commands.executeCommand('infrahubCascade.checkWorkspace');
    const { api } = await activated();
    assert.equal(api.serverState().kind, 'running');
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

/** The process id of the server: the one child of this extension host that runs it. */
function serverProcess(): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const found = lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => Number(match?.[2]) === process.pid && match?.[3]?.includes('server.js'));
  assert.equal(found.length, 1, `one server process, not ${found.length}`);
  return Number(found[0]?.[1]);
}

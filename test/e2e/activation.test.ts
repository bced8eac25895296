import * as assert from 'node:assert/strict';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { activated, extensionUnderTest, serverRuns } from './support';

describe('activation', () => {
  it('is awake in an Infrahub repository before anybody calls it', () => {
    assert.ok(extensionUnderTest().isActive);
  });

  it('runs the copy under test', async () => {
    const { extension } = await activated();
    const sources = path.resolve(__dirname, '..', '..');
    assert.equal(extension.extensionPath !== sources, process.env.EXPECT_INSTALLED === '1', extension.extensionPath);
  });

  it('registers its commands', async () => {
    const { extension } = await activated();
    const declared: string[] = extension.packageJSON.contributes.commands.map(
      (entry: { command: string }) => entry.command,
    );
    const known = await vscode.commands.getCommands(true);
    assert.deepEqual(
      declared.filter((command) => !known.includes(command)),
      [],
    );
  });

  it('starts the language server', async () => {
    const state = await serverRuns();
    assert.equal(state.status?.projects, 1);
  });
});

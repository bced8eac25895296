import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsWhen, edit, fileUri, openFile, revert, ruleOf, serverRuns, workspaceDiagnostics } from './support';

const triggers = 'objects/90_triggers.yml';

describe('two folders, and no other extension', () => {
  it('are two projects without findings', async () => {
    const state = await serverRuns();
    assert.equal(state.status?.projects, 2);
    assert.deepEqual(workspaceDiagnostics(), []);
  });

  it('plain YAML syntax errors are told', async () => {
    assert.equal(vscode.extensions.getExtension('redhat.vscode-yaml'), undefined);
    const document = await openFile(triggers);
    await edit(document, 'name: run-pod-generator\n', 'name: "run-pod-generator" open\n');
    const list = await diagnosticsWhen(document.uri, (found) => found.length > 0);
    assert.ok(
      list.some((each) => ruleOf(each) === 'yaml-syntax-error'),
      list.map(ruleOf).join(),
    );
    await revert(document);
  });

  it('do not answer for one another', async () => {
    const document = await openFile(triggers, 1);
    await edit(document, 'mutation_action: updated', 'mutation_action: updatd');
    await diagnosticsWhen(document.uri, (found) => found.length > 0);
    assert.deepEqual(vscode.languages.getDiagnostics(fileUri(triggers, 0)), []);
    const place = document.positionAt(document.getText().indexOf('generate-pod'));
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      place,
    );
    const folders = found.map(({ uri }) => vscode.workspace.getWorkspaceFolder(uri)?.index);
    assert.deepEqual([...new Set(folders)], [1]);
    await revert(document);
  });
});

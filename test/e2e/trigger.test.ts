import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsWhen, edit, openFile, revert, serverRuns, workspaceDiagnostics } from './support';

const triggers = 'objects/90_triggers.yml';

describe('trigger files', () => {
  let document: vscode.TextDocument;

  before(async () => {
    await serverRuns();
    document = await openFile(triggers);
  });

  afterEach(() => revert(document));

  it('are all right in the example', async () => {
    const state = await serverRuns();
    assert.deepEqual(workspaceDiagnostics(), []);
    assert.deepEqual(state.status?.findings, { error: 0, warning: 0, information: 0, hint: 0 });
  });

  it('show a mistake, and the quick fix mends it', async () => {
    const before = document.getText();
    await edit(document, 'mutation_action: updated', 'mutation_action: updatd');
    const [found] = await diagnosticsWhen(document.uri, (list) => list.length > 0);
    assert.ok(found);
    assert.equal(document.getText(found.range), 'updatd');
    assert.equal(codeOf(found), 'invalid-mutation-action');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found.range,
    );
    const fix = actions.find((action) => action.title === 'Change to updated');
    assert.ok(fix?.edit, actions.map((action) => action.title).join());
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), before);
    await diagnosticsWhen(document.uri, (list) => list.length === 0);
  });

  it('count mistakes in the status', async () => {
    await edit(document, 'mutation_action: updated', 'mutation_action: updatd');
    const state = await serverRuns((running) => (running.status?.findings.error ?? 0) > 0);
    assert.equal(state.status?.findings.error, 1);
    assert.match(state.status?.serverVersion ?? '', /^\d+\.\d+/);
    assert.notEqual(state.status?.serverVersionSource, '');
  });

  it('complete the values of a key', async () => {
    await edit(document, 'mutation_action: updated', 'mutation_action: ');
    const offset = document.getText().indexOf('mutation_action: ') + 'mutation_action: '.length;
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(offset),
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('created') && labels.includes('updated'), labels.join());
  });

  it('leave plain syntax errors to the YAML extension', async () => {
    assert.ok(vscode.extensions.getExtension('redhat.vscode-yaml'), 'the stand-in is installed');
    // Our own finding behind the broken line tells that the file has been looked at.
    await edit(document, 'name: run-pod-generator\n', 'name: "run-pod-generator" open\n');
    const list = await errorsAfterCheck(document.uri);
    assert.deepEqual(
      list.filter((diagnostic) => codeOf(diagnostic) === 'yaml-syntax'),
      [],
    );
  });
});

async function errorsAfterCheck(uri: vscode.Uri): Promise<vscode.Diagnostic[]> {
  await vscode.commands.executeCommand('infrahubCascade.checkWorkspace');
  return vscode.languages.getDiagnostics(uri);
}

function codeOf({ code }: vscode.Diagnostic): string | number | undefined {
  return typeof code === 'object' ? code.value : code;
}

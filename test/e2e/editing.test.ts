import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsWhen, edit, openFile, positionOf, revert, serverRuns } from './support';

describe('editing', () => {
  let document: vscode.TextDocument;

  before(async () => {
    await serverRuns();
    document = await openFile('objects/90_triggers.yml');
  });

  afterEach(() => revert(document));

  /** What is offered behind the first occurrence of a text. */
  async function completionsBehind(text: string): Promise<vscode.CompletionItem[]> {
    const position = positionOf(document, text).translate(0, text.length);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
      undefined,
      100,
    );
    return list.items;
  }

  it('completes the values of a key', async () => {
    await edit(document, 'mutation_action: updated', 'mutation_action: ');
    const labels = (await completionsBehind('mutation_action: ')).map(labelOf);
    assert.ok(labels.includes('created') && labels.includes('updated'), labels.join());
    assert.ok(!labels.includes('deleted'), 'the server refuses deleted');
  });

  it('completes the attributes of the kind, with their documentation', async () => {
    await edit(document, 'attribute_name: checksum', 'attribute_name: ');
    const items = await completionsBehind('attribute_name: ');
    const labels = items.map(labelOf);
    for (const name of ['checksum', 'amount_of_spines', 'role']) assert.ok(labels.includes(name), labels.join());
    const checksum = items.find((item) => labelOf(item) === 'checksum');
    assert.ok(checksum?.documentation || checksum?.detail, 'it says what it is');
  });

  it('shows the default that bites where a key is missing', async () => {
    await edit(document, '      branch_scope: other_branches\n', '');
    await diagnosticsWhen(document.uri, () => true);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    assert.deepEqual(
      hints.map(({ label }) => label),
      ['branch_scope: default_branch'],
    );
  });

  it('renames an action wherever it is named', async () => {
    const found = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      positionOf(document, 'run-pod-generator'),
      'start-pod-generator',
    );
    const uses = document.getText().split('run-pod-generator').length - 1;
    assert.ok(uses > 2);
    const edits = found.entries().flatMap(([uri, list]) => list.map((each) => `${uri.path} ${each.newText}`));
    assert.deepEqual(edits, Array(uses).fill(`${document.uri.path} start-pod-generator`));
  });

  it('refuses to rename an attribute, with the reason', async () => {
    const prepared = vscode.commands.executeCommand('vscode.prepareRename', document.uri, attributePosition());
    await assert.rejects(Promise.resolve(prepared), /./);
  });

  function attributePosition(): vscode.Position {
    return positionOf(document, 'checksum', 'attribute_name: checksum');
  }
});

function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === 'string' ? label : label.label;
}

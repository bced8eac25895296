import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { fileUri, serverRuns, workspaceDiagnostics } from './support';

const samples = path.resolve(__dirname, '..', '..', 'test', 'samples');
/** The files as they are to be in the end: those that change and those that are new. */
const expected = path.join(samples, 'connected');

describe('connecting generators', () => {
  it('turns three unconnected generators into a chain with nothing but Enter, asked at once', async () => {
    const done = vscode.commands.executeCommand<boolean>('infrahubCascade.connectGenerators');
    assert.equal(await pressEnterUntil(done), true);
    for (const name of filesIn(expected)) {
      const text = readFileSync(path.join(expected, name), 'utf8');
      assert.equal(await textOf(name), text, name);
    }
    await serverRuns(({ status }) => status?.findings.error === 0 && status.findings.warning === 0);
    assert.deepEqual(workspaceDiagnostics(), []);
  });

  it('takes all of it back with one undo, and does it again with one redo', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri('.infrahub.yml')));
    await vscode.commands.executeCommand('undo');
    for (const name of filesIn(expected)) {
      const original = path.join(samples, 'unconnected', name);
      assert.equal(await textOrNone(name), existsSync(original) ? readFileSync(original, 'utf8') : undefined, name);
    }
    await vscode.commands.executeCommand('redo');
    for (const name of filesIn(expected)) {
      assert.equal(await textOrNone(name), readFileSync(path.join(expected, name), 'utf8'), name);
    }
  });

  it('has nothing to write for a chain that is connected', async () => {
    const before = await Promise.all(filesIn(expected).map(textOf));
    const generators = ['generate-fabric', 'generate-pod', 'generate-rack'];
    const given = { generators, asAdvised: true };
    assert.equal(await vscode.commands.executeCommand('infrahubCascade.connectGenerators', given), true);
    assert.deepEqual(await Promise.all(filesIn(expected).map(textOf)), before);
  });

  it('refuses a circle and writes nothing', async () => {
    const before = await Promise.all(filesIn(expected).map(textOf));
    const given = { generators: ['generate-rack', 'generate-fabric'], asAdvised: true };
    assert.equal(await vscode.commands.executeCommand('infrahubCascade.connectGenerators', given), false);
    assert.deepEqual(await Promise.all(filesIn(expected).map(textOf)), before);
  });

  it('makes a new modular generator and opens it', async () => {
    const given = { name: 'generate-cabling', kind: 'LocationRack', group: 'cabled_racks', folder: 'generators' };
    const made = await vscode.commands.executeCommand('infrahubCascade.newModularGenerator', {
      ...given,
      asAdvised: true,
    });
    assert.equal(made, true);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor && vscode.workspace.asRelativePath(editor.document.uri), 'generators/generate_cabling.py');
    assert.match(editor?.document.getText() ?? '', /class CablingGenerator\(InfrahubGenerator\):/);
    assert.match(
      await textOf('.infrahub.yml'),
      /- name: generate-cabling\n {4}file_path: generators\/generate_cabling\.py/,
    );
    assert.match(await textOf('objects/01_groups.yml'), /- name: cabled_racks\n/);
    assert.match(await textOf('queries/generate_cabling.gql'), /LocationRack\(name__value: \$rack_name\)/);
    await serverRuns();
    assert.deepEqual(workspaceDiagnostics(), []);
  });

  it('writes into what stands on disk when an open file has just changed there', async () => {
    await vscode.workspace.saveAll();
    const config = await vscode.workspace.openTextDocument(fileUri('.infrahub.yml'));
    await vscode.window.showTextDocument(config);
    const before = config.getText();
    // By Node, so that VS Code has to find out.
    writeFileSync(config.uri.fsPath, `# ours\n${before}`);
    const given = { name: 'generate-power', kind: 'LocationRack', group: 'powered_racks', folder: 'generators' };
    const made = vscode.commands.executeCommand('infrahubCascade.newModularGenerator', { ...given, asAdvised: true });
    assert.equal(await made, true);
    const added = config.getText().slice('# ours\n'.length);
    assert.ok(config.getText().startsWith('# ours\n'), config.getText());
    assert.match(added, /- name: generate-power\n {4}file_path: generators\/generate_power\.py/);
    assert.ok(
      before.split('\n').every((line) => added.includes(line)),
      added,
    );
    await serverRuns();
    assert.deepEqual(workspaceDiagnostics(), []);
  });
});

/** Presses Enter on whatever is asked, and accepts the preview, until the command has ended. */
async function pressEnterUntil<T>(done: Thenable<T>): Promise<T> {
  const command = { ended: false };
  const ended = Promise.resolve(done).finally(() => (command.ended = true));
  while (!command.ended) {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await vscode.commands.executeCommand('refactorPreview.apply');
  }
  return ended;
}

/** What a file of the workspace says, saved or not. */
async function textOf(name: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(fileUri(name))).getText();
}

/** The same, or undefined when there is no such file. */
async function textOrNone(name: string): Promise<string | undefined> {
  const exists = await vscode.workspace.fs.stat(fileUri(name)).then(
    () => true,
    () => false,
  );
  return exists ? textOf(name) : undefined;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(path.join(folder, name)).isFile(),
  );
}

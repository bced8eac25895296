import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  diagnosticsWhen,
  edit,
  extensionUnderTest,
  firstOf,
  openFile,
  revert,
  ruleOf,
  serverRuns,
  workspaceDiagnostics,
  writeFile,
} from './support';

const projectSettings = '.infrahub-cascade.yml';

describe('findings', () => {
  let document: vscode.TextDocument;

  before(async () => {
    await serverRuns();
    document = await openFile('objects/90_triggers.yml');
  });

  afterEach(() => revert(document));

  const spoil = (): Promise<void> => edit(document, 'mutation_action: updated', 'mutation_action: updatd');

  it('there are none in the example', async () => {
    const state = await serverRuns();
    assert.deepEqual(workspaceDiagnostics(), []);
    assert.deepEqual(state.status?.findings, { error: 0, warning: 0, information: 0, hint: 0 });
  });

  it('show a mistake with its rule and page, and the quick fix mends it', async () => {
    const before = document.getText();
    await spoil();
    const [found] = await diagnosticsWhen(document.uri, (list) => list.length > 0);
    assert.ok(found);
    assert.equal(document.getText(found.range), 'updatd');
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    const code = found.code;
    assert.ok(typeof code === 'object');
    assert.equal(code.value, 'invalid-mutation-action');
    const page = `${vscode.env.uriScheme}://${extensionUnderTest().id}/rule/invalid-mutation-action`;
    assert.equal(code.target.toString(), page);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found.range,
      vscode.CodeActionKind.QuickFix.value,
      5,
    );
    const fix = actions.find((action) => action.title === "Change to 'updated'");
    assert.ok(fix?.edit, actions.map((action) => action.title).join());
    assert.ok(fix.isPreferred);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.equal(document.getText(), before);
    await diagnosticsWhen(document.uri, (list) => list.length === 0);
  });

  it('are counted in the status', async () => {
    await spoil();
    const state = await serverRuns((running) => (running.status?.findings.error ?? 0) > 0);
    assert.equal(state.status?.findings.error, 1);
    assert.match(state.status?.versions[0]?.version ?? '', /^\d+\.\d+/);
    assert.notEqual(state.status?.versions[0]?.source ?? '', '');
  });

  it('cover files that are not open, as they come and go', async () => {
    const text = document.getText().replace('run-rack-generator', 'run-rack-generatr');
    const uri = await writeFile('objects/91_more.yml', text);
    await diagnosticsWhen(uri, (list) => list.length > 0);
    assert.ok(!vscode.workspace.textDocuments.some((open) => open.uri.toString() === uri.toString()));
    await vscode.workspace.fs.delete(uri);
    await diagnosticsWhen(uri, (list) => list.length === 0);
  });

  it('take their severity from .infrahub-cascade.yml, while it is written and when it goes', async () => {
    await spoil();
    const hasSeverity = (severity: vscode.DiagnosticSeverity) => (list: vscode.Diagnostic[]) =>
      list.some((each) => ruleOf(each) === 'invalid-mutation-action' && each.severity === severity);
    await diagnosticsWhen(document.uri, hasSeverity(vscode.DiagnosticSeverity.Error));
    const warning = 'rules:\n  invalid-mutation-action: warning\n';
    const uri = await writeFile(projectSettings, warning);
    await diagnosticsWhen(document.uri, hasSeverity(vscode.DiagnosticSeverity.Warning));
    await vscode.workspace.fs.delete(uri);
    await diagnosticsWhen(document.uri, hasSeverity(vscode.DiagnosticSeverity.Error));
    await writeFile(projectSettings, warning);
    const settings = await openFile(projectSettings);
    await edit(settings, 'warning', 'information');
    await diagnosticsWhen(document.uri, hasSeverity(vscode.DiagnosticSeverity.Information));
    await edit(settings, settings.getText(), '');
    await diagnosticsWhen(document.uri, hasSeverity(vscode.DiagnosticSeverity.Error));
    assert.ok(await settings.save());
  });

  it('take their severity from the settings of VS Code', async () => {
    await spoil();
    const configuration = vscode.workspace.getConfiguration('infrahubCascade');
    const workspace = vscode.ConfigurationTarget.Workspace;
    await configuration.update('rules', { 'invalid-mutation-action': 'hint' }, workspace);
    await diagnosticsWhen(document.uri, (list) => list[0]?.severity === vscode.DiagnosticSeverity.Hint);
    await configuration.update('rules', undefined, workspace);
    await diagnosticsWhen(document.uri, (list) => list[0]?.severity === vscode.DiagnosticSeverity.Error);
  });

  it('leave plain syntax errors to the YAML extension', async () => {
    assert.ok(vscode.extensions.getExtension('redhat.vscode-yaml'), 'the stand-in is installed');
    // Our own finding in the same text tells when it has been looked at.
    await edit(document, 'name: run-pod-generator\n', 'name: "run-pod-generator" open\n');
    await spoil();
    const list = await diagnosticsWhen(document.uri, (found) => found.some((each) => ruleOf(each) !== undefined));
    assert.ok(!list.some((each) => ruleOf(each) === 'yaml-syntax-error'), list.map(ruleOf).join());
  });

  it('are asked for again by the command', async () => {
    await spoil();
    await diagnosticsWhen(document.uri, (list) => list.length > 0);
    const changed = firstOf(vscode.languages.onDidChangeDiagnostics, () => true, Boolean);
    await vscode.commands.executeCommand('infrahubCascade.checkWorkspace');
    await changed;
    assert.equal(vscode.languages.getDiagnostics(document.uri).length, 1);
  });
});

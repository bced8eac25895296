import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../client/src/extension';
import type { ServerState } from '../../client/src/serverState';

type Running = Extract<ServerState, { kind: 'running' }>;

/** The extension under test, activated. */
export async function activated(): Promise<{ extension: vscode.Extension<Api>; api: Api }> {
  const extension = vscode.extensions.getExtension<Api>('infrahub-cascade.infrahub-cascade');
  assert.ok(extension, 'the extension is known');
  return { extension, api: await extension.activate() };
}

/** Resolves with the first state, from now on, that is as wanted. */
export async function stateWhen(isWanted: (state: ServerState) => boolean): Promise<ServerState> {
  const { api } = await activated();
  return firstOf(api.onDidChangeServerState, () => api.serverState(), isWanted);
}

/** Resolves when the language server has read the whole project, and is as wanted; rejects when it has failed. */
export async function serverRuns(isWanted: (state: Running) => boolean = () => true): Promise<Running> {
  const state = await stateWhen(
    (next) =>
      next.kind === 'failed' ||
      (next.kind === 'running' && next.status !== undefined && !next.status.indexing && isWanted(next)),
  );
  if (state.kind !== 'running') throw new Error(`the server has failed: ${JSON.stringify(state)}`);
  return state;
}

/** Resolves with our diagnostics of a file as soon as they are as wanted. */
export function diagnosticsWhen(
  uri: vscode.Uri,
  isWanted: (list: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  return firstOf(vscode.languages.onDidChangeDiagnostics, () => vscode.languages.getDiagnostics(uri), isWanted);
}

/** Every diagnostic there is, with its file and place. */
export function workspaceDiagnostics(): string[] {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([uri, list]) => list.map(({ message, range }) => `${uri.path}:${range.start.line + 1} ${message}`));
}

/** Opens a file of the workspace in an editor. */
export async function openFile(path: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Replaces the first occurrence of a text. */
export async function edit(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, `the file contains ${from}`);
  const change = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
  change.replace(document.uri, range, to);
  assert.ok(await vscode.workspace.applyEdit(change));
}

/** Takes back what a test has edited, and waits until the diagnostics have followed. */
export async function revert(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await diagnosticsWhen(document.uri, (list) => list.length === 0);
}

/** Resolves with the first value that is as wanted: the present one, or one after the event. */
export function firstOf<T>(event: vscode.Event<unknown>, now: () => T, isWanted: (value: T) => boolean): Promise<T> {
  return new Promise((done) => {
    const look = (): boolean => {
      const value = now();
      if (!isWanted(value)) return false;
      done(value);
      return true;
    };
    if (look()) return;
    const listener = event(() => {
      if (look()) listener.dispose();
    });
  });
}

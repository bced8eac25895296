import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { Api } from '../../client/src/extension';
import type { ServerState } from '../../client/src/serverState';

type Running = Extract<ServerState, { kind: 'running' }>;

/** The extension under test, as VS Code knows it. */
export function extensionUnderTest(): vscode.Extension<Api> {
  const extension = vscode.extensions.getExtension<Api>('infrahub-cascade.infrahub-cascade');
  assert.ok(extension, 'the extension is known');
  return extension;
}

/** The extension under test, activated. */
export async function activated(): Promise<{ extension: vscode.Extension<Api>; api: Api }> {
  const extension = extensionUnderTest();
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

/** The address of a file of the workspace, by its path in the given folder. */
export function fileUri(path: string, folder = 0): vscode.Uri {
  const root = vscode.workspace.workspaceFolders?.[folder];
  assert.ok(root, 'the folder is open');
  return vscode.Uri.joinPath(root.uri, path);
}

/** Opens a file of the workspace in an editor. */
export async function openFile(path: string, folder = 0): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(path, folder));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Writes a file of the workspace without opening it. */
export async function writeFile(path: string, text: string): Promise<vscode.Uri> {
  const uri = fileUri(path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** The position of the first occurrence of a text, or of the place behind it; `within` is a text around it. */
export function positionOf(document: vscode.TextDocument, text: string, within = text): vscode.Position {
  const outer = document.getText().indexOf(within);
  assert.ok(outer >= 0, `the file contains ${within}`);
  return document.positionAt(outer + within.indexOf(text));
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

/** The rule of a diagnostic. */
export function ruleOf({ code }: vscode.Diagnostic): string | number | undefined {
  return typeof code === 'object' ? code.value : code;
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

/** Runs a command and presses Enter in whatever asks, until it is over. */
export async function withEnter(name: string): Promise<void> {
  await pressEnterUntil(vscode.commands.executeCommand(name));
}

/** Presses Enter in whatever asks until something is over; gives what it gives. */
export async function pressEnterUntil<T>(work: Thenable<T>): Promise<T> {
  const state = { isOver: false };
  const done = Promise.resolve(work).finally(() => (state.isOver = true));
  while (!state.isOver) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  return done;
}

/** What a modal warning asked. */
export interface Asked {
  readonly message: string;
  readonly detail: string;
}

/**
 * Answers modal warnings instead of a person while something runs; undefined is a no. Gives all warnings. Only for an
 * extension that runs from its sources: an installed one has a `window` of its own.
 */
export async function answering(answer: string | undefined, work: () => Thenable<unknown>): Promise<Asked[]> {
  const asked: Asked[] = [];
  const { window } = vscode as { window: { showWarningMessage: unknown } };
  const original = window.showWarningMessage;
  window.showWarningMessage = (message: string, options?: { modal?: boolean; detail?: string }) => {
    asked.push({ message, detail: options?.detail ?? '' });
    return Promise.resolve(options?.modal ? answer : undefined);
  };
  try {
    await work();
  } finally {
    window.showWarningMessage = original;
  }
  return asked;
}

/** The labels of every list that is built step by step while something runs; under the same condition. */
export async function listing(work: () => Thenable<unknown>): Promise<string[][]> {
  const shown: string[][] = [];
  const { window } = vscode as { window: { createQuickPick: unknown } };
  const original = vscode.window.createQuickPick;
  window.createQuickPick = () => {
    const list = original();
    const show = list.show.bind(list);
    list.show = () => {
      shown.push(list.items.map(({ label }) => label));
      show();
    };
    return list;
  };
  try {
    await work();
  } finally {
    window.createQuickPick = original;
  }
  return shown;
}

/** The names of all commands that are run while something goes on; under the same condition. */
export async function commanding(work: () => Thenable<unknown>): Promise<string[]> {
  const asked: string[] = [];
  const { commands } = vscode as { commands: { executeCommand: unknown } };
  const original = vscode.commands.executeCommand;
  commands.executeCommand = (name: string, ...given: unknown[]) => {
    asked.push(name);
    return original(name, ...given);
  };
  try {
    await work();
  } finally {
    commands.executeCommand = original;
  }
  return asked;
}

/** What a list shows, and what of it is taken. */
export type Pick = (items: readonly vscode.QuickPickItem[]) => unknown;

/** Takes something of each list that is shown instead of a person while something runs; under the same condition. */
export async function picking(pick: Pick, work: () => Thenable<unknown>): Promise<void> {
  const { window } = vscode as { window: { showQuickPick: unknown } };
  const original = window.showQuickPick;
  window.showQuickPick = (items: readonly vscode.QuickPickItem[]) => Promise.resolve(pick(items));
  try {
    await work();
  } finally {
    window.showQuickPick = original;
  }
}

/** The extension runs from its sources, so that a test can answer what it asks. */
export const isFromSources = process.env['EXPECT_INSTALLED'] !== '1';

/** The process ids of language servers: children of this extension host that run one. */
export function serverProcesses(): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => Number(match?.[2]) === process.pid && match?.[3]?.includes('dist/server.js'))
    .map((match) => Number(match?.[1]));
}

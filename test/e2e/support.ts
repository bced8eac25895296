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

/** Resolves when the language server has read the whole project. */
export async function serverRuns(): Promise<Running> {
  const { api } = await activated();
  return new Promise<Running>((done, fail) => {
    const look = (state: ServerState): void => {
      if (state.kind === 'failed') finish(() => fail(new Error(state.reason)));
      if (state.kind === 'running' && state.status && !state.status.indexing) finish(() => done(state));
    };
    const listener = api.onDidChangeServerState(look);
    const finish = (settle: () => void): void => {
      listener.dispose();
      settle();
    };
    look(api.serverState());
  });
}

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sendJson, startServer, type Handler, type TestServer } from '../infrahubApi/startServer';
import { activated, firstOf, isFromSources, picking, serverRuns, withEnter, type Pick } from './support';

const answer: Handler = ({ url, body }, response) => {
  if (url === '/api/info') return sendJson(response, { version: '1.11.9' });
  if (body.includes('CascadeAccount')) {
    return sendJson(response, { data: { AccountProfile: { id: 'account', display_label: 'Ada' } } });
  }
  return sendJson(response, { data: { Branch: [{ name: 'main', is_default: true }] } });
};

const { Global } = vscode.ConfigurationTarget;
const theirs = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('infrahub-vscode');
const ours = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('infrahubCascade');

const importServers = (pick: Pick): Promise<void> =>
  picking(pick, () => vscode.commands.executeCommand('infrahubCascade.importServers'));

// What is ticked in a list is answered by a stand-in.
if (isFromSources) {
  describe('servers of the other extension', () => {
    let server: TestServer;

    before(async () => {
      await serverRuns();
      server = await startServer(answer);
      const entry = { name: 'Lab', address: server.address, api_token: 'their-token' };
      await theirs().update('servers', [entry], Global);
    });
    after(async () => {
      await theirs().update('servers', undefined, Global);
      await ours().update('servers', undefined, Global);
      await server.close();
    });

    it('are not taken over without consent', async () => {
      await importServers(() => undefined);
      assert.equal(ours().inspect('servers')?.globalValue, undefined);
      assert.deepEqual(server.received, []);
    });

    it('are taken over with their tokens when they are ticked', async () => {
      await importServers((items) => {
        assert.deepEqual(
          items.map(({ label, detail, picked }) => ({ label, detail, picked })),
          [{ label: 'Lab', detail: 'its token goes to VS Code’s secret storage', picked: true }],
        );
        return items;
      });
      assert.deepEqual(ours().inspect('servers')?.globalValue, [{ name: 'Lab', address: server.address }]);
      await withEnter('infrahubCascade.chooseServer');
      const { api } = await activated();
      await firstOf(
        api.onDidChangeConnection,
        api.connection,
        (state) => state.kind === 'read' && state.read.address === server.address,
      );
      assert.ok(server.received.length > 0);
      assert.ok(server.received.every(({ token }) => token === 'their-token'));
      await withEnter('infrahubCascade.signOut');
      await firstOf(api.onDidChangeConnection, api.connection, ({ kind }) => kind === 'signedOut');
    });
  });
}

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ConnectionState } from '../../client/src/connection/connectionState';
import { appearanceOf } from '../../client/src/connectionStatus';
import type { FailureKind } from '../../client/src/views/failure';
import { sendJson, startServer, type Handler, type TestServer } from '../infrahubApi/startServer';
import { activated, firstOf, isFromSources, picking, serverRuns, withEnter } from './support';

/** What a screen reader says of a server in use that fails so. */
function spoken(kind: FailureKind): string {
  const state: ConnectionState = { kind: 'failed', server: 'Lab', failure: { kind, message: 'The reason.' } };
  return appearanceOf(state)?.spoken.join(', ') ?? '';
}

const hostile = 'Ada$(flame)\u202e\u0007<b>';

const answer: Handler = ({ url, body, token }, response) => {
  if (url === '/api/info') return sendJson(response, { version: '1.11.9' });
  if (url === '/api/auth/login') return sendJson(response, { access_token: 'session' });
  if (body.includes('CascadeCreateToken')) {
    const data = { InfrahubAccountTokenCreate: { ok: true, object: { token: { value: 'made' } } } };
    return sendJson(response, { data });
  }
  if (token !== 'made') return sendJson(response, { errors: [{ message: 'Invalid token' }] }, 401);
  if (body.includes('CascadeAccount')) {
    return sendJson(response, { data: { AccountProfile: { id: 'account', display_label: hostile } } });
  }
  return sendJson(response, { data: { Branch: [{ name: 'main', is_default: true }] } });
};

describe('the status item', () => {
  it('says aloud what is wrong: not every failure is silence', () => {
    assert.equal(spoken('unreachable'), 'Lab, does not answer, The reason.');
    assert.equal(spoken('unauthorized'), 'Lab, does not take the token, The reason.');
    assert.equal(spoken('unusable'), 'Lab, cannot be used, The reason.');
  });

  it('says that the branch that was chosen is gone', () => {
    const read = { address: 'https://lab', account: 'Ada', version: '1', branch: undefined, gitBranch: 'work' };
    const textOf = (gone: string | undefined) =>
      appearanceOf({ kind: 'read', server: 'Lab', read: { ...read, gone } })?.tooltip[0] ?? '';
    assert.match(textOf('topic'), /^The branch topic that was chosen is not on the server any more/);
    assert.match(textOf(undefined), /^No branch of the server fits the branch work of git/);
  });
});

describe('signing in', () => {
  let server: TestServer;
  const stateWhen = async (isWanted: (state: ConnectionState) => boolean): Promise<ConnectionState> => {
    const { api } = await activated();
    return firstOf(api.onDidChangeConnection, api.connection, isWanted);
  };

  before(async () => {
    await serverRuns();
    server = await startServer(answer);
    process.env['INFRAHUB_ADDRESS'] = server.address;
    process.env['INFRAHUB_USERNAME'] = 'ada';
    process.env['INFRAHUB_PASSWORD'] = 'pa55-word';
  });
  after(async () => {
    for (const name of ['ADDRESS', 'USERNAME', 'PASSWORD']) delete process.env[`INFRAHUB_${name}`];
    await server.close();
  });

  it('makes a token of a password, keeps that alone, and shows the account', async () => {
    await withEnter('infrahubCascade.signIn');
    const state = await stateWhen((next) => next.kind === 'read' && next.read.address === server.address);
    const tooltip = appearanceOf(state)?.tooltip.join('\n') ?? '';
    assert.match(tooltip, /^Account: Ada\$\(flame\) <b>$/m);
    const [logIn, create, ...rest] = server.received;
    assert.deepEqual([logIn?.url, logIn?.token], ['/api/auth/login', undefined]);
    assert.match(create?.body ?? '', /"name":"Cascade for Infrahub on /);
    assert.ok(rest.length > 0);
    assert.ok(rest.every(({ token }) => token === 'made'));
    assert.ok(server.received.slice(1).every(({ body }) => !body.includes('pa55-word')));
  });

  it('forgets the token when signing out', async () => {
    await withEnter('infrahubCascade.signOut');
    const state = await stateWhen(({ kind }) => kind === 'signedOut');
    assert.match(appearanceOf(state)?.text ?? '', /signed out$/);
  });

  if (isFromSources) {
    /** Signs in with the token that a page of the server has made; gives the pages that were opened. */
    const signInByBrowser = async (opens: boolean): Promise<string[]> => {
      const opened: string[] = [];
      const { env, window } = vscode as { env: { openExternal: unknown }; window: { showInputBox: unknown } };
      const [openExternal, showInputBox] = [env.openExternal, window.showInputBox];
      env.openExternal = (uri: vscode.Uri) => {
        opened.push(uri.toString(true));
        return Promise.resolve(opens);
      };
      window.showInputBox = () => Promise.resolve('made');
      try {
        await picking(
          (items) => items.find(({ label }) => label.endsWith('Make a token in the browser')),
          () => vscode.commands.executeCommand('infrahubCascade.signIn'),
        );
      } finally {
        Object.assign(env, { openExternal });
        Object.assign(window, { showInputBox });
      }
      return opened;
    };

    it('opens the page for tokens in the browser, and asks for none when that was refused', async () => {
      const before = server.received.length;
      assert.deepEqual(await signInByBrowser(false), [`${server.address}/profile?tab=tokens`]);
      assert.equal(server.received.slice(before).filter(({ token }) => token === 'made').length, 0);
    });

    it('takes the token that was made there', async () => {
      await signInByBrowser(true);
      await stateWhen((next) => next.kind === 'read' && next.read.account !== undefined);
      await withEnter('infrahubCascade.signOut');
      await stateWhen(({ kind }) => kind === 'signedOut');
    });
  }
});

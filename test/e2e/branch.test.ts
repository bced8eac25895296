import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Reachable } from '../../client/src/connection/connectionState';
import { appearanceOf } from '../../client/src/connectionStatus';
import { sendJson, startServer, type Handler, type TestServer } from '../infrahubApi/startServer';
import { activated, fileUri, firstOf, isFromSources, picking, serverRuns, withEnter } from './support';

/** The branches of the server, the default one first. */
let branches = ['main', 'racks', 'dev-pods'];

const answer: Handler = ({ url, body }, response) => {
  if (url === '/api/info') return sendJson(response, { version: '1.11.9' });
  const data = dataFor(body);
  return sendJson(response, { data });
};

function dataFor(body: string): unknown {
  if (body.includes('CascadeAccount')) return { AccountProfile: { id: 'account', display_label: 'Ada' } };
  if (!body.includes('CascadeCreateBranch')) {
    return { Branch: branches.map((name) => ({ name, is_default: name === 'main' })) };
  }
  const { variables } = JSON.parse(body) as { variables: { data: { name: string } } };
  branches = [...branches, variables.data.name];
  return { BranchCreate: { ok: true, object: { name: variables.data.name } } };
}

describe('server and branch', () => {
  let server: TestServer;
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'init.defaultBranch=work', ...args], { cwd: fileUri('.').fsPath, stdio: 'ignore' });
  };
  /** The state as soon as its branch is this one; undefined: none. */
  const readWith = async (branch: string | undefined): Promise<Reachable> => {
    const { api } = await activated();
    const isWanted = (read: Reachable): boolean => read.branch?.name === branch && read.address === server.address;
    const state = await firstOf(
      api.onDidChangeConnection,
      api.connection,
      (next) => next.kind === 'read' && isWanted(next.read),
    );
    assert.ok(state.kind === 'read');
    return state.read;
  };
  const appearance = async () => {
    const shown = appearanceOf((await activated()).api.connection());
    assert.ok(shown);
    return shown;
  };
  const choose = (branch: string): Thenable<unknown> =>
    vscode.commands.executeCommand('infrahubCascade.chooseBranch', { branch });

  before(async () => {
    await serverRuns();
    server = await startServer(answer);
    process.env['INFRAHUB_ADDRESS'] = server.address;
    process.env['INFRAHUB_API_TOKEN'] = 'token';
    git('init', '-q');
  });
  after(async () => {
    delete process.env['INFRAHUB_ADDRESS'];
    delete process.env['INFRAHUB_API_TOKEN'];
    rmSync(fileUri('.git').fsPath, { recursive: true, force: true });
    await vscode.workspace.getConfiguration('infrahubCascade').update('branches', undefined);
    await server.close();
  });

  it('asks for a branch where none fits that of git, and takes no other instead', async () => {
    await vscode.commands.executeCommand('infrahubCascade.chooseServer');
    const read = await readWith(undefined);
    assert.deepEqual([read.gitBranch, read.account, read.version], ['work', 'Ada', '1.11.9']);
    const { text, tooltip, isWarning } = await appearance();
    assert.match(text, /choose a branch$/);
    assert.match(tooltip[0] ?? '', /No branch of the server fits the branch work of git/);
    assert.ok(isWarning);
  });

  it('keeps what was chosen, and names it', async () => {
    await choose('racks');
    await readWith('racks');
    const { text, spoken, isWarning } = await appearance();
    assert.match(text, /\$\(git-branch\) racks$/);
    assert.ok(spoken.includes('Branch: racks'));
    assert.equal(isWarning, false);
  });

  if (isFromSources) {
    it('lists the branches of the server, and what else there is to choose', async () => {
      const shown: string[] = [];
      await picking(
        (items) => {
          shown.push(...items.map(({ label, description = '' }) => `${label} ${description}`.trim()));
          return items.find(({ label }) => label === 'dev-pods');
        },
        () => vscode.commands.executeCommand('infrahubCascade.chooseBranch'),
      );
      const rest = ['$(sync) Follow the branch of git work', '$(add) Create Branch…'];
      assert.deepEqual(shown.filter(Boolean), ['main default branch', 'racks chosen', 'dev-pods', ...rest]);
      await readWith('dev-pods');
      await picking(
        (items) => items.find(({ label }) => label.startsWith('$(sync)')),
        () => vscode.commands.executeCommand('infrahubCascade.chooseBranch'),
      );
      await readWith(undefined);
    });
  }

  it('warns on the default branch', async () => {
    await choose('main');
    assert.equal((await readWith('main')).branch?.isDefault, true);
    const { isWarning, tooltip } = await appearance();
    assert.ok(isWarning);
    assert.match(tooltip[0] ?? '', /changed for everybody/);
  });

  it('follows git to a branch of an equal name, and to that of a pattern', async () => {
    git('checkout', '-q', '-b', 'dev-pods');
    await readWith('dev-pods');
    git('checkout', '-q', '-b', 'feature/racks');
    await readWith(undefined);
    await vscode.workspace.getConfiguration('infrahubCascade').update('branches', { 'feature/*': '${1}' });
    await readWith('racks');
  });

  it('asks again when the branch was deleted', async () => {
    branches = branches.filter((name) => name !== 'racks');
    await vscode.commands.executeCommand('infrahubCascade.chooseServer');
    await readWith(undefined);
  });

  it('creates a branch with the name of that of git, with nothing but Enter', async () => {
    await withEnter('infrahubCascade.createBranch');
    await readWith('feature/racks');
    const sent = server.received.find(({ body }) => body.includes('CascadeCreateBranch'));
    assert.deepEqual((JSON.parse(sent?.body ?? '{}') as { variables?: unknown }).variables, {
      data: { name: 'feature/racks', sync_with_git: true },
    });
  });
});

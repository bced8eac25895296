import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answerRuns, runnable, type Runnable } from '../infrahubApi/runnableInfrahub';
import { startServer, type TestServer } from '../infrahubApi/startServer';
import { answering, commanding, isFromSources, listing, openFile, pressEnterUntil, serverRuns } from './support';

const command = 'infrahubCascade.runGenerator';
const onWork = { generator: 'generate-rack', branch: 'work', targets: ['id-r1'] };

/** The branch that a run was started on. */
function startedOn({ started }: Runnable): string | undefined {
  return started?.branch;
}

describe('running a generator', () => {
  const servers: TestServer[] = [];
  /** A new server; the last one is forgotten. */
  const serve = async (parts: Partial<Runnable> = {}): Promise<Runnable> => {
    const held = runnable(parts);
    const server = await startServer(answerRuns(held));
    servers.push(server);
    process.env['INFRAHUB_ADDRESS'] = server.address;
    process.env['INFRAHUB_API_TOKEN'] = 'token';
    return held;
  };
  const run = (wishes: object): Promise<unknown> => pressEnterUntil(vscode.commands.executeCommand(command, wishes));

  before(() => serverRuns());
  after(async () => {
    delete process.env['INFRAHUB_ADDRESS'];
    delete process.env['INFRAHUB_API_TOKEN'];
    await Promise.all(servers.map((server) => server.close()));
  });

  it('shows what there is to know, and runs at Enter', async () => {
    const server = await serve();
    assert.equal(await run(onWork), true);
    assert.deepEqual(server.started, { branch: 'work', nodes: ['id-r1'] });
  });

  // An installed extension has a `window` of its own: nothing but a person answers what it asks.
  if (isFromSources) {
    it('on the default branch asks once more, and takes no for an answer', async () => {
      const server = await serve();
      const asked = await answering(undefined, () => run({ ...onWork, branch: 'main' }));
      assert.match(asked[0]?.message ?? '', /generate-rack on the default branch main of /);
      assert.equal(startedOn(server), undefined);
      await answering('Run', () => run({ ...onWork, branch: 'main' }));
      assert.equal(startedOn(server), 'main');
    });

    it('has the views read anew, and leaves the focus where it is', async () => {
      await serve();
      const asked = await commanding(() => run(onWork));
      assert.ok(asked.includes('infrahubCascade.refreshRuns'));
      assert.deepEqual(
        asked.filter((name) => name.endsWith('.focus')),
        [],
      );
    });

    it('asks the same for kinds that are the same on every branch', async () => {
      const tracked = [{ id: 'd', kind: 'NetworkDevice', name: 'd' }];
      const server = await serve({ agnostic: ['NetworkDevice'], tracked });
      const asked = await answering(undefined, () => run(onWork));
      assert.match(asked[0]?.detail ?? '', /Objects of NetworkDevice are the same on every branch/);
      assert.equal(startedOn(server), undefined);
    });

    it('runs nothing that the server would ignore', async () => {
      const server = await serve();
      const asked = await answering('Run', () => run({ ...onWork, targets: ['no-member'] }));
      assert.match(asked[0]?.message ?? '', /None of the chosen targets is a member/);
      assert.equal(startedOn(server), undefined);
    });

    it('names every target that it can delete', async () => {
      const racks = ['north', 'east', 'south', 'west', 'loft'];
      await serve({ tracked: racks.map((name) => ({ id: name, kind: 'LocationRack', name })) });
      const lists = await listing(() => answering(undefined, () => run(onWork)));
      const review = lists.find((labels) => labels.some((label) => label.startsWith('Run generate-rack')));
      assert.deepEqual(
        racks.filter((name) => !review?.includes(name)),
        [],
      );
    });

    it('says which objects were deleted', async () => {
      const lost = { id: 'lost', kind: 'LocationRack', name: 'lost-rack' };
      await serve({ tracked: [lost], trackedAfter: [] });
      const asked = await answering(undefined, () => run(onWork));
      assert.match(asked[0]?.message ?? '', /Deleted: 1 LocationRack \(lost-rack\)/);
    });
  }

  it('stands above definitions and classes, and in the title of their files', async () => {
    const { uri } = await openFile('.infrahub.yml');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
    const runs = lenses.flatMap(({ command: own }) => (own?.command === command ? [own] : []));
    assert.deepEqual(
      runs.map(({ title, arguments: given }) => [title, ...(given ?? [])]),
      ['generate-fabric', 'generate-pod', 'generate-rack'].map((generator) => ['Run…', { generator }]),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../server/src/model/project/workspace';
import { memoryWorkspace } from '../support/memoryWorkspace';
import { fullCapabilities, startClient } from '../support/protocolClient';
import { config, configUri, repo, repository, triggers, triggersUri } from './samples';

/** A disk whose reads wait until `release` is called; the configuration is read at once. */
function slowWorkspace(files: Map<string, string>) {
  const disk = memoryWorkspace(files);
  const asked = deferred();
  const released = deferred();
  const read = async (uri: string) => {
    if (uri !== configUri) {
      asked.resolve();
      await released.promise;
    }
    return disk.read(uri);
  };
  const workspace: Workspace = { ...disk, read };
  return { workspace, asked: asked.promise, release: released.resolve };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

describe('indexing', () => {
  it('publishes only what one file proves until everything has been read', async () => {
    // The action that the rule names stands in a file that has not been read; `changed` is wrong whatever it says.
    const text = triggers('changed').replace('action: add-to-group', 'action: elsewhere');
    const files = new Map([
      [configUri, config],
      [triggersUri, text],
      [`${repo}/objects/actions.yml`, triggers('updated', 'rule-two').replace('add-to-group', 'elsewhere-too')],
    ]);
    const { workspace, asked, release } = slowWorkspace(files);
    const client = await startClient({ workspace });
    await asked;
    client.open(triggersUri, text);
    await client.until(() => client.shown(triggersUri)?.includes('invalid-mutation-action') === true);
    client.change(triggersUri, 2, { text: `${text}# more\n` });
    await client.until(() => client.published.some(({ version }) => version === 2));
    expect(new Set(client.published.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)))).toEqual(
      new Set(['invalid-mutation-action']),
    );
    expect(client.status()?.indexing).toBe(true);
    release();
    await client.idle();
    expect(client.shown(triggersUri)).toContain('unknown-action');
  });

  it('is work: the server is idle only when everything has been read', async () => {
    const { workspace, asked, release } = slowWorkspace(repository('changed'));
    const idle: boolean[] = [];
    const client = await startClient({ workspace, onIdle: (hasProjects) => void idle.push(hasProjects) });
    await asked;
    client.open(triggersUri, triggers('changed'));
    await client.until(() => client.shown(triggersUri)?.includes('invalid-mutation-action') === true);
    await client.until(() => client.progress.includes('begin'));
    expect(idle).toEqual([]);
    release();
    await expect.poll(() => idle.at(-1)).toBe(true);
    expect(client.status()?.indexing).toBe(false);
  });

  it('finds no project where there is none', async () => {
    const idle: boolean[] = [];
    await startClient({ files: new Map(), onIdle: (hasProjects) => void idle.push(hasProjects) });
    await expect.poll(() => idle.length).toBeGreaterThan(0);
    expect(new Set(idle)).toEqual(new Set([false]));
  });

  it('shows a progress when it takes long, and ends it', async () => {
    const { workspace, release } = slowWorkspace(repository('updated'));
    const client = await startClient({ workspace });
    await client.until(() => client.progress.includes('begin'));
    expect(client.progress).toEqual(['create', 'begin']);
    release();
    await client.until(() => client.progress.includes('end'));
    await client.idle();
  });

  it('shows none when it is quick', async () => {
    const client = await startClient({ files: repository('updated') });
    await client.idle();
    expect(client.progress).toEqual([]);
  });

  it('shows none where the client cannot', async () => {
    const { workspace, release } = slowWorkspace(repository('updated'));
    const slow = await startClient({ workspace, capabilities: { ...fullCapabilities, window: {} } });
    // Another server that may show its progress has shown it: the time is over.
    const other = slowWorkspace(repository('updated'));
    const client = await startClient({ workspace: other.workspace });
    await client.until(() => client.progress.includes('begin'));
    expect(slow.progress).toEqual([]);
    release();
    other.release();
    await slow.idle();
  });

  it('can be cancelled, and done again', async () => {
    const { workspace, release } = slowWorkspace(repository('changed'));
    const client = await startClient({ workspace });
    let token: unknown;
    client.connection.onRequest('window/workDoneProgress/create', (params: { token: unknown }) => {
      token = params.token;
      return null;
    });
    await client.until(() => client.progress.includes('begin'));
    await client.connection.sendNotification('window/workDoneProgress/cancel', { token });
    // The connection handles messages in order: when this is answered the cancellation has arrived.
    await client.connection.sendRequest('textDocument/completion', {
      textDocument: { uri: triggersUri },
      position: { line: 0, character: 0 },
    });
    release();
    await client.until(() => client.progress.includes('end'));
    await client.idle();
    expect(client.shown(triggersUri)).toBeUndefined();
    await client.connection.sendRequest('infrahubCascade/refresh');
    expect(client.shown(triggersUri)).toContain('invalid-mutation-action');
    expect(client.errors).toEqual([]);
  });

  it('answers other requests while it reads a large repository', async () => {
    const files = repository('changed');
    const rules = Array.from({ length: 40 }, (_, index) => triggers('changed', `rule-${index}`)).join('');
    for (let index = 0; index < 5; index++) files.set(`${repo}/objects/large-${index}.yml`, rules);
    const client = await startClient({ files });
    // Time of this thread, so that what else the machine does is not counted.
    const now = (): number => process.threadCpuUsage().user / 1000;
    let longest = 0;
    let last = now();
    let ticking = true;
    const tick = (): void => {
      longest = Math.max(longest, now() - last);
      last = now();
      if (ticking) setImmediate(tick);
    };
    setImmediate(tick);
    await client.idle();
    ticking = false;
    expect(client.shown(triggersUri)).toContain('invalid-mutation-action');
    // What is promised is 25 ms; code that runs for the first time is slow, and the client is in this process too.
    expect(longest).toBeLessThan(250);
  });
});

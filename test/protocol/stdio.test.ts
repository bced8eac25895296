import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver/node';
import { buildProduct } from '../../scripts/build.mjs';
import { connectClient } from '../support/protocolClient';

const root = resolve(import.meta.dirname, '../..');
let temp: string;

beforeAll(async () => {
  temp = mkdtempSync(join(tmpdir(), 'cascade-stdio-'));
  cpSync(join(root, 'examples/fabric'), join(temp, 'fabric'), { recursive: true });
  await buildProduct({ outdir: relative(root, join(temp, 'dist')) });
}, 60_000);

afterAll(() => rmSync(temp, { recursive: true, force: true }));

it('the bundled server speaks over its standard streams', { timeout: 30_000 }, async () => {
  const server = spawn(process.execPath, [join(temp, 'dist/server.js'), '--stdio'], { stdio: 'pipe' });
  const ended = new Promise<number | null>((done) => server.on('exit', done));
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const folder = pathToFileURL(join(temp, 'fabric')).href;
  const client = await connectClient(connection, { root: { workspaceFolders: [{ uri: folder, name: 'fabric' }] } });
  expect(client.initialized.serverInfo?.name).toBe('infrahub-cascade');
  await client.idle();
  expect(client.status()).toMatchObject({ projects: 1, findings: { error: 0, warning: 0 } });
  const uri = `${folder}/objects/90_triggers.yml`;
  const text = readFileSync(join(temp, 'fabric/objects/90_triggers.yml'), 'utf8');
  client.open(uri, text.replace('mutation_action: updated', 'mutation_action: update'), 3);
  await client.until(() => client.shown(uri)?.includes('invalid-mutation-action') === true);
  expect(client.published.at(-1)?.version).toBe(3);
  expect(client.errors).toEqual([]);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  expect(await ended).toBe(0);
  connection.dispose();
});

it('a server keeps what was compiled for the next one, which takes it', { timeout: 30_000 }, async () => {
  const cache = join(temp, 'cache');
  const hook = join(temp, 'hook.cjs');
  // Tells what the engine made of the compiled form it was given.
  writeFileSync(
    hook,
    `const vm = require('node:vm');
    vm.Script = class extends vm.Script {
      constructor(...args) { super(...args); process.stderr.write('refused: ' + this.cachedDataRejected); }
    };`,
  );
  const said: string[] = [];
  mkdirSync(join(temp, 'nothing'));
  // Where there is no project little is called, and what is kept stays.
  for (const folder of ['nothing', 'fabric', 'fabric']) {
    const server = spawn(process.execPath, ['--require', hook, join(temp, 'dist/server.js'), '--stdio'], {
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    });
    onTestFinished(() => void server.kill());
    const ended = new Promise((done) => server.on('exit', done));
    server.stderr.once('data', (data: Buffer) => said.push(data.toString()));
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const uri = pathToFileURL(join(temp, folder)).href;
    const client = await connectClient(connection, { root: { workspaceFolders: [{ uri, name: folder }] } });
    await client.idle();
    const keptFiles = (): string[] => readdirSync(cache).filter((name) => name.endsWith(`-${process.arch}`));
    if (folder === 'fabric') await expect.poll(keptFiles, { timeout: 20_000 }).toHaveLength(1);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    await ended;
    connection.dispose();
  }
  expect(said).toEqual(['refused: undefined', 'refused: undefined', 'refused: false']);
});

/** What the death of a client looks like to the server. */
const endings: Record<string, (server: ChildProcess) => void> = {
  'its input ends': (server) => server.stdin?.end(),
  'nobody reads its output any more': (server) => server.stdout?.destroy(),
  'both are gone at once': (server) => {
    server.stdout?.destroy();
    server.stdin?.destroy();
  },
};

it.each(Object.entries(endings))('a server whose client dies ends quietly: %s', { timeout: 15_000 }, async (_, end) => {
  const server = spawn(process.execPath, [join(temp, 'dist/server.js'), '--stdio'], { stdio: 'pipe' });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  expect(await endingInTheMiddle({ server, connection, end })).toEqual({ code: 1, said: '' });
});

it(
  'a server whose client dies ends quietly: the channel between processes is closed',
  { timeout: 15_000 },
  async () => {
    const server = spawn(process.execPath, [join(temp, 'dist/server.js'), '--node-ipc'], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const connection = createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server));
    const ending = endingInTheMiddle({ server, connection, end: () => server.disconnect() });
    expect(await ending).toEqual({ code: 1, said: '' });
  },
);

/** How the server ends, and all it says on its error output, when `end` comes while it has much to tell. */
async function endingInTheMiddle({ server, connection, end }: Dying): Promise<{ code: number | null; said: string }> {
  const exited = new Promise<number | null>((done) => server.on('exit', done));
  const saidAll = new Promise<unknown>((done) => server.stderr?.on('end', done));
  onTestFinished(() => void server.kill());
  let said = '';
  server.stderr?.on('data', (data: Buffer) => (said += data.toString()));
  const folder = pathToFileURL(join(temp, 'fabric')).href;
  const client = await connectClient(connection, { root: { workspaceFolders: [{ uri: folder, name: 'fabric' }] } });
  await client.idle();
  const uri = `${folder}/objects/90_triggers.yml`;
  const text = readFileSync(join(temp, 'fabric/objects/90_triggers.yml'), 'utf8');
  client.open(uri, text.replace('mutation_action: updated', 'mutation_action: update'), 3);
  await client.until(() => client.shown(uri)?.includes('invalid-mutation-action') === true);
  const change = { textDocument: { uri, version: 4 }, contentChanges: [{ text }] };
  await connection.sendNotification('textDocument/didChange', change);
  // The dead answer nothing.
  connection.dispose();
  end(server);
  await saidAll;
  return { code: await exited, said };
}

interface Dying {
  readonly server: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly end: (server: ChildProcess) => void;
}

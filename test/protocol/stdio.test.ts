import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
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

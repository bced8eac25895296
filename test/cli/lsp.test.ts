import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { useCommandLine } from './commandLine';

const { command } = useCommandLine();

test.each([[['lsp']], [['lsp', '--stdio']]])('%j answers on standard input and output', async (args) => {
  const child = spawn(process.execPath, [command(), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  const answer = await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
  expect(answer).toMatchObject({ capabilities: {}, serverInfo: { name: expect.any(String) } });
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  expect(await ended).toBe(0);
});

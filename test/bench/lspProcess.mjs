// A language server as a child process, spoken to over its standard streams.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Longest wait for an answer, in milliseconds. */
const limit = 120_000;

/**
 * Starts a server on a folder and initializes it.
 * @param {{ command: string[], folder: string, settings: Record<string, unknown>, env?: Record<string, string> }} options
 */
export async function startServer({ command, folder, settings, env = {} }) {
  const started = performance.now();
  const child = spawn(command[0], command.slice(1), {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const root = { uri: pathToFileURL(folder).href, name: 'bench' };
  const pending = new Map();
  const waiters = new Set();
  let buffer = Buffer.alloc(0);
  let lastId = 0;

  const send = (message) => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const timed = (promise, what) =>
    Promise.race([
      promise,
      new Promise((_, fail) => setTimeout(() => fail(new Error(`${what}: no answer in ${limit} ms`)), limit).unref()),
    ]);
  const request = (method, params) => {
    const id = ++lastId;
    send({ id, method, params });
    return timed(new Promise((done, fail) => pending.set(id, { done, fail })), method);
  };
  const notify = (method, params) => send({ method, params });
  /** The next diagnostics of a file that are for this version (or say none). */
  const diagnostics = (uri, version) =>
    timed(
      new Promise((done) => {
        const waiter = (params) => {
          if (params.uri !== uri || (params.version ?? version) < version) return;
          waiters.delete(waiter);
          done(params);
        };
        waiters.add(waiter);
      }),
      `diagnostics of ${uri}`,
    );

  const answer = ({ method, params }) => {
    if (method === 'workspace/workspaceFolders') return [root];
    if (method !== 'workspace/configuration') return null;
    return params.items.map(({ section }) => {
      if (!section) return settings;
      return section.split('.').reduce((at, key) => at?.[key], settings) ?? {};
    });
  };
  let lastMessage = performance.now();
  let isReading = false;
  const handle = (message) => {
    lastMessage = performance.now();
    // Our server says when it is still reading; another one is quiet when it is done.
    if (message.method === 'infrahubCascade/status') isReading = message.params.indexing;
    if (message.method && message.id !== undefined) send({ id: message.id, result: answer(message) });
    else if (message.id !== undefined) {
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      if (message.error) waiting?.fail(new Error(message.error.message));
      else waiting?.done(message.result);
    } else if (message.method === 'textDocument/publishDiagnostics') {
      for (const waiter of waiters) waiter(message.params);
    }
  };
  child.stdout.on('data', (data) => {
    buffer = Buffer.concat([buffer, data]);
    for (;;) {
      const head = buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, head).toString())[1]);
      if (buffer.length < head + 4 + length) return;
      const message = JSON.parse(buffer.subarray(head + 4, head + 4 + length));
      buffer = buffer.subarray(head + 4 + length);
      handle(message);
    }
  });

  await request('initialize', {
    processId: process.pid,
    rootUri: root.uri,
    workspaceFolders: [root],
    initializationOptions: {},
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
      textDocument: {
        publishDiagnostics: { versionSupport: true, relatedInformation: true },
        completion: { completionItem: { snippetSupport: true } },
      },
    },
  });
  notify('initialized', {});
  notify('workspace/didChangeConfiguration', { settings });
  return {
    started,
    request,
    notify,
    diagnostics,
    /** Resolves when the server has said nothing for a second: what it does after the start is over. */
    async settled() {
      const isQuiet = () => !isReading && performance.now() - lastMessage >= 1000;
      while (!isQuiet()) await new Promise((done) => setTimeout(done, 100));
    },
    /** Peak resident memory in MiB; undefined where the system does not tell. */
    peakMiB() {
      try {
        return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024;
      } catch {
        return undefined;
      }
    },
    async stop() {
      const gone = new Promise((done) => child.once('exit', done));
      await request('shutdown', null).catch(() => {});
      notify('exit');
      const killer = setTimeout(() => child.kill('SIGKILL'), 3000);
      await gone;
      clearTimeout(killer);
    },
  };
}

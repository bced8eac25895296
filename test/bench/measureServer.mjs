// One cold run of a language server on one workspace.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRandom, nextEdit, nextSchemaEdit, positionAt } from './edits.mjs';
import { startServer } from './lspProcess.mjs';

/** Median and 95th percentile. */
export function statistics(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: sorted[sorted.length >> 1],
    p95: sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))],
  };
}

/**
 * @param {{ command: string[], folder: string, file: string, schemaFile?: string, edits: number, settings: object,
 *   env?: Record<string, string> }} options file and schemaFile relative to the folder
 * @returns all times in milliseconds
 */
export async function measureServer({ command, folder, file, schemaFile, edits, settings, env }) {
  const server = await startServer({ command, folder, settings, env });
  const document = await openDocument(server, folder, file);
  const firstDiagnostics = performance.now() - server.started;
  await server.settled();
  const random = createRandom(7);

  const editTimes = [];
  for (let index = 0; index < edits; index++)
    editTimes.push(await document.edit([nextEdit(document.text, index, random)]));
  const burstTimes = [];
  for (let index = 0; index < edits / 5; index++) {
    burstTimes.push(await document.burst((at) => nextEdit(document.text, edits + index * 5 + at, random), 5));
  }

  const needle = 'mutation_action: ';
  const position = positionAt(document.text, document.text.indexOf(needle) + needle.length);
  const completionTimes = [];
  let offered = 0;
  for (let index = 0; index < edits; index++) {
    const begun = performance.now();
    const result = await server.request('textDocument/completion', { textDocument: { uri: document.uri }, position });
    completionTimes.push(performance.now() - begun);
    offered = (result?.items ?? result ?? []).length;
  }

  const schemaTimes = [];
  if (schemaFile) {
    const schema = await openDocument(server, folder, schemaFile);
    for (let index = 0; index < edits / 4; index++) {
      // What the user waits for is the file that depends on the schema.
      const dependant = server.diagnostics(document.uri, 0);
      const begun = performance.now();
      await schema.edit([nextSchemaEdit(schema.text, index, random)]);
      await Promise.race([dependant, new Promise((done) => setTimeout(done, 1500))]);
      schemaTimes.push(performance.now() - begun);
    }
  }
  const peakMiB = server.peakMiB();
  await server.stop();
  return {
    firstDiagnostics,
    edit: statistics(editTimes),
    burst: statistics(burstTimes),
    completion: statistics(completionTimes),
    offered,
    schemaEdit: schemaTimes.length > 0 ? statistics(schemaTimes) : undefined,
    peakMiB,
  };
}

async function openDocument(server, folder, file) {
  const uri = pathToFileURL(join(folder, file)).href;
  let text = readFileSync(join(folder, file), 'utf8');
  let version = 1;
  const first = server.diagnostics(uri, version);
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version, text } });
  await first;
  /** The message for an edit, and the text as it is then: made before the clock starts, for it is no work of the server. */
  const prepare = ([from, to, newText]) => {
    const range = { start: positionAt(text, from), end: positionAt(text, to) };
    text = text.slice(0, from) + newText + text.slice(to);
    return { textDocument: { uri, version: ++version }, contentChanges: [{ range, text: newText }] };
  };
  const answerTime = async (messages) => {
    const answered = server.diagnostics(uri, version);
    const begun = performance.now();
    for (const message of messages) server.notify('textDocument/didChange', message);
    await answered;
    return performance.now() - begun;
  };
  return {
    uri,
    get text() {
      return text;
    },
    /** Sends the edits and gives the time until the diagnostics for the last one. */
    edit: (list) => answerTime(list.map(prepare)),
    burst: (next, count) => answerTime(Array.from({ length: count }, (_, at) => prepare(next(at)))),
  };
}

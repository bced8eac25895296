// Edits of a generator of 2,000 lines: the time from a change to the diagnostics for it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createRandom, positionAt } from './edits.mjs';
import { largeGenerator, nextPythonEdit } from './largeGenerator.mjs';
import { startServer } from './lspProcess.mjs';
import { statistics } from './measureServer.mjs';

const generator = 'generators/generate_layer0.py';

/**
 * Puts the generator into a workspace of `makeWorkspace.mjs` for as long as it is measured.
 * @param {{ command: string[], folder: string, edits: number, settings: object, env?: Record<string, string> }} options
 * @returns median and 95th percentile in milliseconds
 */
export async function measurePythonEdits({ command, folder, edits, settings, env }) {
  const path = join(folder, generator);
  const before = readFileSync(path, 'utf8');
  let text = largeGenerator(2000);
  writeFileSync(path, text);
  try {
    const server = await startServer({ command, folder, settings, env });
    const uri = pathToFileURL(path).href;
    let version = 1;
    const opened = server.diagnostics(uri, version);
    server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'python', version, text } });
    await opened;
    await server.settled();
    const random = createRandom(7);
    const times = [];
    for (let index = 0; index < edits; index++) {
      const [from, to, newText] = nextPythonEdit(text, index, random);
      const range = { start: positionAt(text, from), end: positionAt(text, to) };
      text = text.slice(0, from) + newText + text.slice(to);
      const answered = server.diagnostics(uri, ++version);
      const begun = performance.now();
      server.notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text: newText }],
      });
      await answered;
      times.push(performance.now() - begun);
    }
    await server.stop();
    return statistics(times);
  } finally {
    writeFileSync(path, before);
  }
}

// `node test/bench/pythonEdit.mjs SERVER.js FOLDER` measures a built server by itself.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , server = '', folder = ''] = process.argv;
  const command = [process.execPath, server, '--stdio'];
  console.log(await measurePythonEdits({ command, folder, edits: 120, settings: {} }));
}

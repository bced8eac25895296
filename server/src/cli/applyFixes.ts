import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, basename, join } from 'node:path';
import { URI } from 'vscode-uri';
import type { ResolvedEdit } from '../rules/fixEdits';
import type { Service } from '../service';

/** Fixes may uncover others; a set that never settles ends here. */
const maxRounds = 10;

/**
 * Applies every safe fix to the files on disk until none is left. Gives the files that were written (addresses).
 * Each file is replaced in one step, so that nothing is ever half-written.
 */
export async function applySafeFixes(service: Service, uris: readonly string[]): Promise<Set<string>> {
  const written = new Set<string>();
  for (let round = 0; round < maxRounds; round++) {
    let changed = false;
    for (const uri of uris) {
      const edits = service.safeFixes(uri, service.diagnostics(uri));
      for (const [target, text] of textsAfter(service, edits)) {
        await replaceFile(URI.parse(target).fsPath, text);
        await service.filesChanged([{ uri: target, type: 'changed' }]);
        written.add(target);
        changed = true;
      }
    }
    if (!changed) break;
  }
  return written;
}

function textsAfter(service: Service, edits: readonly ResolvedEdit[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const edit of edits) if ('createUri' in edit) texts.set(edit.createUri, edit.text);
  const inFiles = edits.flatMap((edit) => ('uri' in edit ? [edit] : []));
  // From the end, so that earlier offsets stay; equal offsets keep the order given.
  for (const edit of inFiles.toReversed().toSorted((a, b) => b.range.start - a.range.start)) {
    const text = texts.get(edit.uri) ?? service.target(edit.uri)?.file.text;
    if (text === undefined) continue;
    texts.set(edit.uri, text.slice(0, edit.range.start) + edit.newText + text.slice(edit.range.end));
  }
  return texts;
}

async function replaceFile(path: string, text: string): Promise<void> {
  const mode = (await stat(path).catch(() => undefined))?.mode;
  // The byte order mark is no part of the text that is edited, and stays.
  const mark =
    (await readFile(path).catch(() => undefined))?.subarray(0, 3).toString('hex') === 'efbbbf' ? '\uFEFF' : '';
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  await writeFile(temporary, mark + text, mode === undefined ? {} : { mode });
  await rename(temporary, path);
}

import { access, constants, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { URI } from 'vscode-uri';
import type { ResolvedEdit } from '../edits/resolvedEdit';
import type { Service } from '../service';
import { UsageError } from './usageError';

/** Fixes may uncover others; a set that never settles ends here. */
const maxRounds = 10;

/**
 * Applies every safe fix to the files on disk until none is left. Gives the files that were written (addresses).
 * Each file is replaced in one step, so that nothing is ever half-written; a file that is not as it was read stays. Throws
 * `UsageError` when a file cannot be written.
 */
export async function applySafeFixes(service: Service, uris: readonly string[]): Promise<Set<string>> {
  const written = new Set<string>();
  for (let round = 0; round < maxRounds; round++) {
    let changed = false;
    for (const uri of uris) {
      const edits = service.safeFixes(uri, service.diagnostics(uri));
      for (const [target, { before, after }] of textsAfter(service, edits)) {
        if (!(await replaceText(URI.parse(target).fsPath, before, after))) continue;
        await service.filesChanged([{ uri: target, type: 'changed' }]);
        written.add(target);
        changed = true;
      }
    }
    if (!changed) break;
  }
  return written;
}

/** Safe fixes only change files that exist. */
function textsAfter(
  service: Service,
  edits: readonly ResolvedEdit[],
): Map<string, { readonly before: string; readonly after: string }> {
  const texts = new Map<string, { before: string; after: string }>();
  const inFiles = edits.flatMap((edit) => ('uri' in edit ? [edit] : []));
  // From the end, so that earlier offsets stay; equal offsets keep the order given.
  for (const { uri, range, newText } of inFiles.toReversed().toSorted((a, b) => b.range.start - a.range.start)) {
    const before = texts.get(uri)?.before ?? service.target(uri)?.file.text;
    if (before === undefined) continue;
    const text = texts.get(uri)?.after ?? before;
    texts.set(uri, { before, after: text.slice(0, range.start) + newText + text.slice(range.end) });
  }
  return texts;
}

/** Gives false when the file's bytes are not those of `before`: it was changed meanwhile, or is no UTF-8. */
async function replaceText(link: string, before: string, after: string): Promise<boolean> {
  if (before === after) return false;
  let temporary: string | undefined;
  try {
    const path = await realpath(link);
    const bytes = await readFile(path);
    // The byte order mark is no part of the text that is edited, and stays.
    const mark = bytes.subarray(0, 3).toString('hex') === 'efbbbf' ? '\uFEFF' : '';
    if (!Buffer.from(mark + before).equals(bytes)) return false;
    await access(path, constants.W_OK);
    const { mode } = await stat(path);
    temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
    await writeFile(temporary, mark + after, { mode, flag: 'wx' });
    await rename(temporary, path);
    return true;
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
    throw new UsageError(`${link} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`);
  }
}

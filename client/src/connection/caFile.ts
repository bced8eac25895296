import { readFile } from 'node:fs/promises';

/** The certificates of a file, or what is wrong with it; `code` is that of the system. */
export type CaFile =
  | { readonly ok: true; readonly pem: string }
  | { readonly ok: false; readonly fault: 'missing' | 'noPem' }
  | { readonly ok: false; readonly fault: 'unreadable'; readonly code: string };

/** Reads a file with certificates of a private authority. Never rejects. */
export async function readCaFile(path: string): Promise<CaFile> {
  try {
    const pem = await readFile(path, 'utf8');
    return pem.includes('-----BEGIN CERTIFICATE-----') ? { ok: true, pem } : { ok: false, fault: 'noPem' };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? { ok: false, fault: 'missing' }
      : { ok: false, fault: 'unreadable', code };
  }
}

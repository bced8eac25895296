import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import type { CheckedFinding } from './checkedFinding';
import { UsageError } from './usageError';

const baselineSchema = z.object({ version: z.literal(1), findings: z.array(z.object({ fingerprint: z.string() })) });

/**
 * Gives each finding a name that survives edits elsewhere in the file: rule, path, message and the text of its line,
 * numbered where several are alike.
 */
export function withFingerprints(findings: readonly Omit<CheckedFinding, 'fingerprint'>[]): CheckedFinding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, path, message, lineText } = finding;
    const hash = createHash('sha256')
      .update([rule.id, path, message, lineText.trim()].join('\0'))
      .digest('hex')
      .slice(0, 20);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return { ...finding, fingerprint: count === 1 ? hash : `${hash}/${count}` };
  });
}

/** Writes the findings as baseline, readable in a review. Throws `UsageError` when the file cannot be written. */
export async function writeBaseline(file: string, findings: readonly CheckedFinding[]): Promise<void> {
  const list = findings.map(({ fingerprint, rule, path, message }) => ({ fingerprint, rule: rule.id, path, message }));
  try {
    await writeFile(file, `${JSON.stringify({ version: 1, findings: list }, null, 2)}\n`);
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new UsageError(`The baseline ${file} cannot be written (${code}).`);
  }
}

/** The findings that the baseline does not list. Throws `UsageError` when the file is no baseline. */
export async function withoutBaseline(file: string, findings: readonly CheckedFinding[]): Promise<CheckedFinding[]> {
  const known = await readBaseline(file);
  return findings.filter(({ fingerprint }) => !known.has(fingerprint));
}

async function readBaseline(file: string): Promise<Set<string>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new UsageError(`The baseline ${file} cannot be read; write it with --write-baseline.`);
  }
  try {
    return new Set(baselineSchema.parse(JSON.parse(text)).findings.map((finding) => finding.fingerprint));
  } catch {
    throw new UsageError(`${file} is no baseline; write it anew with --write-baseline.`);
  }
}

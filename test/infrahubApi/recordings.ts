import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An answer of Infrahub 1.11.9 as it was recorded. */
export interface Recording {
  readonly http_status: number;
  readonly response: unknown;
}

export function recording(name: string): Recording {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'recordings', `${name}.json`), 'utf8')) as Recording;
}

/** The recorded `data` of a GraphQL answer. */
export function recordedData(name: string): Record<string, never> {
  return (recording(name).response as { data: Record<string, never> }).data;
}

/** The recorded body of an answer, as text. */
export function recordedText(name: string): string {
  const { response } = recording(name);
  return typeof response === 'string' ? response : JSON.stringify(response);
}

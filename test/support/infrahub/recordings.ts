import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a recording is, below the folder of this repository. */
export function recordingPath(name: string, root = process.cwd()): string {
  return join(root, 'test', 'support', 'infrahub', 'recordings', name);
}

/** An object that a run saved, by what it is called on every server. */
export interface RecordedObject {
  readonly kind: string;
  /** Its display label. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Names of the objects at the other end, by relationship. */
  readonly relationships: Readonly<Record<string, readonly { readonly kind: string; readonly name: string }[]>>;
  /** Seconds since the run began. */
  readonly after: number;
}

/** A write to an object that is there already, for another generator to see. */
export interface RecordedSignal {
  readonly kind: string;
  readonly name: string;
  readonly attribute: string;
  /** The object is tracked by this: a later run that leaves the write out deletes it (facts 1). */
  readonly tracked: boolean;
  readonly after: number;
}

export interface RecordedLog {
  readonly severity: string;
  readonly message: string;
  readonly after: number;
}

/** One run of a generator on a real server. */
export interface RecordedRun {
  readonly generator: string;
  /** Display label of its target. */
  readonly target: string;
  /** What its query gave, ids and kinds left out: equal data make an equal run. */
  readonly data: unknown;
  /** Objects of earlier layers at the objects of the data, by name; a run that lacks them fails. */
  readonly needs: readonly string[];
  readonly state: 'COMPLETED' | 'FAILED';
  /** What a failed run raised: `RuntimeError: …`. */
  readonly error?: string;
  /** The traceback of that, below its sentence. */
  readonly trace?: string;
  /** How long it took. */
  readonly seconds: number;
  /** Tracked saves, in their order. */
  readonly objects: readonly RecordedObject[];
  readonly signals: readonly RecordedSignal[];
  readonly logs: readonly RecordedLog[];
}

/** What was recorded of a repository. */
export interface Recording {
  /** Version of the server. */
  readonly version: string;
  readonly runs: readonly RecordedRun[];
}

/** The runs of a repository; undefined when nothing was recorded of it. */
export function readRecording(name: string, root?: string): Recording | undefined {
  const path = recordingPath(`${name}.json`, root);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Recording) : undefined;
}

/** What an answer says, whatever the ids are on the server that gave it. */
export function withoutIds(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withoutIds);
  if (typeof answer !== 'object' || answer === null) return answer;
  const entries = Object.entries(answer).filter(([key]) => key !== 'id' && key !== '__typename');
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutIds(value)]));
}

import recorded from './recorded.json' with { type: 'json' };

/** One error of the real loader. */
export interface RecordedError {
  /**
   * Where it came up. `read`: the text is no YAML the loader takes; `model`: the `.infrahub.yml` model;
   * `use`: fetching a part of an accepted repository; `envelope`, `spec`, `format`: the steps of an object file;
   * `crash`: an exception that nothing catches.
   */
  stage: 'read' | 'model' | 'use' | 'envelope' | 'spec' | 'format' | 'crash';
  /** Path of keys and positions joined by `/`, as the SDK gives it. */
  at?: string;
  message: string;
  /** Error type of the model, or the name of the exception. */
  type?: string;
  /** Position of the document in an object file, from 1 on. */
  document?: number;
}

/** What the real infrahub-sdk said about one input of `inputs/`. */
export interface Recorded {
  name: string;
  /** Id in the catalogue of author mistakes, where the input is about one. */
  rule?: string;
  /** The whole file; left out when it is not UTF-8 (then `base64`) or a repository (then `files`). */
  text?: string;
  base64?: string;
  /** Files of a repository by path. */
  files?: Record<string, string>;
  /** The config file that was found in a repository. */
  configFile?: string;
  /** How many documents the reader of object files found. */
  documents?: number;
  accepted: boolean;
  errors: RecordedError[];
}

/** The loader an input was given to. */
export type RecordedGroup = 'config' | 'repositories' | 'objects' | 'menus';

const groups: Record<RecordedGroup, unknown> = recorded;

/** Version of the infrahub-sdk that was asked. */
export const recordedSdk: string = recorded.sdk;

/** All recordings of a loader. */
export function allRecorded(group: RecordedGroup): Recorded[] {
  return groups[group] as Recorded[];
}

/** The recording of one input; throws when there is none, so that a test cannot rest on nothing. */
export function recordedInput(group: RecordedGroup, name: string): Recorded {
  const found = allRecorded(group).find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`nothing recorded for ${group}/${name}`);
  return found;
}

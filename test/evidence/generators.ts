import recorded from './generators.json' with { type: 'json' };

/** What the real infrahub-sdk did with one generator of `inputs/generators.yml`, with answers from memory. */
export interface RecordedGenerator {
  name: string;
  /** Id in the catalogue of author mistakes, where the generator is about one. */
  rule?: string;
  /** Text of `generators/gen.py`. */
  code: string;
  /** Further files by path. */
  files?: Record<string, string>;
  /** Whose way of importing was used: `worker` has a folder `commits/<sha>` around the repository. */
  as?: 'infrahubctl' | 'worker';
  /** The answer of its query; one without pods when missing. */
  data?: Record<string, unknown>;
  /** `convert_query_response` of its definition. */
  convert?: boolean;
  /** The exception that ended the run. */
  error?: string;
  /** Coroutines that nobody awaited. */
  warnings?: string[];
  /** Mutations that were sent, in order; the last one is that of the tracking group, if there was one. */
  mutations?: string[];
}

/** Every generator that was run; made by `record_generators.py`. */
export const recordedGenerators = recorded.generators as RecordedGenerator[];

/** The recording of one generator; throws when there is none. */
export function recordedGenerator(name: string): RecordedGenerator {
  const found = recordedGenerators.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`nothing recorded for ${name}`);
  return found;
}

import type * as z from 'zod';
import type { Strings } from './withoutSecret';

/** A value, or the path of the first place that is not as it should be. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly path: string };

interface Described {
  /** Continues “Cannot …”, such as `list the branches`. */
  readonly title: string;
}

/** A GraphQL document with what it takes and gives. */
export interface Operation<Variables, Value> extends Described {
  /** The first version of Infrahub that knows everything in the document; missing: all that are supported do. */
  readonly since?: string;
  /** A read may be sent again after a failure; a write never is. */
  readonly effect: 'read' | 'write';
  /** Where the strings of its answer end up; default: `values`. */
  readonly strings?: Strings;
  readonly document: string;
  readonly checkVariables: (variables: Variables) => Checked<Record<string, unknown>>;
  readonly read: (data: unknown) => Checked<Value>;
}

/** Something that is read by GET. */
export interface Resource<Parameters, Value> extends Described {
  /** Path and query below the server's address, from its slash on. */
  readonly path: (parameters: Parameters) => string;
  readonly read: (body: unknown) => Checked<Value>;
}

/** Something that is asked by POST with a body of JSON; never sent twice. */
export interface Submission<Parameters, Value> extends Described {
  /** Path below the server's address, from its slash on. */
  readonly path: string;
  readonly body: (parameters: Parameters) => unknown;
  readonly read: (body: unknown) => Checked<Value>;
}

interface OperationParts<V extends z.ZodType<Record<string, unknown>>, D extends z.ZodType, Value> extends Described {
  readonly since?: string;
  readonly effect: 'read' | 'write';
  readonly strings?: Strings;
  readonly document: string;
  readonly variables: V;
  readonly data: D;
  readonly map: (data: z.output<D>) => Value;
}

/** Makes an operation of a document, the schemas of its variables and its data, and what the data mean. */
export function defineOperation<V extends z.ZodType<Record<string, unknown>>, D extends z.ZodType, Value>({
  variables,
  data,
  map,
  ...rest
}: OperationParts<V, D, Value>): Operation<z.input<V>, Value> {
  return {
    ...rest,
    checkVariables: (given) => check(variables, given, (value) => value),
    read: (received) => check(data, received, map),
  };
}

interface ResourceParts<Parameters, D extends z.ZodType, Value> extends Described {
  readonly path: (parameters: Parameters) => string;
  readonly body: D;
  readonly map: (body: z.output<D>) => Value;
}

export function defineResource<Parameters, D extends z.ZodType, Value>({
  body,
  map,
  ...rest
}: ResourceParts<Parameters, D, Value>): Resource<Parameters, Value> {
  return { ...rest, read: (received) => check(body, received, map) };
}

interface SubmissionParts<Parameters, D extends z.ZodType, Value> extends Described {
  readonly path: string;
  readonly body: (parameters: Parameters) => unknown;
  readonly answer: D;
  readonly map: (answer: z.output<D>) => Value;
}

export function defineSubmission<Parameters, D extends z.ZodType, Value>({
  answer,
  map,
  ...rest
}: SubmissionParts<Parameters, D, Value>): Submission<Parameters, Value> {
  return { ...rest, read: (received) => check(answer, received, map) };
}

function check<S extends z.ZodType, Value>(
  schema: S,
  given: unknown,
  map: (value: z.output<S>) => Value,
): Checked<Value> {
  const result = schema.safeParse(given);
  if (result.success) return { ok: true, value: map(result.data) };
  return { ok: false, path: result.error.issues[0]?.path.map(String).join('.') ?? '' };
}

import { compareServerVersions, type ServerVersion } from './versions';

/** When a thing exists; both left out means as long as the thing that owns it. */
export interface Availability {
  /** First server version that has it. */
  since?: ServerVersion;
  /** First server version that no longer has it. */
  removed?: ServerVersion;
}

/** What a record of the generated data files says about versions, beside its fields in the first one. */
interface Dates extends Availability {
  /** Dated changes of single fields; `null` takes a field away. */
  changes?: ({ since: ServerVersion } & Record<string, unknown>)[];
}

/** A record of the generated data files; written by `scripts/data/buildData.mjs`. */
export type Versioned<T> = T & Dates;

/** An item of a generated list of texts or numbers: plain when it lives as long as its owner. */
export type VersionedValue<T> = T | (Availability & { value: T });

function isAvailable({ since, removed }: Availability, version: ServerVersion): boolean {
  if (since !== undefined && compareServerVersions(version, since) < 0) return false;
  return removed === undefined || compareServerVersions(version, removed) < 0;
}

/** The plain values of a list that exist in `version`. */
export function valuesAt<T extends string | number>(list: readonly VersionedValue<T>[], version: ServerVersion): T[] {
  const values: T[] = [];
  for (const item of list) {
    if (typeof item !== 'object') values.push(item);
    else if (isAvailable(item, version)) values.push(item.value);
  }
  return values;
}

/** The records of a list that exist in `version`, as they are in it, without dates. */
export function recordsAt<T extends object>(list: readonly Versioned<T>[], version: ServerVersion): T[] {
  const records: T[] = [];
  for (const record of list) {
    if (isAvailable(record, version)) records.push(isDated(record) ? undated(record, version) : record);
  }
  return records;
}

function isDated({ since, removed, changes }: Dates): boolean {
  return since !== undefined || removed !== undefined || changes !== undefined;
}

function undated<T extends object>(record: Versioned<T>, version: ServerVersion): T {
  const { since: _since, removed: _removed, changes, ...fields } = record;
  const result: object = fields;
  for (const { since, ...change } of changes ?? []) {
    if (compareServerVersions(version, since) < 0) break;
    for (const [field, value] of Object.entries(change)) {
      if (value === null) Reflect.deleteProperty(result, field);
      else Reflect.set(result, field, value);
    }
  }
  return result as T;
}

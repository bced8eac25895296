import { createHash } from 'node:crypto';
import type { VariableValues } from './operations/targetValues';

/**
 * The generator that a tracking group belongs to: its name is `<definition>-<md5 of the parameters>` (facts 1).
 * Undefined for other names. `known` are names of definitions, for groups that were named without a hash.
 */
export function generatorOfGroup(name: string, known: readonly string[]): string | undefined {
  const definition = /^(.+)-[0-9a-f]{32}$/.exec(name)?.[1];
  return definition ?? known.find((each) => each === name);
}

/** The name of the group that holds what a generator made with some values of its variables (facts 1). */
export function trackingGroupName(definition: string, variables: VariableValues): string {
  return Object.keys(variables).length === 0 ? definition : `${definition}-${variablesHash(variables)}`;
}

/** What the SDK tells values of variables by, in names of groups: their md5 (facts 4). */
export function variablesHash(variables: VariableValues): string {
  const names = Object.keys(variables).toSorted();
  const text = `{${names.map((name) => `${asUjson(name)}:${asUjson(variables[name])}`).join(',')}}`;
  return createHash('md5').update(text).digest('hex');
}

/** As the SDK's `ujson.dumps`: ASCII, without spaces, slashes escaped. */
function asUjson(value: unknown): string {
  return JSON.stringify(value ?? null)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

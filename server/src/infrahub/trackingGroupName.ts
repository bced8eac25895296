/**
 * The generator that a tracking group belongs to: its name is `<definition>-<md5 of the parameters>` (facts 1).
 * Undefined for other names. `known` are names of definitions, for groups that were named without a hash.
 */
export function generatorOfGroup(name: string, known: readonly string[]): string | undefined {
  const definition = /^(.+)-[0-9a-f]{32}$/.exec(name)?.[1];
  return definition ?? known.find((each) => each === name);
}

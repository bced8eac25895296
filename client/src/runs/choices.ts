import type { GeneratorDefinition } from '../../../server/src/infrahub/operations/generatorDefinitions';
import type { Member } from '../../../server/src/infrahub/operations/trackingGroups';
import type { FileLayer } from '../../../server/src/protocol/layers';

/** A generator that can be run, or that the files have and the server does not. */
export interface GeneratorChoice {
  readonly name: string;
  /** Undefined: it is only in the files. */
  readonly definition: GeneratorDefinition | undefined;
  /** Undefined: it is only on the server. Several repositories may have the name. */
  readonly layers: readonly FileLayer[];
}

/** Generators of the server in the order of the cascade, then those that the files do not have, then those only there. */
export function generatorChoices(
  definitions: readonly GeneratorDefinition[],
  layers: readonly FileLayer[],
): GeneratorChoice[] {
  const names = [...new Set([...layers.map(({ generator }) => generator), ...definitions.map(({ name }) => name)])];
  const choices = names.map((name) => ({
    name,
    definition: definitions.find((each) => each.name === name),
    layers: layers.filter(({ generator }) => generator === name),
  }));
  const rank = ({ definition, layers: { length } }: GeneratorChoice): number => {
    if (!definition) return 2;
    return length > 0 ? 0 : 1;
  };
  return choices.toSorted((one, other) => rank(one) - rank(other));
}

/** One of the places where a generator is written. */
export interface DefinitionPlace {
  /** File and line. */
  readonly label: string;
  /** The folder of its repository. */
  readonly description: string;
  readonly layer: FileLayer;
}

/** Where the files have a generator of a name, each place told apart. `pathOf` shows a folder to people. */
export function definitionPlaces(
  layers: readonly FileLayer[],
  name: string,
  pathOf: (uri: string) => string,
): DefinitionPlace[] {
  return layers
    .filter(({ generator }) => generator === name)
    .map((layer) => ({
      label: `${layer.uri.split('/').at(-1)}:${layer.range.start.line + 1}`,
      description: pathOf(layer.root),
      layer,
    }));
}

/** What was asked for by ids, among the members that are known. */
export interface AskedTargets {
  readonly found: readonly Member[];
  /** Ids that are no members of the group: the server would ignore them and say that all is well (facts 4). */
  readonly strangers: readonly string[];
}

export function askedTargets(ids: readonly string[], members: readonly Member[]): AskedTargets {
  const byId = new Map(members.map((member) => [member.id, member]));
  return {
    found: ids.flatMap((id) => byId.get(id) ?? []),
    strangers: ids.filter((id) => !byId.has(id)),
  };
}

/** The files that decide what a run does: the generator's, its query, and what it imports. */
export function filesOf(layer: FileLayer): readonly string[] {
  const files = [layer.code?.uri, layer.query?.uri, ...layer.helpers];
  return [...new Set(files.filter((uri) => uri !== undefined))];
}

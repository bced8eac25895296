import { freeName, snakeCase } from '../../edits/python/pythonText';
import type { Kind } from '../../model/kinds/kind';
import type { KindModel } from '../../model/kinds/kindModel';

/** How a generator and its parts are called, from the name of its definition and the kind of its targets. */
export interface GeneratorNames {
  /** Of the Python file and the query: `generate_pod`. */
  readonly stem: string;
  /** `PodGenerator`. */
  readonly className: string;
  /** What messages call a target: `pod`. */
  readonly noun: string;
  /** The variable that holds the target: `pod`. */
  readonly node: string;
  /** The variable of the query, and of the code where it holds the same: `pod_name`. */
  readonly variable: string;
}

/** How a query finds one object: the argument of the root field, the type of the variable, and the path of the parameter. */
export interface Identity {
  readonly argument: string;
  readonly isList: boolean;
  readonly type: string;
  /** As `parameters` of `.infrahub.yml` has it: `name__value`. */
  readonly path: string;
  /** The attribute; undefined when objects are found by id. */
  readonly attribute?: string;
}

/** By the attribute that tells objects of the kind apart, where it is a text; else by id. */
export function identityOfKind(kinds: KindModel, kind: Kind): Identity {
  const own = kind.humanFriendlyId?.length === 1 ? kind.humanFriendlyId[0] : undefined;
  const unique = [...kind.attributes.values()].find((each) => each.unique)?.name;
  const attribute = (own ?? unique)?.replace(/__value$/, '');
  const found = attribute === undefined ? undefined : kinds.attribute(kind.kind, attribute);
  if (!found?.kind.startsWith('Text')) return { argument: 'ids', isList: true, type: 'ID!', path: 'id' };
  const path = `${found.name}__value`;
  return { argument: path, isList: false, type: 'String!', path, attribute: found.name };
}

export function namesOf(definition: string, kind: Kind, { attribute = 'id' }: Identity): GeneratorNames {
  const layer =
    definition.replace(/^(?:generate|run|create|build)[-_]/i, '').replace(/[-_]?generator$/i, '') || kind.name;
  const node = snakeCase(kind.name);
  const word = (name: string): string => name.replace(/_$/, '');
  const words = layer.split(/[-_]+|(?<=[a-z\d])(?=[A-Z])/).filter(Boolean);
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return {
    stem: definition
      .replaceAll('-', '_')
      .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
      .toLowerCase(),
    className: `${/^(?!Infrahub$)[A-Za-z]/.test(pascal) ? pascal : kind.name}Generator`,
    noun: word(node).replaceAll('_', ' '),
    node: freeName(node, new Set(['edges'])),
    variable: `${word(node)}_${word(snakeCase(attribute))}`,
  };
}

import type { Kind } from '../../model/kinds/kind';
import type { GeneratorNames, Identity } from './names';

export interface Texts {
  readonly definition: string;
  readonly group: string;
  readonly kind: Kind;
  readonly names: GeneratorNames;
  readonly identity: Identity;
  /** Name of the query. */
  readonly query: string;
}

/** The query that reads one target. */
export function queryText({ kind, names, identity, query }: Texts): string {
  const value = identity.isList ? `[$${names.variable}]` : `$${names.variable}`;
  const attribute = identity.attribute === undefined ? [] : [`${identity.attribute} {`, '  value', '}'];
  const members = ['id', '__typename', ...attribute].map((line) => `        ${line}`);
  return [
    `query ${query}($${names.variable}: ${identity.type}) {`,
    `  ${kind.kind}(${identity.argument}: ${value}) {`,
    '    edges {',
    '      node {',
    ...members,
    '      }',
    '    }',
    '  }',
    '}',
    '',
  ].join('\n');
}

/** The Python file: it refuses to run without its target, so that a wrong parameter is seen (facts 1c). */
export function pythonFileText({ definition, group, kind, names, identity }: Texts): string {
  const { node } = names;
  // A docstring cannot say every name.
  const targets = /["\\]/.test(group) ? 'its target group' : `the group ${group}`;
  const held =
    identity.attribute === undefined
      ? `${names.variable} = ${node}["id"]`
      : `${names.variable} = ${node}["${identity.attribute}"]["value"]`;
  return `"""${definition}: runs once for each member of ${targets}."""

from infrahub_sdk.generator import InfrahubGenerator


class ${names.className}(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        edges = data["${kind.kind}"]["edges"]
        if not edges:
            raise RuntimeError("Cannot start ${definition}: there is no such ${names.noun}!")
        ${node} = edges[0]["node"]
        ${held}

        # Make here what belongs to this ${names.noun}. Save every object in every run,
        # with allow_upsert=True: what a run does not save is deleted after it.
        self.logger.info("Nothing is made for %s yet", ${names.variable})
`;
}

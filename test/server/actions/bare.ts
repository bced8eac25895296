import { layers } from '../cascade/layers';

/** The queries of three layers, written as formatters write them. */
const queries = {
  '/queries/generate_fabric.gql': query('NetworkFabric', 'amount_of_super_spines'),
  '/queries/generate_pod.gql': query(
    'NetworkPod',
    'amount',
    `parent {\n          node {\n            id\n          }\n        }`,
  ),
  '/queries/generate_rack.gql': query(
    'LocationRack',
    'amount',
    `pod {\n          node {\n            id\n          }\n        }`,
  ),
};

export function query(kind: string, attribute: string, more = ''): string {
  return `query Read($name: String!) {
  ${kind}(name__value: $name) {
    edges {
      node {
        id
        name {
          value
        }
        ${attribute} {
          value
        }
${more === '' ? '' : `        ${more}\n`}      }
    }
  }
}
`;
}

/** A generator of our own, as the SDK wants it, whose `generate` ends with these lines. */
export function bare(cls: string, kind: string, lines: readonly string[] = ['pass']): string {
  return `from infrahub_sdk.generator import InfrahubGenerator


class ${cls}(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        node = data["${kind}"]["edges"][0]["node"]
${lines.map((line) => (line === '' ? '\n' : `        ${line}\n`)).join('')}`;
}

export const paths = {
  fabric: '/generators/generate_fabric.py',
  pod: '/generators/generate_pod.py',
  rack: '/generators/generate_rack.py',
};

/** Three layers that nothing connects; `files` replace or add whole files. */
export function unconnected(files: Readonly<Record<string, string>> = {}, triggers = ''): string {
  return layers({
    triggers,
    files: {
      ...queries,
      [paths.fabric]: bare('FabricGenerator', 'NetworkFabric'),
      [paths.pod]: bare('PodGenerator', 'NetworkPod'),
      [paths.rack]: bare('RackGenerator', 'LocationRack'),
      ...files,
    },
  });
}

/** A text with the cursor before the first occurrence of `part`. */
export function cursorAt(text: string, part: string): string {
  const at = text.indexOf(part);
  if (at < 0) throw new Error(`${part} is not in the text`);
  return `${text.slice(0, at)}$0${text.slice(at)}`;
}

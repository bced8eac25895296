/** A repository of two kinds and a generic; definitions of their members stand one to a line, so that they can be marked. */
const schema = `#- /schemas/all.yml
generics:
  - namespace: Generator
    name: Target
    attributes:
      - name: checksum
        kind: Text
nodes:
  - namespace: Network
    name: Pod
    inherit_from: [GeneratorTarget]
    attributes:
      - name: role
        kind: Dropdown
        choices:
          - name: compute
          - name: storage
    relationships:
      - name: parent
        peer: NetworkFabric
        cardinality: one
  - namespace: Network
    name: Fabric
    attributes:
      - name: name
        kind: Text
`;

/** The same with a mark under `name` in the line that is `key: name`. */
export function markedSchema(key: string, name: string): string {
  const line = schema.split('\n').find((each) => each.trim().endsWith(`${key}: ${name}`)) ?? '';
  return schema.replace(`${line}\n`, `${line}\n${markUnder(line, name)}\n`);
}

/** A `.infrahub.yml` that lists those schemas. */
export const schemaConfig = `#- /.infrahub.yml
schemas: [schemas]
objects: [objects]
`;

const generator = `#- /.infrahub.yml
objects: [objects]
queries:
  - name: generate_pod
    file_path: queries/generate_pod.gql
generator_definitions:
  - name: generate-pod
    file_path: ./generators/pod.py
    query: generate_pod
    targets: pods
    parameters: {pod_name: parent__name__value}
    class_name: PodGenerator
#- /generators/pod.py
class Other: ...

class PodGenerator(InfrahubGenerator):
    async def generate(self, data): ...
#- /queries/generate_pod.gql
query generate_pod($pod_name: String!) {
  NetworkPod(name__value: $pod_name) { edges { node { id } } }
}
`;

/**
 * A repository with a generator, its class and its query. `cursor` is a text of it with `$0` in it; `mark`: a line of it
 * and the name in that line that is marked.
 */
export function generatorWith(cursor: string, mark?: { readonly line: string; readonly name: string }): string {
  const source = generator.replace(cursor.replace('$0', ''), cursor);
  const line = mark && source.split('\n').find((each) => each.replace('$0', '').includes(mark.line));
  return line === undefined ? source : source.replace(`${line}\n`, `${line}\n${markUnder(line, mark?.name ?? '')}\n`);
}

function markUnder(line: string, name: string): string {
  return `${' '.repeat(Math.max(0, line.lastIndexOf(name) - 2))}# ${'^'.repeat(name.length)} def`;
}

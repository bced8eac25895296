/** The files around the edited one: two kinds, groups, actions, queries and a generator. */
export const around = `
#- /.infrahub.yml
schemas: [schemas]
objects: [objects]
queries:
  - name: generate_pod
    file_path: queries/generate_pod.gql
generator_definitions:
  - name: generate-pod
    file_path: generators/generate_pod.py
    query: generate_pod
    targets: pods
    class_name: PodGenerator
#- /schemas/network.yml
version: "1.0"
generics:
  - name: Target
    namespace: Generator
    attributes:
      - {name: checksum, kind: Text, optional: true}
nodes:
  - name: Pod
    namespace: Network
    label: Pod
    description: A block of racks
    inherit_from: [GeneratorTarget]
    human_friendly_id: [name__value]
    attributes:
      - {name: name, kind: Text, unique: true}
      - {name: amount, kind: Number, enum: [1, 2], optional: true}
      - {name: ready, kind: Boolean, optional: true}
      - name: role
        kind: Dropdown
        optional: true
        description: What it is for
        choices:
          - {name: compute, description: Runs servers}
          - {name: "on"}
    relationships:
      - {name: fabric, peer: NetworkFabric, cardinality: one, kind: Parent, optional: false}
      - {name: racks, peer: NetworkPod, cardinality: many}
  - name: Fabric
    namespace: Network
    attributes:
      - {name: name, kind: Text, unique: true}
#- /queries/generate_pod.gql
query generate_pod($pod_name: String!, $limit: Int) {
  NetworkPod(name__value: $pod_name) { edges { node { id } } }
}
#- /generators/generate_pod.py
from infrahub_sdk.generator import InfrahubGenerator

class Helper:
    pass

class Base(InfrahubGenerator):
    pass

class PodGenerator(Base):
    async def generate(self, data: dict) -> None:
        return
#- /objects/01_groups.yml
---
kind: Object
spec:
  kind: CoreStandardGroup
  data:
    - name: pods
---
kind: Object
spec:
  kind: NetworkPod
  data:
    - name: p1
      member_of_groups: [pods]
#- /objects/80_actions.yml
kind: Object
spec:
  kind: CoreGeneratorAction
  data:
    - name: run-pod
      generator: generate-pod
#- /objects/90_triggers.yml
`;

/** The repository with an edited trigger file. */
export function withTriggers(text: string): string {
  return around + text;
}

/** An object file with one item of the kind; lines are those of the item. */
export function object(kind: string, ...lines: string[]): string {
  const item = lines.map((line, index) => `    ${index === 0 ? '- ' : '  '}${line}`);
  return ['kind: Object', 'spec:', `  kind: ${kind}`, '  data:', ...item, ''].join('\n');
}

/** The repository whose `.infrahub.yml` ends with the lines. */
export function withConfig(lines: string): string {
  return around.replace('    class_name: PodGenerator\n', `    class_name: PodGenerator\n${lines}`);
}

/** The repository with a trigger rule of these lines, and the file that accepting an item makes of it. */
export function rule(...lines: string[]): string {
  return withTriggers(object('CoreNodeTriggerRule', 'name: r', ...lines));
}

export function acceptedRule(...lines: string[]): string {
  return accepted('CoreNodeTriggerRule', 'name: r', ...lines);
}

/** The edited file after accepting an item. */
export function accepted(kind: string, ...lines: string[]): string {
  return `#- /objects/90_triggers.yml\n${object(kind, ...lines)}`;
}

/** The lines of a rule with an attribute match of these lines. */
export function match(...lines: string[]): string[] {
  const item = lines.map((line, index) => `    ${index === 0 ? '- ' : '  '}${line}`);
  return ['node_kind: NetworkPod', 'matches:', '  kind: CoreNodeTriggerAttributeMatch', '  data:', ...item];
}

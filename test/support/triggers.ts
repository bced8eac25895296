const network = `#- /.infrahub.yml
schemas: [schemas]
objects: [objects]
generator_definitions:
  - name: make-pod
    file_path: generators/make_pod.py
    query: pod_data
    targets: pods
    class_name: PodMaker
#- /schemas/a.yml
version: "1.0"
generics:
  - name: Target
    namespace: Generator
    attributes:
      - {name: checksum, kind: Text, optional: true}
nodes:
  - name: Pod
    namespace: Network
    inherit_from: [GeneratorTarget]
    attributes:
      - {name: name, kind: Text, unique: true}
      - {name: size, kind: Number, optional: true}
      - {name: live, kind: Boolean, optional: true}
      - name: role
        kind: Dropdown
        optional: true
        choices: [{name: compute, label: Compute nodes}, {name: storage}]
    relationships:
      - {name: racks, peer: LocationRack, cardinality: many, kind: Generic}
  - name: Rack
    namespace: Location
    inherit_from: [GeneratorTarget]
    attributes:
      - {name: name, kind: Text, unique: true}
`;

/** A fixture: a trigger file in a repository of two kinds (NetworkPod, LocationRack), their generic and a generator. */
export function inNetwork(triggers: string): string {
  return `${network}#- /objects/triggers.yml\n${triggers}`;
}

/** A document of objects of one kind; `items` is the list under `data`, at any indentation. */
export function objects(kind: string, items: string): string {
  return `---\nkind: Object\nspec:\n  kind: ${kind}\n  data:\n${indented(items, 4)}`;
}

/** A document of node rules. */
export function nodeRules(items: string): string {
  return objects('CoreNodeTriggerRule', items);
}

/** One rule on updates of NetworkPod with the attribute matches given. */
export function ruleWithMatches(matches: string): string {
  const head =
    '- name: r\n  branch_scope: other_branches\n  node_kind: NetworkPod\n  mutation_action: updated\n  action: a\n';
  return nodeRules(`${head}  matches:\n    kind: CoreNodeTriggerAttributeMatch\n    data:\n${indented(matches, 6)}`);
}

function indented(text: string, by: number): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const own = Math.min(...lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length));
  return lines.map((line) => `${' '.repeat(by)}${line.slice(own)}\n`).join('');
}

import { parseFixture } from '../../support/fixture';
import { openRepository } from '../../support/repository';
import type { Project } from '../../../server/src/model/project/project';

/** What every repository here has: three layers (fabric → pod → rack) with a signal, a flag and a status each. */
const config = `
---
schemas: [schemas/layers.yml]
objects: [objects]
queries:
  - {name: generate_fabric, file_path: queries/generate_fabric.gql}
  - {name: generate_pod, file_path: queries/generate_pod.gql}
  - {name: generate_rack, file_path: queries/generate_rack.gql}
generator_definitions:
${definition('fabric', 'Fabric', 'execute_in_proposed_change: true')}
${definition('pod', 'Pod', 'execute_in_proposed_change: false')}
${definition('rack', 'Rack', 'execute_in_proposed_change: false')}
`;

function definition(name: string, cls: string, flag: string): string {
  return `  - name: generate-${name}
    file_path: generators/generate_${name}.py
    query: generate_${name}
    targets: ${name}s
    parameters: {name: name__value}
    class_name: ${cls}Generator
    ${flag}
    execute_after_merge: false`;
}

const members = `
      - {name: name, kind: Text, unique: true}
      - {name: amount, kind: Number, default_value: 1}
      - {name: ready, kind: Boolean, default_value: false}
      - name: status
        kind: Dropdown
        optional: true
        choices: [{name: requested}, {name: running}, {name: done}]`;

const schema = `
---
version: "1.0"
generics:
  - name: Target
    namespace: Generator
    attributes:
      - {name: checksum, kind: Text, optional: true}
nodes:
  - name: Fabric
    namespace: Network
    inherit_from: [GeneratorTarget]
    human_friendly_id: [name__value]
    attributes:${members}
    relationships:
      - {name: pods, peer: NetworkPod, kind: Component, cardinality: many, optional: true, identifier: fabric__pod}
      - {name: devices, peer: NetworkDevice, kind: Generic, cardinality: many, optional: true, identifier: fabric__device}
  - name: Pod
    namespace: Network
    inherit_from: [GeneratorTarget]
    human_friendly_id: [name__value]
    attributes:${members}
    relationships:
      - {name: parent, peer: NetworkFabric, kind: Parent, cardinality: one, optional: false, identifier: fabric__pod}
      - {name: racks, peer: LocationRack, kind: Component, cardinality: many, optional: true, identifier: pod__rack}
      - {name: devices, peer: NetworkDevice, kind: Generic, cardinality: many, optional: true, identifier: pod__device}
  - name: Rack
    namespace: Location
    inherit_from: [GeneratorTarget]
    human_friendly_id: [name__value]
    attributes:${members}
    relationships:
      - {name: pod, peer: NetworkPod, kind: Parent, cardinality: one, optional: false, identifier: pod__rack}
  - name: Device
    namespace: Network
    human_friendly_id: [name__value]
    attributes:
      - {name: name, kind: Text, unique: true}
      - {name: role, kind: Text, optional: true}
    relationships:
      - {name: fabric, peer: NetworkFabric, cardinality: one, optional: true, identifier: fabric__device}
      - {name: pod, peer: NetworkPod, cardinality: one, optional: true, identifier: pod__device}
`;

const objects = `
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreStandardGroup
  data: [{name: fabrics}, {name: pods}, {name: racks}]
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: NetworkFabric
  data: [{name: f1, member_of_groups: [fabrics]}]
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: NetworkPod
  data: [{name: p1, parent: f1, member_of_groups: [pods]}]
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: LocationRack
  data: [{name: r1, pod: p1, member_of_groups: [racks]}]
`;

const actions = `
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGeneratorAction
  data:
    - {name: run-fabric, generator: generate-fabric}
    - {name: run-pod, generator: generate-pod}
    - {name: run-rack, generator: generate-rack}
`;

function query(kind: string): string {
  return `query Read($name: String!) { ${kind}(name__value: $name) { edges { node { id name { value } } } } }`;
}

/** A generator whose `generate` has these lines; `target` is what its query read. */
export function generator(cls: string, body: string): string {
  const lines = body.trim() === '' ? ['pass'] : dedent(body);
  return `import uuid
from datetime import datetime

from bundle.helpers import helper
from infrahub_sdk.generator import InfrahubGenerator


class ${cls}Generator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        target_id = data["id"]
${lines.map((line) => (line ? `        ${line}` : line)).join('\n')}
`;
}

export interface Layers {
  /** Bodies of the three generators; `file` replaces a whole file. */
  readonly fabric?: string;
  readonly pod?: string;
  readonly rack?: string;
  /** Rules and other trigger objects behind the three actions. */
  readonly triggers?: string;
  /** Further files, or other texts for those that are there. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A fixture of the three layers. */
export function layers({ fabric = '', pod = '', rack = '', triggers = '', files = {} }: Layers): string {
  const all: Record<string, string> = {
    '/.infrahub.yml': config,
    '/schemas/layers.yml': schema,
    '/objects/01_data.yml': objects,
    '/objects/90_triggers.yml': actions + dedent(triggers).join('\n'),
    '/queries/generate_fabric.gql': query('NetworkFabric'),
    '/queries/generate_pod.gql': query('NetworkPod'),
    '/queries/generate_rack.gql': query('LocationRack'),
    '/generators/generate_fabric.py': generator('Fabric', fabric),
    '/generators/generate_pod.py': generator('Pod', pod),
    '/generators/generate_rack.py': generator('Rack', rack),
    ...files,
  };
  return Object.entries(all)
    .map(([path, text]) => `#- ${path}\n${text.replace(/^\n/, '')}`)
    .join('\n');
}

/** A document of rules. */
export function rules(kind: 'CoreNodeTriggerRule' | 'CoreGroupTriggerRule', ...items: readonly string[]): string {
  const head = `---\napiVersion: infrahub.app/v1\nkind: Object\nspec:\n  kind: ${kind}\n  data:\n`;
  return (
    head +
    items
      .map((item) =>
        dedent(item)
          .map((line) => `    ${line}\n`)
          .join(''),
      )
      .join('')
  );
}

/** A rule on an attribute, with any value unless said. */
export function watch(
  name: string,
  kind: string,
  attribute: string,
  action: string,
  rest = 'value_match: any',
): string {
  return `- name: ${name}
  branch_scope: other_branches
  node_kind: ${kind}
  mutation_action: updated
  action: ${action}
  matches:
    kind: CoreNodeTriggerAttributeMatch
    data:
      - attribute_name: ${attribute}
        ${rest}`;
}

/** The project of a fixture, indexed. */
export async function projectOf(source: string): Promise<Project> {
  const repository = await openRepository(parseFixture(source).files);
  const [project] = repository.service.projects();
  if (!project) throw new Error('the fixture has no project');
  return project;
}

function dedent(text: string): string[] {
  const lines = text.replace(/^\n/, '').replace(/\s+$/, '').split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents, 1000);
  return lines.map((line) => line.slice(common));
}

/** The fixture with a mark below the first `part` that follows `before` in one line. */
export function marked(source: string, before: string, part: string, what: string): string {
  const start = source.indexOf(before + part) + before.length;
  if (start < before.length) throw new Error(`${before}${part} is not in the fixture`);
  const lineStart = source.lastIndexOf('\n', start) + 1;
  const lineEnd = source.indexOf('\n', start);
  const mark = `#${' '.repeat(start - lineStart - 1)}${'^'.repeat(part.length)} ${what}`;
  return `${source.slice(0, lineEnd)}\n${mark}${source.slice(lineEnd)}`;
}

/** One file of a fixture, as the expectation of a fix. */
export function fileOf(source: string, path: string): string {
  return `#- ${path}\n${parseFixture(source).files.get(path) ?? ''}`;
}

/** Lets the first generator be started by its rule only. */
export function eventDriven(source: string): string {
  return source.replace('execute_in_proposed_change: true', 'execute_in_proposed_change: false');
}

/** Sets an attribute of the objects below the target, when it differs, and outside of tracking. */
export function signal(kind: string, filter: string, attribute = 'checksum'): string {
  return `
value = data["digest"]
for item in await self.client.filters(kind="${kind}", ${filter}=[target_id]):
    if item.${attribute}.value != value:
        item.${attribute}.value = value
        await item.save(update_group_context=False)
`;
}

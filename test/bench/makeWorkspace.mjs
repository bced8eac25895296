#!/usr/bin/env node
// Writes a synthetic Infrahub repository for measuring: node make-workspace.mjs DIR LAYERS RULES_PER_LAYER [OBJECT_FILES] [OBJECTS_PER_FILE]
// A cascade of LAYERS generators (layer n signals layer n+1 through `checksum`), RULES_PER_LAYER trigger rules on each layer,
// and OBJECT_FILES plain object files as ballast. Everything in it is valid: a linter should report nothing of error severity.
import fs from 'node:fs';
import path from 'node:path';
const [dir, layersArg = '3', rulesArg = '10', filesArg = '0', perFileArg = '50'] = process.argv.slice(2);
if (!dir) {
  console.error('usage: make-workspace.mjs DIR LAYERS RULES_PER_LAYER [OBJECT_FILES] [OBJECTS_PER_FILE]');
  process.exit(2);
}
const layers = +layersArg,
  rules = +rulesArg,
  files = +filesArg,
  perFile = +perFileArg;
const write = (p, s) => {
  const f = path.join(dir, p);
  fs.mkdirSync(path.dirname(f), { recursive: true });
  fs.writeFileSync(f, s);
};
const kind = (n) => `NetworkLayer${n}`;
const attrs = Array.from({ length: rules }, (_, i) => `setting_${i}`);
const nodes = Array.from(
  { length: layers },
  (_, n) => `  - name: Layer${n}
    namespace: Network
    human_friendly_id: [name__value]
    inherit_from: [GeneratorTarget]
    attributes:
      - name: name
        kind: Text
        unique: true
      - name: amount_of_children
        kind: Number
        default_value: 2
${attrs.map((a) => `      - name: ${a}\n        kind: Text\n        optional: true`).join('\n')}
    relationships:
${
  n > 0
    ? `      - name: upper
        peer: ${kind(n - 1)}
        kind: Attribute
        cardinality: one
        identifier: layer${n - 1}__layer${n}
`
    : ''
}${
    n < layers - 1
      ? `      - name: lowers
        peer: ${kind(n + 1)}
        kind: Generic
        cardinality: many
        optional: true
        identifier: layer${n}__layer${n + 1}
`
      : ''
  }${layers === 1 ? '      []\n' : ''}`,
).join('\n');
write(
  'schemas/generator.yml',
  `---
version: "1.0"
generics:
  - name: Target
    namespace: Generator
    include_in_menu: false
    attributes:
      - name: checksum
        kind: Text
        optional: true
`,
);
write('schemas/layers.yml', `---\nversion: "1.0"\nnodes:\n${nodes}`);
write(
  'objects/01_groups.yml',
  `---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreStandardGroup
  data:
${Array.from({ length: layers }, (_, n) => `    - name: layer${n}s`).join('\n')}
`,
);
write(
  'objects/90_triggers.yml',
  `---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGeneratorAction
  data:
${Array.from({ length: layers }, (_, n) => `    - name: run-layer${n}\n      generator: generate-layer${n}`).join('\n')}
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
${Array.from({ length: layers }, (_, n) =>
  [...(n > 0 ? ['checksum'] : []), ...attrs]
    .map(
      (a) => `    - name: trigger-layer${n}-${a}
      branch_scope: other_branches
      node_kind: ${kind(n)}
      mutation_action: updated
      action: run-layer${n}
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: ${a}
            value_match: any`,
    )
    .join('\n'),
).join('\n')}
`,
);
for (let f = 0; f < files; f++)
  write(
    `objects/data/${String(f).padStart(5, '0')}.yml`,
    `---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: ${kind(f % layers)}
  data:
${Array.from({ length: perFile }, (_, i) => `    - name: obj-${f}-${i}\n      amount_of_children: 2\n      setting_0: "value ${i}"\n      member_of_groups: [layer${f % layers}s]`).join('\n')}
`,
  );
write(
  'src/bundle/generator.py',
  `import hashlib


class GeneratorMixin:
    def calculate_checksum(self) -> str:
        related_ids = self.client.group_context.related_group_ids + self.client.group_context.related_node_ids
        return hashlib.sha256(",".join(sorted(related_ids)).encode("utf-8")).hexdigest()
`,
);
for (let n = 0; n < layers; n++) {
  write(
    `generators/generate_layer${n}.gql`,
    `query generate_layer${n}($name: String!) {
  ${kind(n)}(name__value: $name) {
    edges {
      node {
        id
        __typename
        name { value }
        amount_of_children { value }
${n > 0 ? '        upper { node { id amount_of_children { value } } }\n' : ''}      }
    }
  }
}
`,
  );
  write(
    `generators/generate_layer${n}.py`,
    `from infrahub_sdk.generator import InfrahubGenerator

from bundle.generator import GeneratorMixin


class Layer${n}Generator(InfrahubGenerator, GeneratorMixin):
    async def generate(self, data: dict) -> None:
        node = data["${kind(n)}"]["edges"][0]["node"]
        self.layer_id = node["id"]
${
  n > 0
    ? `        siblings = await self.client.filters(kind="${kind(n)}", upper__ids=[node["upper"]["node"]["id"]])
        if node["upper"]["node"]["amount_of_children"]["value"] != len(siblings):
            raise RuntimeError(f"Cannot start on {node['name']['value']}: the upper layer is not complete")
`
    : ''
}        tag = await self.client.create(kind="BuiltinTag", name=f"layer${n}-{node['name']['value']}")
        await tag.save(allow_upsert=True)
${n < layers - 1 ? '        await self.update_checksum()\n' : ''}${
      n < layers - 1
        ? `
    async def update_checksum(self) -> None:
        checksum = self.calculate_checksum()
        for lower in await self.client.filters(kind="${kind(n + 1)}", upper__ids=[self.layer_id]):
            if lower.checksum.value != checksum:
                lower.checksum.value = checksum
                await lower.save(allow_upsert=True, update_group_context=False)
`
        : ''
    }`,
  );
}
write(
  '.infrahub.yml',
  `---
schemas:
  - schemas
objects:
  - objects/01_groups.yml
${files ? '  - objects/data\n' : ''}  - objects/90_triggers.yml
queries:
${Array.from({ length: layers }, (_, n) => `  - name: generate_layer${n}\n    file_path: generators/generate_layer${n}.gql`).join('\n')}
generator_definitions:
${Array.from(
  { length: layers },
  (_, n) => `  - name: generate-layer${n}
    file_path: generators/generate_layer${n}.py
    query: generate_layer${n}
    targets: layer${n}s
    class_name: Layer${n}Generator
    parameters:
      name: name__value
    execute_in_proposed_change: false
    execute_after_merge: false`,
).join('\n')}
`,
);

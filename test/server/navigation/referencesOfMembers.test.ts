import { test } from 'vitest';
import { checkReferences } from '../../support/checkNavigation';

const schema = `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    #- /schemas/all.yml
    generics:
      - namespace: Generator
        name: Target
        attributes: [{name: checksum, kind: Text}]
`;

test('a kind: schemas, objects, rules, queries and code', async () => {
  await checkReferences(`${schema}
    nodes:
      - namespace: Network
        name: Pod
        #     ^^^ def
        attributes: [{name: name, kind: Text}]
        relationships:
          - {name: up, peer: NetworkPod}
        #                    ^^^^^^^^^^ ref
    extensions:
      nodes:
        - kind: NetworkPod
        #       ^^^^^^^^^^ ref
    #- /objects/a.yml
    kind: Object
    spec:
      kind: NetworkPod
      #     ^^^^^^^^^^ ref
      data: []
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data: [{name: a, node_kind: Network$0Pod}]
      #                           ^^^^^^^^^^ ref
    #- /q.gql
    query q { NetworkPod { edges { node { ... on NetworkPod { id } } } } }
    #         ^^^^^^^^^^ ref
    #                                            ^^^^^^^^^^ ref
    #- /g.py
    class G(InfrahubGenerator):
        async def generate(self, data):
            pod = await self.client.create(kind="NetworkPod", name="x")
            #                                    ^^^^^^^^^^ ref
            await pod.save()
  `);
});

test('an inherited attribute: every heir and path', async () => {
  await checkReferences(`
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    #- /schemas/all.yml
    generics:
      - namespace: Generator
        name: Target
        attributes:
          - name: check$0sum
          #       ^^^^^^^^ def
            kind: Text
    nodes:
      - namespace: Network
        name: Pod
        inherit_from: [GeneratorTarget]
        human_friendly_id: [checksum__value]
        #                   ^^^^^^^^ ref
        attributes: [{name: name, kind: Text}]
      - namespace: Network
        name: Switch
        attributes: [{name: checksum, kind: Text}]
    #- /objects/a.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          node_kind: NetworkPod
          matches:
            kind: CoreNodeTriggerAttributeMatch
            data:
              - {attribute_name: checksum}
              #                  ^^^^^^^^ ref
        - name: b
          node_kind: NetworkSwitch
          matches:
            kind: CoreNodeTriggerAttributeMatch
            data:
              - {attribute_name: checksum}
    ---
    kind: Object
    spec:
      kind: NetworkPod
      data: [{name: checksum, checksum: checksum}]
      #                       ^^^^^^^^ ref
    #- /g.py
    class G(InfrahubGenerator):
        async def generate(self, data):
            for pod in await self.client.filters(kind="NetworkPod", checksum__value="x"):
            #                                                       ^^^^^^^^ ref
                pod.checksum.value = "y"
                #   ^^^^^^^^ ref
                await pod.save(update_group_context=False)
  `);
});

test('a choice', async () => {
  await checkReferences(`
    #- /.infrahub.yml
    schemas: [s.yml]
    #- /s.yml
    nodes:
      - namespace: Network
        name: Pod
        attributes:
          - name: role
            kind: Dropdown
            choices: [{name: spine}, {name: leaf}]
            #                ^^^^^ def
          - name: other
            kind: Dropdown
            choices: [{name: spine}]
    #- /objects/a.yml
    kind: Object
    spec:
      kind: NetworkPod
      data:
        - {name: spine, role: $0spine, other: spine}
        #                     ^^^^^ ref
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          node_kind: NetworkPod
          matches:
            kind: CoreNodeTriggerAttributeMatch
            data:
              - {attribute_name: role, value_match: value_full, value: leaf, value_previous: spine}
              #                                                                              ^^^^^ ref
  `);
});

# base: fabric
#- /objects/90_triggers.yml
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGeneratorAction
  data:
    - {name: run-pod-generator, generator: generate-pod}
    - {name: run-rack-generator, generator: generate-rack}
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: trigger-pod-generator-amount-of-spines
      branch_scope: other_branches
      node_kind: NetworkPod
      mutation_action: updated
      action: run-pod-generator
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - {attribute_name: amount_of_spines, value_match: any}
    - name: trigger-rack-generator-checksum
      branch_scope: other_branches
      node_kind: LocationRack
      mutation_action: updated
      action: run-rack-generator
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - {attribute_name: checksum, value_match: any}
    - name: trigger-pod-generator-role
      branch_scope: other_branches
      node_kind: NetworkPod
      mutation_action: updated
      action: run-pod-generator
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - {attribute_name: role, value_match: any}
    - name: trigger-rack-generator-amount-of-leafs
      branch_scope: other_branches
      node_kind: LocationRack
      mutation_action: updated
      action: run-rack-generator
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - {attribute_name: amount_of_leafs, value_match: any}

#- /generators/generate_fabric.py
from infrahub_sdk.generator import InfrahubGenerator

RUN = """
mutation Run($id: String!, $nodes: [String!]!) {
  CoreGeneratorDefinitionRun(data: { id: $id, nodes: $nodes }) { ok }
}
"""


class FabricGenerator(InfrahubGenerator):
    """Starts the next layer itself, for the pods it names; the rules stay for changes that people make."""

    async def generate(self, data: dict) -> None:
        fabric = data["NetworkFabric"]["edges"][0]["node"]
        for index in range(fabric["amount_of_super_spines"]["value"]):
            device = await self.client.create(
                kind="NetworkDevice", name=f"{fabric['name']['value']}-{index}", role="super_spine"
            )
            await device.save(allow_upsert=True)
        pods = await self.client.filters(kind="NetworkPod", parent__ids=[fabric["id"]])
        await self.run_generator("generate-pod", [pod.id for pod in pods])

    async def run_generator(self, name: str, node_ids: list[str]) -> None:
        if not node_ids:
            self.logger.info("nothing to start")
            return
        definition = await self.client.get(kind="CoreGeneratorDefinition", name__value=name)
        await self.client.execute_graphql(query=RUN, variables={"id": definition.id, "nodes": node_ids})

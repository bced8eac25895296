import type { Mistake } from './mistake';

const triggers = 'objects/90_triggers.yml';

/** Mistakes that show only when several files are read together, and mistakes in generators. */
export const repositoryMistakes: Mistake[] = [
  {
    name: 'third layer writes back to the second',
    file: 'generators/generate_rack.py',
    find: '            await device.save(allow_upsert=True)\n',
    replace: `            await device.save(allow_upsert=True)

        for target in await self.client.filters(kind="NetworkPod", ids=[pod["id"]]):
            target.checksum.value = f"{target.checksum.value}-{rack_name}"
            await target.save(update_group_context=False)
`,
    rule: 'generator-cycle',
    at: 'name: trigger-pod-generator-checksum',
    atFile: triggers,
  },
  {
    name: 'second layer signals itself',
    file: 'generators/generate_pod.py',
    find: 'kind="LocationRack", pod__ids=[pod_id]',
    replace: 'kind="NetworkPod", ids=[pod_id]',
    rule: 'generator-self-loop',
    at: 'name: trigger-pod-generator-checksum',
    atFile: triggers,
  },
  {
    name: 'rule of the signal watches something else',
    file: triggers,
    find: 'attribute_name: checksum',
    occurrence: 2,
    replace: 'attribute_name: name',
    rule: 'unwatched-signal',
    at: 'rack.checksum.value = checksum',
    atFile: 'generators/generate_pod.py',
  },
  {
    name: 'signal written to the wrong kind',
    file: 'generators/generate_pod.py',
    find: 'kind="LocationRack", pod__ids=[pod_id]',
    replace: 'kind="NetworkDevice", pod__ids=[pod_id]',
    rule: 'unwritten-signal',
    at: `name: trigger-rack-generator-checksum
      branch_scope: other_branches
      node_kind: LocationRack
      mutation_action: updated
      action: run-rack-generator
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: checksum`,
    atFile: triggers,
  },
  {
    name: 'third layer on another branch than the second',
    file: triggers,
    find: 'branch_scope: other_branches',
    occurrence: 2,
    replace: 'branch_scope: default_branch',
    rule: 'disjoint-branch-scopes',
    at: 'branch_scope: default_branch',
  },
  {
    name: 'rule starts the generator of another kind',
    file: triggers,
    find: 'action: run-rack-generator',
    occurrence: 1,
    replace: 'action: run-pod-generator',
    rule: 'rule-kind-mismatch',
    at: 'node_kind: LocationRack\n      mutation_action: updated\n      action: run-pod-generator',
  },
  {
    name: 'pod in no group',
    file: 'objects/03_fabrics.yml',
    find: '      member_of_groups:\n        - pods\n',
    occurrence: 2,
    replace: '',
    rule: 'target-not-in-group',
    at: 'name: pod-2',
  },
  {
    name: 'rack in the group of the pods',
    file: 'objects/04_racks.yml',
    find: '- racks',
    occurrence: 1,
    replace: '- pods',
    rule: 'target-not-in-group',
    at: `name: rack-1-1
      pod: pod-1
      amount_of_leafs: 2
      leaf_switch_template: leaf-48
      member_of_groups:
        - pods`,
  },
  {
    name: 'unfinished layer above answered by a return',
    file: 'generators/generate_rack.py',
    find: `raise RuntimeError(
                f"Cannot start rack generator on {rack_name}: the pod doesn't seem to be fully generated!"
            )`,
    replace: 'return',
    rule: 'return-instead-of-raise',
    at: 'return',
  },
  {
    name: 'signal saved as the guide prints it',
    file: 'generators/generate_fabric.py',
    find: 'pod.save(update_group_context=False)',
    replace: 'pod.save(allow_upsert=True)',
    rule: 'tracked-signal-write',
    at: 'pod.save(allow_upsert=True)',
    fixable: false,
  },
  {
    name: 'signal saved without arguments',
    file: 'generators/generate_pod.py',
    find: 'rack.save(update_group_context=False)',
    replace: 'rack.save()',
    rule: 'tracked-signal-write',
    at: 'rack.save()',
    fixable: false,
  },
];

/** A repository with one rule that never fires, and how it is written right. */
export const repo = 'file:///repo';
export const configUri = `${repo}/.infrahub.yml`;
export const triggersUri = `${repo}/objects/triggers.yml`;

export const config = `objects: [objects]
`;

/** `action` is `updated` when nothing is wrong. */
export function triggers(action: string, name = 'rule-one'): string {
  return `---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGroupAction
  data:
    - name: add-to-group
      group: some-group
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreStandardGroup
  data:
    - name: some-group
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: ${name}
      branch_scope: other_branches
      node_kind: CoreStandardGroup
      mutation_action: ${action}
      action: add-to-group
`;
}

export function repository(action: string): Map<string, string> {
  return new Map([
    [configUri, config],
    [triggersUri, triggers(action)],
  ]);
}

import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'missing-nested-kind';

test('blocks of a kind that is not there', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    objects: [objects]
    #- /objects/a.yml
    ---
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: a
          children:
            kind: CoreStandardGroups
    #             ^^^^^^^^^^^^^^^^^^ error missing-nested-kind: there is no kind CoreStandardGroups. Did you mean 'CoreStandardGroup'?
            data: [{name: b}]
        - name: c
          children:
            - {kind: CoreStandardGroup, data: {name: d}}
            - {kind: CoreStandardGrop, data: {name: e}}
    #                ^^^^^^^^^^^^^^^^ error missing-nested-kind: there is no kind CoreStandardGrop
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          action: {kind: CoreGeneratorActions, data: {name: b, generator: c}}
    #                    ^^^^^^^^^^^^^^^^^^^^ error missing-nested-kind: there is no kind CoreGeneratorActions
          matches: {kind: CoreNodeTriggerAttributeMatches, data: []}
    `,
  );
});

test('a nested profile or template', async () => {
  const schema = `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    #- /schemas/a.yml
    version: "1.0"
    nodes:
      - name: Device
        namespace: Dcim
        generate_template: true
        attributes: [{name: name, kind: Text}]
        relationships: [{name: ports, peer: DcimPort, kind: Component, cardinality: many, identifier: ports}]
      - name: Port
        namespace: Dcim
        attributes: [{name: name, kind: Text}]
        relationships: [{name: device, peer: DcimDevice, kind: Parent, optional: false, cardinality: one, identifier: ports}]
      - {name: Plug, namespace: Dcim, attributes: [{name: name, kind: Text}]}
    #- /objects/a.yml
    kind: Object
    spec:
      kind: TemplateDcimDevice
      data:
        - template_name: a
          ports:
            - {kind: TemplateDcimPort, data: {template_name: b, name: c}}`;
  await checkDiagnostics(
    rule,
    `${schema}
            - {kind: TemplateDcimPorts, data: {template_name: d, name: e}}
    #                ^^^^^^^^^^^^^^^^^ error missing-nested-kind: Did you mean 'TemplateDcimPort'?
            - {kind: TemplateDcimCable, data: {template_name: f, name: g}}
    #                ^^^^^^^^^^^^^^^^^ error missing-nested-kind: there is no kind TemplateDcimCable.
    `,
  );
  // Whether a kind that is there has a template is for the server to say.
  await checkDiagnostics(
    rule,
    `${schema}
            - {kind: TemplateDcimPlug, data: {template_name: d, name: e}}
    #                ^^^^^^^^^^^^^^^^ information missing-nested-kind: The kind TemplateDcimPlug is in no schema
    `,
  );
});

test('a nested kind of schemas that are elsewhere is told once, and mended where it is a slip', async () => {
  const text = (kind: string): string => `
    #- /.infrahub.yml
    objects: [objects]
    schemas: [gone]
    #- /objects/a.yml
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: a
          children: ${kind}
    `;
  const unknown = text(`[{kind: NetworkPod, data: {name: b}}, {kind: NetworkRack, data: {name: b}}]
    #                       ^^^^^^^^^^ information missing-nested-kind: The kind NetworkPod is in no schema`);
  await checkDiagnostics(rule, unknown);
  const slip = text('{kind: CoreStandardGrop, data: [{name: b}]}');
  const [, file = ''] = text('{kind: CoreStandardGroup, data: [{name: b}]}').split(/(?=    #- .objects)/);
  await checkFix(rule, slip, file);
});

import { replaceIn } from './edits';
import type { Files } from './namespace';

const schema = '/schemas/logical_design.yml';
const attribute = `      - name: firmware
        kind: Text
        default_value: "1.0"
`;

/** A repository like examples/fabric with a value that each layer hands down: the firmware of the devices. */
export function withFirmware(files: Files): Files {
  const generator = (layer: string, node: string, value: string): Parameters<typeof replaceIn>[1] => [
    {
      path: `/generators/generate_${layer}.py`,
      old: '                switch_template={"id": template["id"]},\n',
      by: `                switch_template={"id": template["id"]},\n                firmware=${value},\n`,
    },
    ...(node === ''
      ? []
      : [{ path: `/queries/generate_${layer}.gql`, old: node, by: `${node}firmware {\n value\n }\n` }]),
  ];
  return replaceIn(files, [
    {
      path: schema,
      old: '      - name: amount_of_super_spines\n',
      by: `${attribute}      - name: amount_of_super_spines\n`,
    },
    {
      path: schema,
      old: '      - name: role\n        kind: Dropdown\n        choices:\n          - name: super_spine\n',
      by: `${attribute}      - name: role\n        kind: Dropdown\n        choices:\n          - name: super_spine\n`,
    },
    ...generator(
      'fabric',
      '        amount_of_super_spines {\n          value\n        }\n',
      'fabric["firmware"]["value"]',
    ),
    // The lower layers take it from a device of the layer above.
    ...generator('pod', '', 'super_spines[0].firmware.value'),
    ...generator('rack', '', 'spines[0].firmware.value'),
  ]);
}

/** A finding in a public repository that was checked by hand. */
export interface KnownFinding {
  /** `path:line severity rule-id`; line counted from 1. */
  readonly place: string;
  /** Why it is true, in a sentence. */
  readonly why: string;
}

/** By the name of the repository's folder. */
export const knownFindings: Readonly<Record<string, readonly KnownFinding[]>> = {
  autonetops__autonetops_infrahub: [
    {
      place: '.infrahub.yml:57 information unknown-target-group',
      why: 'A script of the repository creates this group on the server, as a comment in the file says; no object file has it, and the finding says no more than that.',
    },
  ],
  'opsmill__infrahub-demo-dc': [
    ...[
      { line: 149, rule: 'dc-on-create' },
      { line: 156, rule: 'pop-on-create' },
      { line: 163, rule: 'segment-on-create' },
    ].map(({ line, rule }) => ({
      place: `.infrahub.yml:${line} information event-driven-generator-in-ci`,
      why: `The rule ${rule} starts this generator, and both execute_… flags are left at their default, true.`,
    })),
    ...['01_cloud_security_services.yml', '03_cloud_gateways.yml', '04_security_services.yml'].map((file) => ({
      place: `objects/cloud_security/${file}:5 error unknown-object-kind`,
      why: 'No schema of the repository, all of which are below schemas/, declares this kind, so loading the file fails.',
    })),
    ...[
      'cloud_security/02_zscaler_devices.yml:20',
      'cloud_security/02_zscaler_devices.yml:43',
      'cloud_security/02_zscaler_devices.yml:66',
      'lb/02_lb_devices.yml:8',
      'lb/02_lb_devices.yml:64',
    ].map((place) => ({
      place: `objects/${place} error unknown-object-field`,
      why: 'Neither DcimVirtualDevice nor a generic that it inherits from declares location; all schemas are below schemas/.',
    })),
    ...[15, 30].map((line) => ({
      place: `objects/lb/01_lb_templates.yml:${line} error missing-nested-kind`,
      why: 'No schema declares DcimVirtualInterface (the virtual interface is InterfaceVirtual), so it has no template kind.',
    })),
  ],
  ubaumann__demo_infrahub_pydantify: [
    {
      place: 'setup/simple_interface_schema.yaml:3 information unregistered-file',
      why: 'schemas: names one other file only, so this schema comes to the server by hand or not at all.',
    },
  ],
};

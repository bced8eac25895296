import { describe, expect, it } from 'vitest';
import { kindModel } from './model';

const model = kindModel([
  `
generics:
  - name: Interface
    namespace: Infra
    attributes: [{name: name, kind: Text}]
    relationships: [{name: device, peer: InfraDevice, kind: Parent, cardinality: one, optional: false}]
nodes:
  - name: Device
    namespace: Infra
    generate_template: true
    attributes:
      - {name: name, kind: Text, unique: true}
      - {name: height, kind: Number}
      - {name: size, kind: Number, read_only: true}
    relationships:
      - {name: interfaces, peer: InfraInterface, kind: Component}
      - {name: site, peer: InfraSite, cardinality: one}
  - {name: Port, namespace: Infra, inherit_from: [InfraInterface]}
  - {name: Site, namespace: Infra, generate_profile: false}
`,
]);

describe('derived kinds', () => {
  it('are profiles of every kind that may have one', () => {
    const known = ['InfraDevice', 'InfraInterface', 'BuiltinTag', 'InfraSite', 'CoreStandardGroup', 'Nope'];
    expect(known.filter((kind) => model.get(`Profile${kind}`))).toEqual([
      'InfraDevice',
      'InfraInterface',
      'BuiltinTag',
    ]);
    expect(model.get('ProfileProfileInfraDevice')).toBeUndefined();
  });

  it('give profiles their own attributes and optional copies', () => {
    const profile = model.get('ProfileInfraDevice');
    expect(profile).toMatchObject({ origin: 'derived', incomplete: true, humanFriendlyId: ['profile_name__value'] });
    expect([...(profile?.attributes.keys() ?? [])]).toEqual(['profile_name', 'profile_priority', 'height']);
    expect(profile?.attributes.get('height')?.optional).toBe(true);
    expect(model.isA('ProfileInfraDevice', 'CoreProfile')).toBe(true);
    expect(model.emitsEvents('ProfileInfraDevice')).toBe(true);
  });

  it('are templates of kinds that ask for one, their components and the heirs of those', () => {
    const known = ['InfraDevice', 'InfraInterface', 'InfraPort', 'InfraSite', 'BuiltinTag'];
    const templated = known.filter((kind) => model.get(`Template${kind}`));
    expect(templated).toEqual(['InfraDevice', 'InfraInterface', 'InfraPort']);
    expect(model.relationship('InfraDevice', 'object_template')).toMatchObject({
      peer: 'TemplateInfraDevice',
      cardinality: 'one',
    });
    expect(model.relationship('InfraSite', 'object_template')).toBeUndefined();
  });

  it('lead templates to templates and nodes to nodes', () => {
    expect(model.relationship('TemplateInfraDevice', 'interfaces')?.peer).toBe('TemplateInfraInterface');
    expect(model.relationship('TemplateInfraPort', 'device')?.peer).toBe('TemplateInfraDevice');
    expect(model.relationship('TemplateInfraDevice', 'site')?.peer).toBe('InfraSite');
    expect([...(model.get('TemplateInfraDevice')?.attributes.keys() ?? [])]).toEqual(['template_name', 'height']);
  });

  it('stand in no list', () => {
    expect(model.all().some((kind) => kind.origin === 'derived')).toBe(false);
  });
});

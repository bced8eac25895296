import { describe, expect, it } from 'vitest';
import { kindModel } from './model';

const schema = `
generics:
  - {name: Place, namespace: Test}
nodes:
  - name: Pod
    namespace: Test
    attributes: [{name: name, kind: Text}]
    relationships:
      - {name: fabric, peer: TestFabric, cardinality: one}
      - {name: racks, peer: TestRack}
      - {name: place, peer: TestPlace, cardinality: one}
      - {name: lost, peer: TestLost, cardinality: one}
  - {name: Fabric, namespace: Test, attributes: [{name: name, kind: Text}],
     relationships: [{name: fabric, peer: TestFabric, cardinality: one}]}
  - {name: Site, namespace: Test, inherit_from: [TestPlace], attributes: [{name: code, kind: Text}]}
  - {name: Open, namespace: Test, inherit_from: [TestUnread]}
`;
const model = kindModel([schema]);

describe('attributePath', () => {
  it.each([
    ['name__value', 'TestPod', 'name', 'value', 0],
    ['name__is_default', 'TestPod', 'name', 'is_default', 0],
    ['id', 'TestPod', undefined, 'id', 0],
    ['fabric__id', 'TestFabric', undefined, 'id', 1],
    ['fabric__name__value', 'TestFabric', 'name', 'value', 1],
    ['fabric__fabric__name__value', 'TestFabric', 'name', 'value', 2],
  ])('follows %s', (path, owner, attribute, property, hops) => {
    const found = model.attributePath('TestPod', path);
    expect(found.ok && { ...found, attribute: found.attribute?.name, through: found.through.length }).toEqual({
      ok: true,
      owner,
      attribute,
      property,
      through: hops,
    });
  });

  it.each([
    ['TestPod', 'name', 'missing-value-suffix', 'name', 0, true],
    ['TestPod', 'name__valu', 'missing-value-suffix', 'valu', 6, true],
    ['TestPod', 'fabric', 'missing-value-suffix', 'fabric', 0, true],
    ['TestPod', 'fabric__name', 'missing-value-suffix', 'name', 8, true],
    ['TestPod', 'nam__value', 'unknown-attribute', 'nam', 0, true],
    ['TestPod', 'fabric__nam__value', 'unknown-attribute', 'nam', 8, true],
    ['TestPod', '', 'unknown-attribute', '', 0, true],
    ['TestPod', '__', 'unknown-attribute', '', 0, true],
    ['TestPod', 'racks__name__value', 'passes-many', 'racks', 0, true],
    ['TestPod', 'lost__name__value', 'unknown-kind', 'name__value', 6, true],
    ['TestNope', 'name__value', 'unknown-kind', 'name__value', 0, true],
    // An heir of the generic has it; which one stands there is not known.
    ['TestPod', 'place__code__value', 'unknown-attribute', 'code', 7, false],
    ['TestPod', 'place__nope__value', 'unknown-attribute', 'nope', 7, true],
    ['TestOpen', 'name__value', 'unknown-attribute', 'name', 0, false],
  ])('stops on %s at %s: %s', (kind, path, reason, segment, offset, certain) => {
    expect(model.attributePath(kind, path)).toMatchObject({ ok: false, reason, segment, offset, certain });
  });

  it('claims nothing before all schemas were read', () => {
    const partial = kindModel([schema], false);
    expect(partial.attributePath('TestPod', 'nam__value')).toMatchObject({ ok: false, certain: false });
    expect(partial.attributePath('TestNope', 'name__value')).toMatchObject({ ok: false, certain: false });
  });

  it('is bounded on endless paths', () => {
    expect(model.attributePath('TestPod', 'fabric__'.repeat(100_000))).toMatchObject({ ok: false, certain: false });
  });
});

import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix } from '../../support/check';
import { fileOf, layers, marked, signal } from '../cascade/layers';

const rule = 'unknown-written-attribute';
const good = signal('NetworkPod', 'parent__ids');
const bad = good.replaceAll('checksum', 'checksums');

test('the recorded run ends', () => {
  expect(recordedGenerator('sch12-attribute-the-kind-does-not-have').error).toMatch(/^AttributeError: .*'digest'/);
});

test('an attribute the kind does not have', async () => {
  const fixture = layers({ fabric: bad });
  const what = `error ${rule}: NetworkPod has no attribute 'checksums'. Did you mean 'checksum'? generate-fabric ends with an AttributeError`;
  const mark = marked(fixture, '                item.', 'checksums', what);
  await checkDiagnostics(rule, mark);
  const fixed = bad.replace('item.checksums.value = value', 'item.checksum.value = value');
  await checkFix(rule, fixture, fileOf(layers({ fabric: fixed }), '/generators/generate_fabric.py'));
});

test('a name that is like none, where schemas are missing', async () => {
  const fixture = layers({ fabric: good.replaceAll('checksum', 'seal') }).replace(
    'schemas: [schemas/layers.yml]',
    'schemas: [schemas/layers.yml, schemas/missing.yml]',
  );
  const what = `information ${rule}: NetworkPod has no attribute 'seal'`;
  await checkDiagnostics(rule, marked(fixture, '                item.', 'seal', what));
});

test('attributes of its own, inherited ones, relationships, generics and unknown kinds', async () => {
  await checkDiagnostics(rule, layers({ fabric: good }));
  await checkDiagnostics(rule, layers({ fabric: good.replaceAll('checksum', 'amount') }));
  await checkDiagnostics(rule, layers({ fabric: bad.replace('NetworkPod', 'GeneratorTarget') }));
  await checkDiagnostics(rule, layers({ fabric: bad.replace('NetworkPod', 'NetworkHall') }));
  await checkDiagnostics(rule, layers({ fabric: bad.replace('"NetworkPod"', 'data["kind"]') }));
});

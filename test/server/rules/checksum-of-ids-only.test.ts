import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { contentChecksum, idChecksum, withChecksum, withOwnHash } from '../cascade/checksums';
import { layers, marked, signal } from '../cascade/layers';

const rule = 'checksum-of-ids-only';

test('ids only', async () => {
  const what = `information ${rule}: calculate_checksum hashes ids only: when a value changes`;
  await checkDiagnostics(rule, marked(withChecksum(idChecksum), 'def ', 'calculate_checksum', what));
});

test('values, but no version', async () => {
  const what = `hint ${rule}: calculate_checksum stays the same when only the code of generate-fabric changes`;
  const fixture = withChecksum(contentChecksum.replace('[GENERATOR_VERSION, values]', 'values'));
  await checkDiagnostics(rule, marked(fixture, 'def ', 'calculate_checksum', what));
});

test('values and version, and a digest of something else', async () => {
  await checkDiagnostics(rule, withChecksum(contentChecksum));
  await checkDiagnostics(rule, layers({ fabric: signal('NetworkPod', 'parent__ids') }));
});

test('a mixin of several generators is reported once', async () => {
  const twice = withChecksum(idChecksum).replace('generators/generate_pod.py', 'generators/generate_fabric.py');
  const fixture = twice.replace('class_name: PodGenerator', 'class_name: FabricGenerator');
  await checkDiagnostics(rule, marked(fixture, 'def ', 'calculate_checksum', `information ${rule}`));
});

test('a hash in a property', async () => {
  const what = `information ${rule}: checksum hashes ids only: when a value changes`;
  await checkDiagnostics(rule, marked(withOwnHash('property', idChecksum), 'def ', 'checksum', what));
});

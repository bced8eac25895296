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

const saved = 'ids = sorted(set(context.related_group_ids + context.related_node_ids))\n';

test.each([
  ['a helper of the class', 'text = VERSION + "".join(self.describe(id) for id in ids)'],
  ['a helper of the module', 'text = VERSION + json.dumps([described(self.client, id) for id in ids])'],
  ['a helper that is handed on', 'text = VERSION + "".join(map(self.describe, ids))'],
])('what %s takes of the objects is not known', async (_, line) => {
  const lines = `${saved}${line}\nreturn hashlib.sha256(text.encode()).hexdigest()`;
  await checkDiagnostics(rule, withChecksum(lines));
  await checkDiagnostics(rule, withOwnHash('property', lines));
});

test.each(['REVISION', 'self.REVISION', 'self.salt', '"v3"', 'b"rev-2"', 'f"r2:{ids}"'])(
  'a version called %s',
  async (version) => {
    await checkDiagnostics(rule, withChecksum(contentChecksum.replace('GENERATOR_VERSION', version)));
  },
);

test('a constant beside the hash of generate is no version', async () => {
  const lines =
    'ids = sorted(context.related_node_ids)\nself.level = LEVEL\nreturn hashlib.sha256(",".join(ids).encode()).hexdigest()';
  const what = `hint ${rule}: generate stays the same when only the code of generate-fabric changes`;
  await checkDiagnostics(rule, marked(withOwnHash('generate', lines), 'async def ', 'generate', what));
  await checkDiagnostics(rule, withOwnHash('generate', lines.replace('",".join(ids)', '(LEVEL + ",".join(ids))')));
});

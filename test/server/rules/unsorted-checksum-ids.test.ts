import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { contentChecksum, idChecksum, withChecksum, withOwnHash } from '../cascade/checksums';
import { fileOf, marked } from '../cascade/layers';

const rule = 'unsorted-checksum-ids';

test('a list in the order of the saves', async () => {
  const unsorted = withChecksum(idChecksum.replace('sorted(ids)', 'ids'));
  const what = `information ${rule}: calculate_checksum hashes the ids in the order in which they were saved`;
  await checkDiagnostics(rule, marked(unsorted, 'def ', 'calculate_checksum', what));
  await checkFix(rule, unsorted, fileOf(withChecksum(idChecksum), '/generators/mixin.py'));
});

test('a set', async () => {
  const set = withChecksum(idChecksum.replace('sorted(ids)', 'set(ids)'));
  const what = `warning ${rule}: calculate_checksum hashes a set, whose order differs from run to run`;
  await checkDiagnostics(rule, marked(set, 'def ', 'calculate_checksum', what));
  const fixed = withChecksum(idChecksum.replace('sorted(ids)', 'sorted(set(ids))'));
  await checkFix(rule, set, fileOf(fixed, '/generators/mixin.py'));
});

test('sorted ids, in one step or before', async () => {
  await checkDiagnostics(rule, withChecksum(idChecksum));
  await checkDiagnostics(rule, withChecksum(contentChecksum));
  await checkDiagnostics(
    rule,
    withChecksum(
      `ids = list(context.related_node_ids)\nids.sort()${idChecksum.replace('sorted(ids)', 'ids').replace('ids = context.related_group_ids + context.related_node_ids\n', '')}`,
    ),
  );
});

test('a loop over a set', async () => {
  const loop = (ids: string): string =>
    withChecksum(
      `digest = hashlib.sha256()\nids = set(context.related_node_ids)\nfor node_id in ${ids}:\n    digest.update(node_id.encode())\nreturn digest.hexdigest()`,
    );
  await checkFix(rule, loop('ids'), fileOf(loop('sorted(ids)'), '/generators/mixin.py'));
});

test('no fix where nothing is joined', async () => {
  const dumped = idChecksum.replace('",".join(sorted(ids))', 'json.dumps(ids)');
  expect(await fixTitles(rule, withChecksum(dumped))).toEqual([]);
});

test.each(['generate', 'property'] as const)('a hash in %s', async (where) => {
  const unsorted = withOwnHash(where, idChecksum.replace('sorted(ids)', 'set(ids)'));
  const name = where === 'generate' ? 'generate' : 'checksum';
  const what = `warning ${rule}: ${name} hashes a set, whose order differs from run to run`;
  await checkDiagnostics(rule, marked(unsorted, 'def ', name, what));
  await checkFix(
    rule,
    unsorted,
    fileOf(unsorted.replace('set(ids)', 'sorted(set(ids))'), '/generators/generate_fabric.py'),
  );
  await checkDiagnostics(rule, withOwnHash(where, idChecksum));
});

test('what generate hashes for itself beside a checksum that it calls', async () => {
  const own = 'suffix = hashlib.md5(str(self.client.group_context.related_node_ids).encode()).hexdigest()\n        ';
  await checkDiagnostics(rule, withChecksum(idChecksum).replace('fabric_id = data', `${own}fabric_id = data`));
});

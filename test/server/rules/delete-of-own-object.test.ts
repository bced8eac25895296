import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { withBody } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'delete-of-own-object';
const create =
  'device = await self.client.create(kind="NetworkDevice", name="d")\nawait device.save(allow_upsert=True)\n';
const old = 'for old in await self.client.filters(kind="NetworkDevice", role__value="leaf"):\n    await ';
const what = `information ${rule}: the SDK deletes those that a run no longer saves`;

test('objects of a kind that the generator makes', async () => {
  await checkDiagnostics(rule, marked(withBody(`${create}${old}old.delete()`), 'await ', 'old.delete()', what));
  const byId = 'self.client.delete(kind="NetworkDevice", id=data["old"])';
  await checkDiagnostics(rule, marked(withBody(`${create}await ${byId}`), 'await ', byId, what));
});

test.each([
  `${old}old.delete()`,
  `${create}${old.replace('NetworkDevice', 'NetworkPod')}old.delete()`,
  `${create.replace('allow_upsert=True', 'allow_upsert=True, update_group_context=False')}${old}old.delete()`,
  `${create}self.cache.delete("x")`,
])('silent: %s', async (body) => {
  await checkDiagnostics(rule, withBody(body));
});

import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fixedBody, withBody } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'untracked-client';
const sdk = 'from infrahub_sdk import InfrahubClient, InfrahubClientSync\n';
const save = '(kind="NetworkDevice", name="d")\nawait device.save(allow_upsert=True)';
const what = `warning ${rule}: this object is not tracked`;

test('what the SDK tracks', () => {
  const tracks = (name: string): boolean =>
    recordedGenerator(name).mutations?.some((each) => each.startsWith('mutation { CoreGeneratorGroupUpsert')) === true;
  expect(tracks('gen06-init-client-is-tracked')).toBe(true);
  expect(tracks('gen06-clone-is-not-tracked')).toBe(false);
  expect(tracks('gen06-own-client-asked-to-track')).toBe(false);
});

test.each([
  'client = InfrahubClient()',
  'client = await InfrahubClient.init()',
  'client = self.client.clone()',
  'client = InfrahubClient(config=self.client.config)',
])('%s', async (made) => {
  const body = `${sdk}${made}\ndevice = await client.create${save}`;
  await checkDiagnostics(rule, marked(withBody(body), 'client.', 'create', what));
  const fixed = body.replace('client.create', 'self.client.create');
  await checkFix(rule, withBody(body), fixedBody(fixed));
});

test('a sync client', async () => {
  const source = withBody(
    `${sdk}client = InfrahubClientSync()\ndevice = client.create(kind="NetworkDevice", name="d")\ndevice.save()`,
  );
  await checkDiagnostics(rule, marked(source, 'client.', 'create', what));
  expect(await fixTitles(rule, source)).toEqual([]);
});

test.each([
  `device = await self.client.create${save}`,
  `device = await self._init_client.create${save}`,
  `client = self.client\ndevice = await client.create${save}`,
  `client = InfrahubClient()\nasync with client.start_tracking(identifier="x") as tracking:\n    device = await tracking.create${save.replace('\n', '\n    ')}`,
  'client = InfrahubClient()\npods = await client.all(kind="NetworkPod")',
  'client = Client()\nclient.create(kind="x")',
])('silent: %s', async (body) => {
  await checkDiagnostics(rule, withBody(sdk + body));
});

import { expect, it } from 'vitest';
import type { ApplyWorkspaceEditParams, CodeAction } from 'vscode-languageserver';
import { cursorAt, bare, paths, unconnected } from '../server/actions/bare';
import { parseFixture } from '../support/fixture';
import { fullCapabilities, startClient } from '../support/protocolClient';
import { repo } from './samples';

const kind = 'refactor.rewrite.infrahubCascade.signalDownstreamTargets';
const pick = 'infrahubCascade.pickAction';

const params = (text: string, part: string) => {
  const lines = text.slice(0, text.indexOf(part)).split('\n');
  const at = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  return { uri: repo + paths.fabric, range: { start: at, end: at } };
};

/** The first layer, which signals the second with tracking. */
const unsafe = bare('FabricGenerator', 'NetworkFabric', [
  'for pod in await self.client.filters(kind="NetworkPod", parent__ids=[node["id"]]):',
  '    if pod.checksum.value != "x":',
  '        pod.checksum.value = "x"',
  '        await pod.save(allow_upsert=True)',
]);

async function opened(
  text: string,
  commands: readonly string[],
  only: string[] = [''],
  part = 'class',
  capabilities = fullCapabilities,
) {
  const { files } = parseFixture(unconnected({ [paths.fabric]: cursorAt(text, part) }));
  const byUri = new Map([...files].map(([path, content]) => [repo + path, content]));
  const client = await startClient({ files: byUri, initializationOptions: { commands }, capabilities });
  await client.idle();
  const place = params(text, part);
  client.open(place.uri, byUri.get(place.uri) ?? '', 3);
  const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: place.uri },
    range: place.range,
    context: { diagnostics: [], only },
  });
  return { client, actions, place };
}

it('offers actions by kind, and their edits when they are chosen', async () => {
  const { client, actions, place } = await opened(bare('FabricGenerator', 'NetworkFabric'), [], ['refactor.rewrite']);
  const mixin = actions.find(({ kind }) => kind === 'refactor.rewrite.infrahubCascade.addChecksumMixin');
  expect(mixin?.edit).toBeUndefined();
  const resolved = await client.connection.sendRequest<CodeAction>('codeAction/resolve', mixin);
  expect(resolved.edit?.documentChanges).toMatchObject([
    { kind: 'create', uri: `${repo}/generators/checksum.py` },
    { textDocument: { uri: `${repo}/generators/checksum.py` } },
    { textDocument: { uri: place.uri, version: 3 } },
  ]);
  await client.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri: place.uri, version: 4 },
    contentChanges: [{ text: 'x = 1\n' }],
  });
  await expect(client.connection.sendRequest('codeAction/resolve', mixin)).rejects.toThrow('changed');
});

it.each([true, false])('says why an action cannot be done to a client that shows it: %s', async (disabledSupport) => {
  const text = bare('FabricGenerator', 'NetworkFabric', ['try:', '    self.log()', 'finally:', '    return']);
  const { codeAction } = fullCapabilities.textDocument ?? {};
  const capabilities = {
    ...fullCapabilities,
    textDocument: { ...fullCapabilities.textDocument, codeAction: { ...codeAction, disabledSupport } },
  };
  const { client, actions, place } = await opened(text, [pick], [''], 'class', capabilities);
  const signals = actions.filter(({ title }) => title.startsWith('Signal'));
  const reason = expect.stringContaining('always ends before');
  expect(signals).toEqual(disabledSupport ? [{ title: 'Signal downstream targets', kind, disabled: { reason } }] : []);
  const asked = { ...place, action: 'signalDownstreamTargets' };
  expect(await client.connection.sendRequest('infrahubCascade/actionOffers', asked)).toEqual([]);
});

it('offers none where other kinds are asked for', async () => {
  const { actions } = await opened(bare('FabricGenerator', 'NetworkFabric'), [], ['source']);
  expect(actions).toEqual([]);
});

it('is a quick fix of the finding, and runs the command that the client has', async () => {
  const untrack = 'infrahubCascade.untrackSignalTargets';
  const { actions } = await opened(unsafe, [untrack], ['quickfix'], 'pod.save');
  expect(actions).toMatchObject([
    {
      title: 'Save without tracking, as a plain update',
      kind: 'quickfix',
      command: { command: untrack, arguments: [{ kinds: ['NetworkPod'], generators: ['generate-fabric'] }] },
    },
  ]);
  const without = await opened(unsafe, [], ['quickfix'], 'pod.save');
  expect(without.actions[0]?.command).toBeUndefined();
  expect(without.actions[0]?.title).toContain('run `infrahub-cascade untrack --kind NetworkPod` before');
});

it('a fix of a rule comes with its command too', async () => {
  const sometimes = bare('FabricGenerator', 'NetworkFabric', [
    'device = await self.client.create(kind="NetworkDevice", name=node["id"])',
    'await device.save(allow_upsert=True)',
    'pod = await self.client.get(kind="NetworkPod", id=node["id"])',
    'if node["vrf"]:',
    '    pod.status.value = "done"',
    '    await pod.save()',
  ]);
  const untrack = 'infrahubCascade.untrackSignalTargets';
  const title = 'Save without tracking, as a plain update';
  const { actions } = await opened(sometimes, [untrack], ['quickfix'], 'pod.save');
  expect(actions).toMatchObject([
    {
      title,
      kind: 'quickfix',
      edit: { documentChanges: expect.any(Array) },
      command: { command: untrack, arguments: [{ kinds: ['NetworkPod'], generators: ['generate-fabric'] }] },
    },
  ]);
  const without = await opened(sometimes, [], ['quickfix'], 'pod.save');
  expect(without.actions).toMatchObject([{ kind: 'quickfix', edit: { documentChanges: expect.any(Array) } }]);
  expect(without.actions[0]?.command).toBeUndefined();
  expect(without.actions[0]?.title).toContain(
    `${title} (then run \`infrahub-cascade untrack --kind NetworkPod\` before`,
  );
});

it('lets the client pick among many offers', async () => {
  const { client, actions, place } = await opened(bare('FabricGenerator', 'NetworkFabric'), [pick]);
  const action = actions.find(({ title }) => title === 'Signal downstream targets…');
  expect(action?.command).toMatchObject({
    command: pick,
    arguments: [{ ...place, action: 'signalDownstreamTargets' }],
  });
  const [given] = action?.command?.arguments ?? [];
  const offers = await client.connection.sendRequest<{ title: string }[]>('infrahubCascade/actionOffers', given);
  const title = 'Signal NetworkPod at the end of generate-fabric: ready, true when done and false before';
  expect(offers.map((each) => each.title)).toContain(title);
  const applied: ApplyWorkspaceEditParams[] = [];
  client.connection.onRequest('workspace/applyEdit', (edit: ApplyWorkspaceEditParams) => {
    applied.push(edit);
    return { applied: true };
  });
  const apply = 'infrahubCascade/applyAction';
  expect(await client.connection.sendRequest(apply, { ...(given as object), title })).toBe(true);
  expect(applied[0]).toMatchObject({ label: title, edit: { documentChanges: expect.any(Array) } });
  expect(await client.connection.sendRequest(apply, { ...(given as object), title: 'gone' })).toBe(false);
});

it('offers no pick to a client without the command', async () => {
  const { actions } = await opened(bare('FabricGenerator', 'NetworkFabric'), []);
  expect(actions.filter(({ title }) => title.endsWith('…'))).toEqual([]);
  expect(fullCapabilities.textDocument?.codeAction?.resolveSupport?.properties).toContain('edit');
});

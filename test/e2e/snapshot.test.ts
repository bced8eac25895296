import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sendJson, startServer, type Handler, type TestServer } from '../infrahubApi/startServer';
import { fileUri, serverRuns } from './support';

const none = { count: 0, edges: [] };
const pod = { namespace: 'Network', name: 'Pod', attributes: [{ name: 'name', kind: 'Text' }], relationships: [] };
const answers: Readonly<Record<string, object>> = {
  CascadeAccount: { AccountProfile: { id: 'account', display_label: 'Ada' } },
  CascadeBranches: { Branch: [{ name: 'main', is_default: true }] },
  CascadeTriggerRules: { CoreTriggerRule: none },
  CascadeTriggerActions: { CoreAction: none },
  CascadeGeneratorDefinitions: { CoreGeneratorDefinition: none },
  CascadeGroupNames: { groups: none },
};

const answer: Handler = ({ body, url }, response) => {
  if (url.startsWith('/api/info')) return sendJson(response, { version: '1.10.3' });
  if (url.startsWith('/api/schema')) return sendJson(response, { main: 'hash', nodes: [pod], generics: [] });
  const name = Object.keys(answers).find((each) => body.includes(each));
  return sendJson(response, { data: name && answers[name] });
};

describe('the snapshot of a server', () => {
  let server: TestServer;
  const settings = fileUri('.infrahub-cascade.yml');
  const snapshot = fileUri('.infrahub-cascade.snapshot.json');
  before(async () => {
    await serverRuns();
    server = await startServer(answer);
    process.env['INFRAHUB_ADDRESS'] = server.address;
    process.env['INFRAHUB_API_TOKEN'] = 'token';
    await vscode.commands.executeCommand('infrahubCascade.chooseBranch', { branch: 'main' });
  });
  after(async () => {
    delete process.env['INFRAHUB_ADDRESS'];
    delete process.env['INFRAHUB_API_TOKEN'];
    await server.close();
  });

  it('is written and named in the settings; what it says counts from then on', async () => {
    const root = fileUri('').toString().replace(/\/$/, '');
    await vscode.workspace.fs.writeFile(settings, new TextEncoder().encode('# ours\nprofile: all\n'));
    const given = { root, uri: snapshot.toString(), use: true };
    assert.equal(await vscode.commands.executeCommand('infrahubCascade.saveSnapshot', given), true);
    const written = new TextDecoder().decode(await vscode.workspace.fs.readFile(snapshot));
    assert.match(written, /"kind":"NetworkPod"/);
    assert.ok(!written.includes(server.address) && !written.includes('token'), 'no address and no token');
    const document = await vscode.workspace.openTextDocument(settings);
    assert.equal(document.getText(), '# ours\nprofile: all\nsnapshot: .infrahub-cascade.snapshot.json\n');
    await serverRuns(
      ({ status }) => status?.versions[0]?.source === 'snapshot' && status.versions[0].version === '1.10',
    );
    await vscode.commands.executeCommand('workbench.action.files.saveAll');
    await vscode.workspace.fs.delete(settings);
    await vscode.workspace.fs.delete(snapshot);
    await serverRuns(({ status }) => status?.versions[0]?.source !== 'snapshot');
  });
});

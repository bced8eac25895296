import { describe, expect, it } from 'vitest';
import { fullCapabilities, startClient, type ProtocolClient } from '../support/protocolClient';
import { repo, repository, triggers, triggersUri } from './samples';

const wrong = 'invalid-mutation-action';
const noPull = { ...fullCapabilities, workspace: { ...fullCapabilities.workspace, configuration: false } };

function severityOf(client: ProtocolClient): number | undefined {
  const last = client.published.findLast(({ uri }) => uri === triggersUri);
  return last?.diagnostics.find(({ code }) => code === wrong)?.severity;
}

function push(client: ProtocolClient, settings: unknown): void {
  void client.connection.sendNotification('workspace/didChangeConfiguration', { settings });
}

describe('settings', () => {
  it('are asked for, and asked for again when they change', async () => {
    const client = await startClient({ files: repository('changed'), settings: { rules: { [wrong]: 'warning' } } });
    await client.until(() => severityOf(client) === 2);
    expect(client.registered).toContain('workspace/didChangeConfiguration');
    client.settings = { rules: { [wrong]: 'off' } };
    push(client, null);
    await client.until(() => client.shown(triggersUri)?.includes(wrong) === false);
  });

  it('are taken as pushed where the client answers no question, before and after the start', async () => {
    const client = await startClient({ files: repository('changed'), capabilities: noPull });
    push(client, { infrahubCascade: { rules: { [wrong]: 'warning' } } });
    await client.until(() => severityOf(client) === 2);
    await client.idle();
    expect(severityOf(client)).toBe(2);
    push(client, { infrahubCascade: { rules: { [wrong]: 'hint' } } });
    await client.until(() => severityOf(client) === 4);
  });

  it('are taken from the initialisation options where there is nothing else', async () => {
    const settings = { rules: { [wrong]: 'information' } };
    const client = await startClient({
      files: repository('changed'),
      capabilities: {},
      initializationOptions: { settings },
    });
    await client.idle();
    expect(severityOf(client)).toBe(3);
  });

  it('with ids and levels that do not exist: said once, and the others count', async () => {
    const rules = { [wrong]: 'warning', 'invalid-mutation-acton': 'off', zzz: 'off', 'unused-query': 'loud' };
    const client = await startClient({ files: repository('changed'), settings: { rules } });
    const said: string[] = [];
    client.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      said.push(message);
    });
    await client.until(() => severityOf(client) === 2);
    push(client, null);
    client.settings = { rules: { ...rules, [wrong]: 'hint' } };
    push(client, null);
    await client.until(() => severityOf(client) === 4);
    expect(said).toEqual([
      "infrahubCascade.rules: there is no rule 'invalid-mutation-acton'. Did you mean 'invalid-mutation-action'?",
      "infrahubCascade.rules: there is no rule 'zzz'.",
      'infrahubCascade.rules: the level of unused-query must be one of off, error, warning, information, hint.',
    ]);
  });

  it('of any shape never hurt', async () => {
    const settings = { rules: { [wrong]: 7 }, diagnostics: 'none', exclude: [1], maxFileSizeKb: -1 };
    const client = await startClient({ files: repository('changed'), settings });
    await client.idle();
    expect(severityOf(client)).toBe(1);
    expect(client.errors).toEqual([]);
  });

  it('limit what is published to open files', async () => {
    const files = repository('changed');
    const other = `${repo}/objects/other.yml`;
    files.set(other, triggers('changed', 'rule-two'));
    const client = await startClient({ files, settings: { diagnostics: { scope: 'openFiles' } } });
    await client.idle();
    expect(client.published).toEqual([]);
    client.open(triggersUri, triggers('changed'));
    await client.until(() => client.shown(triggersUri)?.includes(wrong) === true);
    expect(client.shown(other)).toBeUndefined();
    client.change(triggersUri, 2, { text: triggers('updated') });
    await client.until(() => client.published.some(({ version }) => version === 2));
    const before = client.published.length;
    client.close(triggersUri);
    await client.until(() => client.published.length > before);
    expect(client.published[before]).toEqual({ uri: triggersUri, diagnostics: [] });
    client.settings = {};
    push(client, null);
    await client.until(() => client.shown(triggersUri)?.includes(wrong) === true && client.shown(other) !== undefined);
    client.settings = { diagnostics: { scope: 'openFiles' } };
    push(client, null);
    await client.until(() => client.shown(triggersUri)?.length === 0 && client.shown(other)?.length === 0);
  });

  it('come from .infrahub-cascade.yml too, as it is edited', async () => {
    const client = await startClient({ files: repository('changed'), settings: { rules: { [wrong]: 'warning' } } });
    await client.until(() => severityOf(client) === 2);
    const uri = `${repo}/.infrahub-cascade.yml`;
    client.open(uri, `rules:\n  ${wrong}: hint\n`);
    await client.until(() => severityOf(client) === 4);
    client.change(uri, 2, { text: `rules:\n  ${wrong}: off\n` });
    await client.until(() => client.shown(triggersUri)?.includes(wrong) === false);
    client.close(uri);
    await client.until(() => severityOf(client) === 2);
  });
});

import { CancellationTokenSource, LSPErrorCodes, type CompletionList } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../server/src/base/cancellation';
import { runSafe } from '../../server/src/lsp/runSafe';
import { createEngine } from '../../server/src/rules/engine';
import { defineRule } from '../../server/src/rules/rule';
import { memoryWorkspace } from '../support/memoryWorkspace';
import { startClient } from '../support/protocolClient';
import { openRepository } from '../support/repository';
import { repo, repository, triggers, triggersUri } from './samples';

describe('a client that can do nothing optional', () => {
  it('gets diagnostics with no more than it knows, and no requests', async () => {
    const client = await startClient({ files: repository('changed'), capabilities: {} });
    let asked = false;
    client.connection.onRequest('workspace/configuration', () => void (asked = true));
    await client.idle();
    client.open(triggersUri, triggers('changed'));
    await client.until(() => client.published.some(({ version }) => version === 1));
    for (const diagnostic of client.published.flatMap(({ diagnostics }) => diagnostics)) {
      expect(Object.keys(diagnostic).toSorted()).toEqual(['code', 'message', 'range', 'severity', 'source']);
    }
    expect(client.registered).toEqual([]);
    expect(client.progress).toEqual([]);
    expect(asked).toBe(false);
    expect(client.initialized.capabilities.workspace?.fileOperations).toEqual({});
    const line = triggers('changed')
      .split('\n')
      .findIndex((each) => each.includes('mutation_action'));
    const list = await client.connection.sendRequest<CompletionList>('textDocument/completion', {
      textDocument: { uri: triggersUri },
      position: { line, character: 23 },
    });
    expect(list.items.map(({ label }) => label)).toContain('updated');
    expect(list.items.filter(({ insertTextFormat }) => insertTextFormat === 2)).toEqual([]);
    expect(client.errors).toEqual([]);
  });

  it('is served when it refuses what it promised', async () => {
    const client = await startClient({ files: repository('changed') });
    for (const method of ['client/registerCapability', 'workspace/configuration']) {
      client.connection.onRequest(method, () => {
        throw new Error('refused');
      });
    }
    await client.until(() => client.shown(triggersUri)?.includes('invalid-mutation-action') === true);
    await client.idle();
  });

  it('is served without any folder', async () => {
    const client = await startClient({ files: repository('changed'), capabilities: {}, root: {} });
    await client.idle();
    client.open(triggersUri, triggers('changed'));
    const hover = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: triggersUri },
      position: { line: 1, character: 1 },
    });
    expect(hover).toBeNull();
    expect(client.published).toEqual([]);
  });
});

describe('requests', () => {
  it('that were cancelled say so', async () => {
    const client = await startClient({ files: repository('changed') });
    await client.idle();
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri: triggersUri }, position: { line: 0, character: 0 } };
    const answer = client.connection.sendRequest('textDocument/completion', params, source.token);
    source.cancel();
    await expect(answer).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  it('whose handler fails are answered, and logged once', async () => {
    const logged: string[] = [];
    const connection = { console: { error: (text: string) => logged.push(text) } } as never;
    const token = new CancellationTokenSource().token;
    const bug = new Error('a bug');
    const handler = runSafe({ connection }, 'fallback', () => {
      throw bug;
    });
    expect(await handler({}, token)).toBe('fallback');
    expect(await handler({}, token)).toBe('fallback');
    expect(logged).toEqual([expect.stringContaining('a bug')]);
    const cancelled = runSafe({ connection }, 'fallback', () => {
      throw new CancelledError();
    });
    expect(await cancelled({}, token)).toMatchObject({ code: LSPErrorCodes.RequestCancelled });
  });

  it('are answered when the disk cannot be listed', async () => {
    const disk = memoryWorkspace(repository('changed'));
    const workspace = { ...disk, list: () => Promise.reject(new Error('no such disk')) };
    const client = await startClient({ workspace });
    await client.until(() => client.errors.length > 0);
    expect(client.errors).toEqual([expect.stringContaining('no such disk')]);
    await client.idle();
    const params = { textDocument: { uri: triggersUri }, position: { line: 0, character: 0 } };
    expect(await client.connection.sendRequest('textDocument/completion', params)).toBeNull();
  });
});

describe('a rule that throws', () => {
  it('silences only itself, and is logged once', async () => {
    const texts = { catalogue: 'X', severity: 'error', recommended: true, evidence: 'file', docs: '' } as const;
    const bad = defineRule({
      ...texts,
      id: 'bad',
      title: 'bad',
      appliesTo: 'triggerRule',
      check: () => {
        throw new Error('a bug');
      },
    });
    const good = defineRule({
      ...texts,
      id: 'good',
      title: 'good',
      appliesTo: 'triggerRule',
      check: ({ item }, { report }) => report({ at: { part: item.chunk, range: item.node.range }, message: 'good' }),
    });
    const bugs: string[] = [];
    const engine = createEngine([bad, good], (rule, error) => bugs.push(`${rule.id}: ${String(error)}`));
    const paths = ['/objects/a.yml', '/objects/b.yml'];
    const { service } = await openRepository(paths.map((path) => [path, triggers('changed', path)]));
    const found = paths.flatMap((path) => {
      const target = service.target(`${repo}${path}`);
      const steps = target && engine.steps(target.project, target.file, () => true);
      let step = steps?.next();
      while (step && !step.done) step = steps?.next();
      return step?.value ?? [];
    });
    expect(found.map(({ rule }) => rule.id)).toEqual(['good', 'good']);
    expect(bugs).toEqual(['bad: Error: a bug']);
  });
});

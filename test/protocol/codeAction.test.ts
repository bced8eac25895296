import { describe, expect, it } from 'vitest';
import {
  Command,
  type ApplyWorkspaceEditParams,
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fullCapabilities, startClient, type ProtocolClient } from '../support/protocolClient';
import { config, configUri, repo, repository, triggers, triggersUri } from './samples';

const wrong = 'invalid-mutation-action';

/** Opens the file and asks for the actions at the finding of `code`. */
async function actionsAt(client: ProtocolClient, uri: string, code: string, only?: string[]): Promise<CodeAction[]> {
  client.open(uri, client.files.get(uri) ?? '', 5);
  await client.until(() => client.published.some((each) => each.uri === uri && each.version === 5));
  const diagnostic = client.published.at(-1)?.diagnostics.find((each) => each.code === code);
  if (!diagnostic) throw new Error(`There is no finding ${code}.`);
  return request(client, uri, diagnostic, only);
}

async function request(client: ProtocolClient, uri: string, diagnostic: Diagnostic, only?: string[]) {
  const context = { diagnostics: [diagnostic], ...(only ? { only } : {}) };
  const params = { textDocument: { uri }, range: diagnostic.range, context };
  return (await client.connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', params)) ?? [];
}

function withCodeAction(codeAction: NonNullable<ClientCapabilities['textDocument']>['codeAction']): ClientCapabilities {
  return { ...fullCapabilities, textDocument: { ...fullCapabilities.textDocument, codeAction } };
}

describe('code actions', () => {
  it('mend the finding in the version that the client has', async () => {
    const client = await startClient({ files: repository('update') });
    await client.idle();
    const [first, ...others] = await actionsAt(client, triggersUri, wrong);
    expect(first).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: wrong }] });
    expect(first?.edit?.documentChanges).toMatchObject([
      { textDocument: { uri: triggersUri, version: 5 }, edits: [{ newText: 'updated' }] },
    ]);
    expect(others.some(({ isPreferred }) => isPreferred)).toBe(false);
  });

  it('come as plain changes to a client that knows no versioned edits, without a preferred one', async () => {
    const capabilities = {
      ...withCodeAction({ codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } }),
      workspace: {},
    };
    const client = await startClient({ files: repository('update'), capabilities });
    await client.idle();
    const [first] = await actionsAt(client, triggersUri, wrong);
    expect(first?.edit?.changes?.[triggersUri]).toMatchObject([{ newText: 'updated' }]);
    expect(first).not.toHaveProperty('isPreferred');
  });

  it('are not offered to a client that takes commands only and makes no edits that are asked for', async () => {
    const client = await startClient({ files: repository('update'), capabilities: withCodeAction({}) });
    await client.idle();
    expect(await actionsAt(client, triggersUri, wrong)).toEqual([]);
    expect(client.initialized.capabilities).not.toHaveProperty('executeCommandProvider');
  });

  describe('come as commands to a client that takes nothing else', () => {
    const capabilities: ClientCapabilities = {
      workspace: { applyEdit: true },
      textDocument: { publishDiagnostics: { versionSupport: true }, codeAction: { dataSupport: true } },
    };

    /** Runs the first command at the finding, after what else is done; gives what the client was asked to apply. */
    async function run(between?: (client: ProtocolClient) => void): Promise<ApplyWorkspaceEditParams[]> {
      const client = await startClient({ files: repository('update'), capabilities });
      const applied: ApplyWorkspaceEditParams[] = [];
      client.connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
        applied.push(params);
        return { applied: true };
      });
      await client.idle();
      const commands: unknown[] = await actionsAt(client, triggersUri, wrong);
      const [first] = commands as Command[];
      expect(commands.every((each) => Command.is(each))).toBe(true);
      expect(client.initialized.capabilities.executeCommandProvider?.commands).toContain(first?.command);
      between?.(client);
      await client.connection.sendRequest('workspace/executeCommand', {
        command: first?.command,
        arguments: first?.arguments,
      });
      return applied;
    }

    it('whose edit the client is asked to make', async () => {
      const [only, ...others] = await run();
      expect(only?.label).toBe("Change to 'updated'");
      expect(only?.edit.changes?.[triggersUri]).toMatchObject([{ newText: 'updated' }]);
      expect(others).toEqual([]);
    });

    it('unless the text has changed', async () => {
      const longer = repository('update').get(triggersUri) ?? '';
      const change = (client: ProtocolClient): void => client.change(triggersUri, 6, { text: `# new\n${longer}` });
      await expect(run(change)).rejects.toThrow('The text has changed.');
    });
  });

  it('need no command of the server elsewhere', async () => {
    const client = await startClient({ files: repository('update') });
    expect(client.initialized.capabilities).not.toHaveProperty('executeCommandProvider');
  });

  it.each([
    [['quickfix'], ['quickfix']],
    [['source.fixAll.infrahubCascade'], []],
    [['refactor'], []],
  ])('answer the kinds that are asked for: %s', async (only, kinds) => {
    const client = await startClient({ files: repository('update') });
    await client.idle();
    const actions = await actionsAt(client, triggersUri, wrong, only);
    expect([...new Set(actions.map(({ kind }) => kind))]).toEqual(kinds);
  });

  it('resolve the edit of other files later, and say so when the text has changed', async () => {
    const files = repository('updated');
    files.set(
      configUri,
      `${config}generator_definitions:\n  - name: make\n    file_path: make.py\n    query: pods\n    targets: pods\n`,
    );
    files.set(`${repo}/make.py`, 'class Generator: ...\n');
    const client = await startClient({ files, settings: { profile: 'all' } });
    await client.idle();
    const actions = await actionsAt(client, configUri, 'unknown-query');
    const lazy = actions.find(({ data }) => data !== undefined);
    const eager = actions.filter(({ data }) => data === undefined);
    expect(eager.every(({ edit }) => edit !== undefined)).toBe(true);
    if (!lazy) throw new Error(`no action has to be resolved: ${JSON.stringify(actions)}`);
    expect(lazy).not.toHaveProperty('edit');
    const resolved = await client.connection.sendRequest<CodeAction>('codeAction/resolve', lazy);
    expect(resolved.edit?.documentChanges).toContainEqual(expect.objectContaining({ kind: 'create' }));
    client.change(configUri, 6, { text: config });
    await expect(client.connection.sendRequest('codeAction/resolve', lazy)).rejects.toThrow('changed');
  });

  it('never create files where the client cannot', async () => {
    const files = repository('updated');
    files.set(
      configUri,
      `${config}generator_definitions:\n  - name: make\n    file_path: make.py\n    query: pods\n    targets: pods\n`,
    );
    const workspace = { ...fullCapabilities.workspace, workspaceEdit: { documentChanges: true } };
    const client = await startClient({
      files,
      capabilities: { ...fullCapabilities, workspace },
      settings: { profile: 'all' },
    });
    await client.idle();
    const actions = await actionsAt(client, configUri, 'unknown-query');
    expect(JSON.stringify(actions)).not.toContain('"create"');
  });

  describe('that delete a file', () => {
    const uri = `${repo}/.infrahub.yaml`;

    async function deletions(
      workspaceEdit: NonNullable<ClientCapabilities['workspace']>['workspaceEdit'],
      only?: string[],
    ) {
      const files = repository('updated').set(uri, 'objects: []\n');
      const capabilities = { ...fullCapabilities, workspace: { ...fullCapabilities.workspace, workspaceEdit } };
      const client = await startClient({ files, capabilities });
      await client.idle();
      const actions = await actionsAt(client, uri, 'second-config-file', only);
      return Promise.all(
        actions.map((action) => client.connection.sendRequest<CodeAction>('codeAction/resolve', action)),
      );
    }

    const deletion = { kind: 'delete', uri, options: { ignoreIfNotExists: true } };

    it('ask before where the client can', async () => {
      const [action, ...others] = await deletions({
        documentChanges: true,
        resourceOperations: ['delete'],
        changeAnnotationSupport: {},
      });
      expect(others).toEqual([]);
      expect(action).toMatchObject({ title: 'Delete .infrahub.yaml', kind: 'quickfix' });
      expect(action).not.toHaveProperty('isPreferred');
      expect(action?.edit).toEqual({
        documentChanges: [{ ...deletion, annotationId: uri }],
        changeAnnotations: { [uri]: { label: 'Delete .infrahub.yaml', needsConfirmation: true } },
      });
    });

    it('come without annotations to a client that knows none', async () => {
      const [action] = await deletions({ documentChanges: true, resourceOperations: ['create', 'delete'] });
      expect(action?.edit).toEqual({ documentChanges: [deletion] });
    });

    it.each([
      ['cannot delete', { documentChanges: true, resourceOperations: ['create', 'rename'] as const }],
      ['knows no operations', { documentChanges: true }],
      ['takes plain changes only', { resourceOperations: ['delete'] as const }],
      ['says nothing', undefined],
    ])('are not offered to a client that %s', async (_name, workspaceEdit) => {
      const operations =
        workspaceEdit && 'resourceOperations' in workspaceEdit ? [...workspaceEdit.resourceOperations] : [];
      expect(await deletions(workspaceEdit && { ...workspaceEdit, resourceOperations: operations })).toEqual([]);
    });

    it('are never among those that are applied at once', async () => {
      const whole = { documentChanges: true, resourceOperations: ['delete' as const], changeAnnotationSupport: {} };
      expect(await deletions(whole, ['source.fixAll'])).toEqual([]);
    });
  });

  it('apply all safe fixes of a file at once', async () => {
    const files = repository('update');
    const wrongId = '# cascade-disable-next-line unknown-acton\n';
    files.set(triggersUri, `${wrongId}${triggers('update')}${wrongId}`);
    const client = await startClient({ files });
    await client.idle();
    const [all, ...others] = await actionsAt(client, triggersUri, 'unknown-rule-id', ['source.fixAll']);
    expect(others).toEqual([]);
    expect(all?.kind).toBe('source.fixAll.infrahubCascade');
    // Not the wrong mutation action: to mend it changes what runs.
    expect(all?.edit?.documentChanges).toMatchObject([
      { textDocument: { version: 5 }, edits: [{ newText: 'unknown-action' }, { newText: 'unknown-action' }] },
    ]);
  });
});

describe('renaming files', () => {
  const text = `schemas:
  - "schemas/base.yml"
objects: [ './objects/', other ]
queries:
  - name: pods
    file_path: 'queries/pods.gql'
  - {name: racks, file_path: ./queries/racks.gql}
generator_definitions:
  - name: make
    file_path: generators/make.py
    query: pods
    targets: pods
    watch:
      files:
        - generators/mixin.py
        - generators
`;

  async function rename(from: string, to: string): Promise<string> {
    const files = repository('updated');
    files.set(configUri, text);
    const client = await startClient({ files, capabilities: { workspace: { fileOperations: { willRename: true } } } });
    await client.idle();
    const edit = await client.connection.sendRequest<{
      changes: Record<string, { range: { start: { line: number }; end: { line: number } }; newText: string }[]>;
    } | null>('workspace/willRenameFiles', {
      files: [{ oldUri: `${repo}/${from}`, newUri: new URL(to, `${repo}/`).href }],
    });
    if (!edit) return '';
    expect(Object.keys(edit.changes)).toEqual([configUri]);
    return (edit.changes[configUri] ?? []).map(({ range, newText }) => `${range.start.line} ${newText}`).join('\n');
  }

  it.each([
    ['schemas/base.yml', 'schemas/core/base.yml', '1 "schemas/core/base.yml"'],
    ['objects', 'data', "2 './data/'"],
    ['queries', 'q', "5 'q/pods.gql'\n6 ./q/racks.gql"],
    ['generators', 'gen', '9 gen/make.py\n14 gen/mixin.py\n15 gen'],
    ['generators/make.py', 'generators/m: 1.py', "9 'generators/m: 1.py'"],
    ['schemas/other.yml', 'schemas/x.yml', ''],
    ['other', '/elsewhere', ''],
    ['queries/pods.gql', 'queries/pods.gql.save', "5 'queries/pods.gql.save'"],
  ])('updates .infrahub.yml: %s → %s', async (from, to, expected) => {
    expect(await rename(from, to)).toBe(expected);
  });

  describe('so that it is not loaded any more takes it out of .infrahub.yml', () => {
    const config = (schemas: string): string =>
      `schemas:${schemas}objects: [objects]\nmenus: ['m.yml', n.yml, o.yml]\n`;
    const list = '\n  - a.yml # the first\n  - "./b.yml"\n  - c.yml\n';

    async function parked(before: string, ...moves: (readonly [from: string, to: string])[]): Promise<string> {
      const files = repository('updated');
      files.set(configUri, before);
      const client = await startClient({ files });
      await client.idle();
      const edit = await client.connection.sendRequest<WorkspaceEdit | null>('workspace/willRenameFiles', {
        files: moves.map(([from, to]) => ({ oldUri: `${repo}/${from}`, newUri: `${repo}/${to}` })),
      });
      const edits = (edit?.documentChanges ?? []).flatMap((each) => ('edits' in each ? each.edits : []));
      return TextDocument.applyEdits(TextDocument.create(configUri, 'yaml', 1, before), edits as TextEdit[]);
    }

    it.each<[string, string, string]>([
      ['a.yml', '\n  - "./b.yml"\n  - c.yml\n', list],
      ['b.yml', '\n  - a.yml # the first\n  - c.yml\n', list],
      ['a.yml', ' []\n', '\n  - a.yml\n'],
      ['a.yml', ' [b.yml]\n', ' [a.yml, b.yml]\n'],
    ])('%s', async (file, after, before) => {
      for (const ending of ['.save', '.bak', '.disabled'])
        expect(await parked(config(before), [file, `old/${file}${ending}`])).toBe(config(after));
    });

    it('several at once', async () => {
      const [a, b] = [['a.yml', 'a.yml.save'] as const, ['b.yml', 'b.yml.save'] as const];
      expect(await parked(config(list), a, b)).toBe(config('\n  - c.yml\n'));
      expect(await parked(config(' [a.yml, b.yml]\n'), a, b)).toBe(config(' []\n'));
      const menus = await parked(config(list), ['n.yml', 'n.yml.save'], ['o.yml', 'o.yml.save'], ['a.yml', 'x.yml']);
      expect(menus).toBe(config(list).replace('a.yml', 'x.yml').replace(', n.yml, o.yml', ''));
    });

    it('but what is there under such a name is followed', async () =>
      expect(await parked(config('\n  - a.yml.save\n'), ['a.yml.save', 'a.yml'])).toBe(config('\n  - a.yml\n')));
  });
});

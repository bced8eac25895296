import { expect, test } from 'vitest';
import type { ClientCapabilities, ShowMessageParams, WorkspaceEdit } from 'vscode-languageserver';
import { fullCapabilities, startClient } from '../support/protocolClient';
import { configUri } from './samples';

const queryUri = 'file:///repo/queries/pods.gql';
const config = 'queries:\n  - name: pods\n    file_path: queries/pods.gql\n';

/** Renames the query, whose operation is an uncertain place; gives the edit and what the user was told. */
async function renamed(workspaceEdit: NonNullable<ClientCapabilities['workspace']>['workspaceEdit']) {
  const files = new Map([
    [configUri, config],
    [queryUri, 'query pods { __typename }\n'],
  ]);
  const capabilities = { ...fullCapabilities, workspace: { ...fullCapabilities.workspace, workspaceEdit } };
  const client = await startClient({ files, capabilities });
  const messages: string[] = [];
  client.connection.onNotification('window/showMessage', ({ message }: ShowMessageParams) => {
    messages.push(message);
  });
  await client.idle();
  const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
    textDocument: { uri: configUri },
    position: { line: 1, character: 12 },
    newName: 'all_pods',
  });
  return { edit, messages };
}

const staysBehind = "A server that has the query 'pods' keeps it until the repository is imported again.";
const certain = { range: { start: { line: 1, character: 10 }, end: { line: 1, character: 14 } }, newText: 'all_pods' };

test('with annotations uncertain places are asked about', async () => {
  const { edit, messages } = await renamed({ documentChanges: true, changeAnnotationSupport: {} });
  expect(edit.documentChanges).toMatchObject([
    { textDocument: { uri: configUri }, edits: [{ ...certain, annotationId: 'name' }] },
    { textDocument: { uri: queryUri }, edits: [{ newText: 'all_pods', annotationId: 'uncertain' }] },
  ]);
  expect(edit.changeAnnotations?.['uncertain']).toMatchObject({ needsConfirmation: true });
  expect(messages).toEqual([staysBehind]);
});

test('without annotations uncertain places are left out, and the user is told which', async () => {
  const left = 'Not renamed, because it may mean something else: queries/pods.gql, line 1. Look at it yourself.';
  const versioned = await renamed({ documentChanges: true });
  expect(versioned.edit).toEqual({
    documentChanges: [{ textDocument: { uri: configUri, version: null }, edits: [certain] }],
  });
  expect(versioned.messages).toEqual([`${left} ${staysBehind}`]);
  const plain = await renamed(undefined);
  expect(plain.edit).toEqual({ changes: { [configUri]: [certain] } });
  expect(plain.messages).toEqual([`${left} ${staysBehind}`]);
});

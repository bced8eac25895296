import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openFile, positionOf, serverRuns } from './support';

describe('finding the way', () => {
  let document: vscode.TextDocument;

  before(async () => {
    await serverRuns();
    document = await openFile('objects/90_triggers.yml');
  });

  /** What a provider says about the file, or about a place in it. */
  function ask<T>(command: string, ...rest: unknown[]): Thenable<T> {
    return vscode.commands.executeCommand<T>(command, document.uri, ...rest);
  }

  it('tells the story of a rule on hover', async () => {
    const place = positionOf(document, 'trigger-pod-generator-checksum');
    const hovers = await ask<vscode.Hover[]>('vscode.executeHoverProvider', place);
    const text = hovers.flatMap(({ contents }) => contents.map((part) => markdownOf(part))).join('\n');
    for (const part of ['PodGenerator', 'generators/generate_pod.py', 'NetworkPod', 'checksum', 'other than']) {
      assert.ok(text.includes(part), text);
    }
  });

  it('goes from the name of a generator to its definition', async () => {
    const place = positionOf(document, 'generate-pod', 'generator: generate-pod');
    const found = await ask<(vscode.Location | vscode.LocationLink)[]>('vscode.executeDefinitionProvider', place);
    const paths = found.map((each) => ('targetUri' in each ? each.targetUri.path : each.uri.path));
    assert.ok(
      paths.some((path) => path.endsWith('/.infrahub.yml')),
      paths.join(),
    );
  });

  it('finds every place that names a generator', async () => {
    const place = positionOf(document, 'generate-pod', 'generator: generate-pod');
    const found = await ask<vscode.Location[]>('vscode.executeReferenceProvider', place);
    const names = await Promise.all(
      found.map(async ({ uri, range }) => {
        const text = (await vscode.workspace.openTextDocument(uri)).getText(range);
        return `${vscode.workspace.asRelativePath(uri)} ${text}`;
      }),
    );
    assert.ok(names.includes('.infrahub.yml generate-pod'), names.join());
    assert.ok(names.includes('objects/90_triggers.yml generate-pod'), names.join());
  });

  it('lists the objects of a file', async () => {
    const symbols = await ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider');
    const names = symbols.flatMap(function flat(symbol): string[] {
      return [symbol.name, ...symbol.children.flatMap(flat)];
    });
    for (const name of ['run-pod-generator', 'trigger-pod-generator-checksum', 'checksum']) {
      assert.ok(names.includes(name), names.join());
    }
  });

  it('finds rules of the workspace by name', async () => {
    const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'trigger-pod-generator-role',
    );
    assert.ok(
      found.some(
        ({ name, location }) => name === 'trigger-pod-generator-role' && location.uri.path === document.uri.path,
      ),
      found.map(({ name }) => name).join(),
    );
  });

  it('says above an action who uses it, and leads there', async () => {
    const lenses = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', 100);
    const titles = lenses.map(({ command }) => command?.title);
    const lens = lenses.find(({ command }) => command?.title === '4 rules · runs generate-pod');
    assert.ok(lens?.command, titles.join('\n'));
    assert.equal(document.getText(lens.range), 'run-pod-generator');
    assert.equal(lens.command.command, 'infrahubCascade.showReferences');
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
  });

  it('links the paths of .infrahub.yml', async () => {
    const { uri } = await openFile('.infrahub.yml');
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
    const targets = links.flatMap(({ target }) => (target ? [vscode.workspace.asRelativePath(target)] : []));
    assert.ok(targets.includes('generators/generate_pod.py'), targets.join());
  });

  it('folds each object', async () => {
    const ranges = await ask<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider');
    const start = positionOf(document, 'trigger-pod-generator-checksum').line;
    assert.ok(ranges.some((range) => range.start === start));
  });

  it('colours names by what they are', async () => {
    const tokens = await ask<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens');
    assert.ok(tokens.data.length > 0);
  });
});

function markdownOf(part: vscode.MarkdownString | vscode.MarkedString): string {
  return typeof part === 'string' ? part : part.value;
}

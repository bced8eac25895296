import * as assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { runLoad } from '../../client/src/commands/triggers/loadTask';
import type { Context } from '../../client/src/context';
import { readAddress } from '../../server/src/infrahub/address';
import { extensionUnderTest, fileUri } from './support';

/** Stands in for infrahubctl: writes how it was started, and ends with the code 3. */
const tool = `const { writeFileSync } = require('node:fs');
const variables = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('INFRAHUB')));
const [out, ...args] = process.argv.slice(2);
writeFileSync(out, JSON.stringify({ args, folder: process.cwd(), variables }));
process.exit(3);
`;

interface Started {
  readonly args: readonly string[];
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

describe('loading a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infrahubctl-'));
  after(() => rmSync(folder, { recursive: true }));

  it('runs infrahubctl in the repository, with arguments and a token that no shell sees', async () => {
    const script = join(folder, 'tool.cjs');
    const out = join(folder, 'out.json');
    writeFileSync(script, tool);
    const read = readAddress('http://127.0.0.1:1/base');
    assert.ok(read.ok);
    const server = { name: 'Lab', address: read.address, insecure: false, source: 'user' as const };
    const token = { value: 'secret "$HOME" `id`', source: 'stored' as const };
    const context = {
      extension: extensionUnderTest(),
      connection: { tokens: { find: () => Promise.resolve(token) } },
    } as never as Context;
    const branch = { name: 'a; echo "$(id)" &', isDefault: false };
    const uri = fileUri('objects/90_triggers.yml');
    const code = await runLoad({
      context,
      uri,
      way: {
        server,
        name: server.name,
        transport: undefined as never,
        branch,
        account: 'Ada',
        comparison: undefined,
        isOfChoice: false,
      },
      branch,
      root: fileUri('').toString(),
      tool: { command: 'node', args: [script, out], isOfWorkspace: false },
    });
    assert.equal(code, 3);
    const { args, folder: at, variables } = JSON.parse(readFileSync(out, 'utf8')) as Started;
    assert.deepEqual(args, ['object', 'load', `--branch=${branch.name}`, '--', uri.fsPath]);
    assert.equal(at, realpathSync(fileUri('').fsPath));
    assert.equal(variables['INFRAHUB_ADDRESS'], 'http://127.0.0.1:1/base');
    assert.equal(variables['INFRAHUB_API_TOKEN'], token.value);
    // What it names must not be there: a file would beat the environment.
    assert.throws(() => readFileSync(variables['INFRAHUBCTL_CONFIG'] ?? ''));
    for (const terminal of vscode.window.terminals) terminal.dispose();
  });
});

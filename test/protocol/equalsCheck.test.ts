import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { URI } from 'vscode-uri';
import { expect, it, onTestFinished } from 'vitest';
import { check } from '../../server/src/cli/check';
import { parseCheckOptions } from '../../server/src/cli/checkOptions';
import { createDiskWorkspace } from '../../server/src/disk/diskWorkspace';
import { refreshRequest } from '../../server/src/protocol/status';
import type { RemoteKnowledge } from '../../server/src/remoteKnowledge';
import { remoteNotification, type RemoteParams } from '../../server/src/protocol/remote';
import { snapshotText } from '../../server/src/snapshot';
import { startClient } from '../support/protocolClient';
import { serverOf } from '../support/remote';

/** Slips in several kinds of files, so that findings of all sorts are compared. */
const slips: readonly (readonly [file: string, from: string, to: string])[] = [
  ['objects/90_triggers.yml', 'mutation_action: updated', 'mutation_action: update'],
  ['objects/90_triggers.yml', 'attribute_name: checksum', 'attribute_name: checksums'],
  ['.infrahub.yml', 'class_name: PodGenerator', 'class_name: PodGenerators'],
  ['objects/01_groups.yml', 'name: racks', 'name: rack'],
];

interface Sides {
  readonly printed: readonly string[];
  readonly shown: readonly string[];
}

/** What `check` prints of the example with slips, and what the editor shows of it. */
async function bothSides(more: Readonly<Record<string, string>> = {}, remote?: RemoteKnowledge): Promise<Sides> {
  const folder = mkdtempSync(join(tmpdir(), 'cascade-equal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync('examples/fabric', folder, { recursive: true });
  for (const [file, from, to] of slips) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  }
  for (const [file, text] of Object.entries(more)) writeFileSync(join(folder, file), text);

  let output = '';
  const terminal = {
    cwd: folder,
    colour: false,
    version: '0.0.0',
    now: () => 0,
    write: (text: string) => void (output += text),
    error: () => {},
    progress: () => {},
  };
  expect(await check(parseCheckOptions(['--format', 'json', folder]), terminal)).toBe(1);
  const { findings } = JSON.parse(output) as {
    findings: { path: string; line: number; column: number; severity: string; rule: string; message: string }[];
  };
  const printed = findings.map(
    ({ path, line, column, rule, message }) => `${path}:${line}:${column} ${rule} ${message}`,
  );

  const uri = URI.file(folder).toString();
  const client = await startClient({
    workspace: createDiskWorkspace({ maxFileSize: () => 2_097_152, exclude: () => [] }),
    root: { workspaceFolders: [{ uri, name: 'fabric' }] },
  });
  await client.idle();
  if (remote) {
    await client.connection.sendNotification(remoteNotification, { knowledge: remote } satisfies RemoteParams);
    // Answered when everything was published anew.
    await client.connection.sendRequest(refreshRequest);
  }
  const last = new Map(client.published.map(({ uri: file, diagnostics }) => [file, diagnostics]));
  const shown = [...last].flatMap(([file, diagnostics]) =>
    diagnostics.map(({ range: { start }, code, message }) => {
      const path = relative(folder, URI.parse(file).fsPath);
      return `${path}:${start.line + 1}:${start.character + 1} ${code} ${typeof message === 'string' ? message : message.value}`;
    }),
  );
  return { printed: printed.toSorted(), shown: shown.toSorted() };
}

it('what the editor shows is what check prints', async () => {
  const { printed, shown } = await bothSides();
  expect(shown.length).toBeGreaterThan(slips.length - 1);
  expect(shown).toEqual(printed);
});

it('with a snapshot too, whatever the connected server has', async () => {
  const snapshot = snapshotText(serverOf([], { definitions: [{ name: 'generate-rack' }] }), new Date(0));
  const settings = 'snapshot: snapshot.json\nprofile: all\n';
  const action = 'kind: Object\nspec: {kind: CoreGeneratorAction, data: [{name: a, generator: elsewhere}]}\n';
  const files = { '.infrahub-cascade.yml': settings, 'snapshot.json': snapshot, 'objects/91_more.yml': action };
  const live = serverOf([], { version: '1.8.0', groups: [{ name: 'racks', kind: 'CoreStandardGroup' }] });
  const { printed, shown } = await bothSides(files, live);
  expect(shown).toEqual(printed);
  expect(printed.join('\n')).toContain('the snapshot (branch main)');
});

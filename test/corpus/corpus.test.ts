import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relativePath } from '../../server/src/base/uris';
import { createDiskWorkspace } from '../../server/src/disk/diskWorkspace';
import { createService } from '../../server/src/service';
import { settingsSchema } from '../../server/src/settings';
import { knownFindings } from './knownFindings';

/** Public repositories; CASCADE_CORPUS names another copy. The tool that lays them out lies beside the folder. */
const corpus = resolve(process.env['CASCADE_CORPUS'] ?? '../shared/corpus');
const tool = join(dirname(corpus), 'tools', 'materialize-corpus.mjs');
const names = existsSync(corpus) ? readdirSync(corpus).filter((name) => !name.startsWith('_')) : [];

describe('public repositories', () => {
  let folder = '';
  beforeAll(() => {
    if (!existsSync(tool)) throw new Error(`No corpus at ${corpus}: set CASCADE_CORPUS to its folder.`);
    folder = mkdtempSync(join(tmpdir(), 'cascade-corpus-'));
    execFileSync(process.execPath, [tool, folder]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are there, and every list belongs to one of them', () => {
    expect(names.length).toBeGreaterThan(0);
    expect(Object.keys(knownFindings).filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(names)('%s: every finding is known to be true', async (name) => {
    const workspace = createDiskWorkspace({ maxFileSize: () => 2_097_152, exclude: () => [] });
    const service = createService({
      workspace,
      now: () => performance.now(),
      log: (message) => {
        throw new Error(message);
      },
    });
    service.configure(settingsSchema.parse({ profile: 'all' }));
    await service.index([URI.file(join(folder, name)).toString()]);
    expect(service.projects().length).toBeGreaterThan(0);
    const found = service.projects().flatMap((project) =>
      [...project.allFiles()].flatMap((file) =>
        service.diagnostics(file.uri).map(({ range, severity, finding, message }) => {
          const line = file.lines().positionAt(range.start).line + 1;
          const path = relativePath(URI.file(join(folder, name)).toString(), file.uri);
          return { place: `${path}:${line} ${severity} ${finding.rule.id}`, message };
        }),
      ),
    );
    const known = (knownFindings[name] ?? []).map((each) => each.place);
    const surprises = found.filter(({ place }) => !known.includes(place));
    expect(surprises.map(({ place, message }) => `${place}: ${message}`)).toEqual([]);
    expect(known.filter((place) => !found.some((each) => each.place === place))).toEqual([]);
  });
});

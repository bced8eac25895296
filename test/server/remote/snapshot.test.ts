import { describe, expect, test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { openRepository } from '../../support/repository';
import { serverNode, serverOf } from '../../support/remote';
import { readSnapshot, snapshotText } from '../../../server/src/snapshot';

const knowledge = serverOf([serverNode('DcimDevice')], { groups: [{ name: 'leafs', kind: 'CoreStandardGroup' }] });
const date = new Date('2026-01-02T03:04:05Z');
const text = snapshotText(knowledge, date);

describe('the text of a snapshot', () => {
  test('is read as it was written', () => {
    expect(readSnapshot(text)).toEqual({ ok: true, knowledge: { ...knowledge, kinds: expect.anything() } });
    const read = readSnapshot(text);
    const names = (read.ok ? read.knowledge.kinds : [])?.map(({ kind }) => kind) ?? [];
    expect(names).toEqual(knowledge.kinds?.map(({ kind }) => kind).toSorted());
  });

  test('does not depend on the order in which a server gave things', () => {
    const turned = { ...knowledge, kinds: knowledge.kinds?.toReversed() ?? [] };
    expect(snapshotText(turned, date)).toBe(text);
    expect(text.split('\n').filter((line) => line.includes('"kind":"DcimDevice"'))).toHaveLength(1);
  });

  test.each([
    ['', 'not JSON'],
    ['[]', 'not a snapshot'],
    ['{"format":1,"date":"x"}', 'not a snapshot'],
    ['{"format":2,"date":"x","knowledge":{}}', 'format is 2'],
    ['{"format":1,"date":"x","knowledge":{"version":"1.11","kinds":[{"kind":"A"}]}}', 'knowledge.kinds.0'],
    ['['.repeat(100_000), 'not JSON'],
  ])('%s is none', (wrong, reason) => {
    const read = readSnapshot(wrong);
    expect(read.ok ? '' : read.reason).toContain(reason);
  });
});

describe('a project with a snapshot', () => {
  const settings = 'snapshot: .infrahub-cascade.snapshot.json\n';
  const open = (files: Record<string, string>, remote = serverOf()) =>
    openRepository(Object.entries(files), { remote });

  test('knows what it says, and not what the connected server has, as everybody who checks the repository does', async () => {
    const { service } = await open({
      '/.infrahub-cascade.yml': settings,
      '/.infrahub-cascade.snapshot.json': snapshotText({ ...knowledge, version: '1.10.2' }, date),
    });
    const [project] = service.projects();
    expect(project?.targetVersion).toEqual({ version: '1.10', source: 'snapshot', inferred: false });
    expect(project?.kinds.get('DcimDevice')?.origin).toBe('server');
    expect(project?.server?.phrase).toBe('the snapshot (branch main)');
  });

  test('follows the file and the setting', async () => {
    const { service, files, uri } = await open({
      '/.infrahub-cascade.yml': settings,
      '/.infrahub-cascade.snapshot.json': text,
    });
    const has = () => service.projects()[0]?.kinds.get('DcimDevice') !== undefined;
    expect(has()).toBe(true);
    service.updateDocument(uri('/.infrahub-cascade.yml'), '# none\n');
    expect(has()).toBe(false);
    service.updateDocument(uri('/.infrahub-cascade.yml'), settings);
    expect(has()).toBe(true);
    files.set(uri('/.infrahub-cascade.snapshot.json'), snapshotText(serverOf(), date));
    await service.filesChanged([{ uri: uri('/.infrahub-cascade.snapshot.json'), type: 'changed' }]);
    expect(has()).toBe(false);
  });

  const check = (source: string) => checkDiagnostics('invalid-project-settings', source);

  test.each([
    ['../other.json', 'a path inside this folder'],
    ['/etc/snapshot.json', 'a path inside this folder'],
    ['C:\\snapshot.json', 'a path inside this folder'],
    ['snapshot.yml', 'a .json file'],
    ['missing.json', 'no such file'],
    ['wrong.json', 'not JSON'],
  ])('%s cannot be used', async (path, reason) => {
    const marks = `#         ${'^'.repeat(path.length)} warning invalid-project-settings: ${reason}`;
    await check(`#- /.infrahub-cascade.yml\nsnapshot: ${path}\n${marks}\n#- /wrong.json\nkind: x\n`);
  });

  test('one that can be read is fine', async () => {
    await check(`#- /.infrahub-cascade.yml\n${settings}#- /.infrahub-cascade.snapshot.json\n${text}`);
  });

  test('the fix takes the setting away and keeps comments', async () => {
    await checkFix(
      'invalid-project-settings',
      '#- /.infrahub-cascade.yml\n# ours\nprofile: all\nsnapshot: missing.json\n',
      '#- /.infrahub-cascade.yml\n# ours\nprofile: all\n',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { noticesOf, type BeforeRun } from '../../../client/src/runs/preflight';

const commit = { id: 'r', name: 'demo', commit: 'c43b92b48254', syncStatus: 'in-sync' };
const quiet: BeforeRun = {
  lacksWorker: false,
  lostProcesses: 0,
  configuring: 0,
  here: commit,
  onDefault: commit,
  local: { kind: 'compared', differing: [], uncommitted: [], unsaved: [] },
  tracked: { groups: [], isWhole: true },
  objects: { name: 'generate-pod', signals: ['LocationRack'], creates: ['NetworkDevice'], isOpen: false },
  targetKinds: new Set(['LocationRack', 'NetworkPod']),
  targetIds: new Set(),
  agnosticKinds: [],
  otherAgnosticKinds: [],
  knowsAgnosticKinds: true,
  strangers: [],
  failures: [],
};
const member = (kind: string, name: string) => ({ id: name, kind, name });
const group = (...members: readonly ReturnType<typeof member>[]) => ({
  groups: [{ id: 'g', name: 'generate-pod-x', target: undefined, members }],
  isWhole: true,
});

function kinds(parts: Partial<BeforeRun>): string[] {
  return noticesOf({ ...quiet, ...parts }).map(({ kind }) => kind);
}

describe('before a run', () => {
  it('there is nothing to say when all is well', () => {
    expect(kinds({})).toEqual([]);
  });

  it('the gravest comes first', () => {
    const all = kinds({
      lacksWorker: true,
      configuring: 3,
      strangers: ['x'],
      onDefault: { ...commit, commit: 'other' },
      local: { kind: 'compared', differing: ['a.py'], uncommitted: ['b.py'], unsaved: ['b.py'] },
      tracked: group(member('LocationRack', 'r1')),
      failures: ['Cannot …'],
    });
    expect(all).toEqual([
      'lacksWorker',
      'strangers',
      'trackedTargets',
      'otherCommit',
      'differing',
      'uncommitted',
      'unsaved',
      'configuring',
      'failure',
    ]);
  });

  it('targets among the objects of the generator are named, for they would be deleted', () => {
    const tracked = group(member('LocationRack', 'r1'), member('NetworkDevice', 'd1'), member('LocationRack', 'r2'));
    const [notice] = noticesOf({ ...quiet, tracked });
    expect(notice).toMatchObject({ kind: 'trackedTargets', certain: true, members: [{ name: 'r1' }, { name: 'r2' }] });
  });

  it('targets that the generator makes itself are its own', () => {
    const tracked = group(member('NetworkPod', 'p1'));
    const objects = { name: 'generate-fabric', signals: ['NetworkPod'], creates: ['NetworkPod'], isOpen: false };
    expect(kinds({ tracked, objects })).toEqual([]);
  });

  it('of a generator that is not in the files it is not sure', () => {
    const [notice] = noticesOf({ ...quiet, tracked: group(member('LocationRack', 'r1')), objects: undefined });
    expect(notice).toMatchObject({ kind: 'trackedTargets', certain: false });
  });

  it('code that the server does not have is told by file', () => {
    expect(kinds({ local: { kind: 'notFetched', uncommitted: [], unsaved: [] } })).toEqual(['notFetched']);
    const local = { kind: 'unknown', why: 'several', unsaved: [] } as const;
    expect(noticesOf({ ...quiet, local })).toMatchObject([{ kind: 'notCompared', why: 'several' }]);
    expect(kinds({ local, here: { ...commit, commit: undefined } })).toEqual(['noCommit']);
    expect(kinds({ here: { ...commit, commit: undefined } })).toEqual(['noCommit']);
    expect(kinds({ here: { ...commit, syncStatus: 'error-import' } })).toEqual(['importing']);
    expect(kinds({ here: undefined })).toEqual([]);
  });

  it('what no editor has saved is told whatever is known of the server: neither it nor a local run has that', () => {
    const local = { kind: 'unknown', why: 'noGit', unsaved: ['a.py'] } as const;
    expect(kinds({ local })).toEqual(['notCompared', 'unsaved']);
    expect(kinds({ local, here: { ...commit, commit: undefined } })).toEqual(['noCommit', 'unsaved']);
    expect(kinds({ local, here: undefined })).toEqual(['unsaved']);
  });
});

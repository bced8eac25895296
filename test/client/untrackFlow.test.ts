import { describe, expect, it } from 'vitest';
import { untrackFlow, type UntrackScreen } from '../../client/src/commands/untrack/flow';
import { readAddress } from '../../server/src/infrahub/address';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../server/src/infrahub/transport';
import type { UntrackParams } from '../../server/src/protocol/commands';
import { serveInfrahub, type FakeBranches } from '../infrahubApi/fakeInfrahub';

const rack = (name: string) => ({ id: `id-${name}`, kind: 'LocationRack', name });
const group = (generator: string, ...racks: string[]) => {
  const name = `${generator}-0ffa7d435d0d07ad376860d57ec3b79e`;
  return { id: name, kind: 'CoreGeneratorGroup' as const, name, members: racks.map(rack) };
};
const data = (): FakeBranches => ({
  main: [group('generate-pod', 'r1')],
  work: [group('generate-pod', 'r1', 'r2'), group('generate-row', 'r3')],
});
const known = (name: string) => ({ name, signals: ['LocationRack'], creates: [], isOpen: false });

/** Runs the command with answers as given; else everything that is ticked is taken and every question agreed to. */
async function flow(answers: Partial<UntrackScreen> = {}, given: UntrackParams = { kinds: [], generators: [] }) {
  const held = data();
  const { address } = await serveInfrahub(held);
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  const seen: string[] = [];
  const screen: UntrackScreen = {
    during(work, run) {
      seen.push(work);
      return run(new AbortController().signal, (text) => seen.push(text));
    },
    askBranches: (all) => Promise.resolve(all),
    askTargets: ({ steps }) => Promise.resolve(steps),
    confirmDefaultBranch: () => Promise.resolve(true),
    showPlan: ({ steps }) => void seen.push(`${steps.length} groups`),
    showNothing: () => void seen.push('nothing'),
    showOutcome: ({ done }) => void seen.push(`${done.length} done`),
    ...answers,
  };
  await untrackFlow({
    transport: createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [] }),
    generators: () => Promise.resolve([known('generate-pod'), known('generate-row')]),
    given,
    screen,
  });
  const left = Object.values(held).flatMap((groups) =>
    groups.flatMap(({ members }) => members.map(({ name }) => name)),
  );
  return { seen, left };
}

describe('untracking from VS Code', () => {
  it('takes out what stays ticked, branch by branch', async () => {
    const { seen, left } = await flow();
    expect(seen).toEqual(['branches', 'plan', 'main', 'work', '3 groups', 'run', '1', '3', '4', '3 done']);
    expect(left).toEqual([]);
  });

  it('looks at the chosen branches only', async () => {
    const askBranches: UntrackScreen['askBranches'] = (all) => Promise.resolve(all.filter((each) => !each.isDefault));
    expect((await flow({ askBranches })).left).toEqual(['r1']);
  });

  it('asks for no branch that it was told', async () => {
    const askBranches: UntrackScreen['askBranches'] = () => Promise.reject(new Error('asked'));
    const { left } = await flow({ askBranches }, { kinds: [], generators: [], branch: 'work' });
    expect(left).toEqual(['r1']);
    // It is gone meanwhile.
    await expect(flow({ askBranches }, { kinds: [], generators: [], branch: 'gone' })).rejects.toThrow('asked');
  });

  it('looks at the named objects only, and chooses none beforehand where that is unsure', async () => {
    const told: boolean[] = [];
    const askTargets: UntrackScreen['askTargets'] = ({ steps }, isUnsure) => {
      told.push(isUnsure);
      return Promise.resolve(steps);
    };
    const given = { kinds: ['LocationRack'], generators: [], objects: ['id-r2'] };
    expect((await flow({ askTargets }, given)).left).not.toContain('r2');
    expect((await flow({ askTargets }, { ...given, isUnsure: true })).left).toContain('r1');
    expect(told).toEqual([false, true]);
  });

  it('looks at the generators of the repair only', async () => {
    expect((await flow({}, { kinds: ['LocationRack'], generators: ['generate-row'] })).left).toEqual([
      'r1',
      'r1',
      'r2',
    ]);
  });

  it.each<[string, Partial<UntrackScreen>]>([
    ['leaves the branches', { askBranches: () => Promise.resolve(undefined) }],
    ['leaves the targets', { askTargets: () => Promise.resolve(undefined) }],
    ['does not agree to the default branch', { confirmDefaultBranch: () => Promise.resolve(false) }],
  ])('changes nothing when a person %s', async (_, answers) => {
    const { seen, left } = await flow(answers);
    expect(seen).not.toContain('run');
    expect(left).toHaveLength(4);
  });

  it('says when there is nothing', async () => {
    expect((await flow({}, { kinds: ['NetworkFabric'], generators: [] })).seen.at(-1)).toBe('nothing');
  });
});

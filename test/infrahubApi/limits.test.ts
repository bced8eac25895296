import { describe, expect, it } from 'vitest';
import { auditText, auditTracking } from '../../client/src/runs/audit';
import { readAddress } from '../../server/src/infrahub/address';
import { readTracked } from '../../server/src/infrahub/readTracked';
import type { Transport } from '../../server/src/infrahub/transport';
import { cutText, planUntrack } from '../../server/src/infrahub/untrackPlan';
import { recording } from './recordings';

interface Size {
  readonly groups: number;
  readonly members: number;
}

const list = (nodes: readonly unknown[], count: number) => ({ count, edges: nodes.map((node) => ({ node })) });

/** As many objects as are asked for, from a number on. */
function slice<T>(
  count: number,
  { offset, limit }: { offset: number; limit: number },
  make: (index: number) => T,
): T[] {
  return Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, index) => make(offset + index));
}

/** A server with one branch and so many tracking groups of one kind, so many members in each. */
function large({ groups, members }: Size): { readonly transport: Transport; readonly asked: string[] } {
  const read = readAddress('http://lab.test');
  if (!read.ok) throw new Error(read.reason);
  const asked: string[] = [];
  const member = (index: number) => ({ __typename: 'LocationRack', id: `rack-${index}`, display_label: `r${index}` });
  const membersOf = (page: { offset: number; limit: number }) => list(slice(members, page, member), members);
  const group = (limit: number) => (index: number) => ({
    __typename: 'CoreGeneratorGroup',
    id: `group-${index}`,
    name: { value: `generate-pod-${String(index).padStart(32, '0')}` },
    description: { value: '' },
    members: membersOf({ offset: 0, limit }),
  });
  type Page = { offset: number; limit: number; members: number };
  const answer = (name: string, variables: Page, document: string): unknown => {
    const page = list(slice(groups, variables, group(variables.members)), groups);
    switch (name) {
      case 'CascadeTrackingGroups':
        return { groups: document.includes('groups: CoreGeneratorGroup(') ? page : list([], 0) };
      case 'CascadeTargetValues':
        return { targets: list([{ id: 'pod' }], 1) };
      case 'CascadeNamedGroups':
        return { CoreGroup: page };
      case 'CascadeGroupMembers':
        return { CoreGroup: list([{ id: 'group', members: membersOf(variables) }], 1) };
      case 'CascadeBranches':
        return { Branch: [{ id: 'main', name: 'main', is_default: true }] };
      case 'CascadeTriggerRules':
        return { CoreTriggerRule: list([], 0) };
      case 'CascadeTriggerActions':
        return { CoreAction: list([], 0) };
      case 'CascadeGeneratorDefinitions':
        return { CoreGeneratorDefinition: list([], 0) };
      default:
        throw new Error(`nobody answers ${name}`);
    }
  };
  const transport: Transport = {
    address: read.address,
    hasToken: true,
    async run(operation, variables) {
      const [, name = ''] = /query (\w+)/.exec(operation.document) ?? [];
      asked.push(name);
      const checked = operation.checkVariables(variables);
      if (!checked.ok) throw new Error(`wrong variables at ${checked.path}`);
      const value = operation.read(answer(name, checked.value as Page, operation.document));
      if (!value.ok) throw new Error(`wrong shape at ${value.path}`);
      return value.value;
    },
    async get(resource, parameters) {
      const name = resource.path(parameters).includes('summary') ? 'api_schema_summary' : 'schema';
      const value = resource.read(recording(name).response);
      if (!value.ok) throw new Error(`wrong shape at ${value.path}`);
      return value.value;
    },
    post: () => Promise.reject(new Error('nothing is posted')),
  };
  return { transport, asked };
}

const pods = { name: 'generate-pod', signals: ['LocationRack'], creates: [], isOpen: false };
const main = { name: 'main', isDefault: true, description: '' };
const plan = (transport: Transport) =>
  planUntrack(transport, { branches: [main], kinds: [], generics: [], generators: [pods] });

describe('looking through tracking groups ends', () => {
  it('after 10,000 groups, and says so', async () => {
    const { transport, asked } = large({ groups: 1_000_000, members: 1 });
    const { steps, cut } = await plan(transport);
    expect(steps).toHaveLength(10_000);
    // Rules, actions and generators show targets too.
    expect(asked).toHaveLength(200 + 1 + 3);
    expect(cut.map(cutText)).toEqual(['Only 10000 of the 1000000 tracking groups on branch main were looked at.']);
  });

  it('after 5,000 members of a group, and names it', async () => {
    const { transport, asked } = large({ groups: 1, members: 1_000_000 });
    const { steps, cut } = await plan(transport);
    expect(steps[0]?.targets).toHaveLength(5000);
    expect(asked).toHaveLength(2 + 24 + 3);
    expect(cut.map(cutText)).toEqual([
      `Only 5000 of the 1000000 members of generate-pod-${'0'.repeat(32)} on branch main were looked at.`,
    ]);
  });

  it('after 500 requests for members of all groups', async () => {
    const { transport, asked } = large({ groups: 40, members: 5000 });
    const { steps, cut } = await plan(transport);
    expect(asked.filter((name) => name === 'CascadeGroupMembers')).toHaveLength(500);
    expect(steps).toHaveLength(40);
    // 20 groups are read to the end with 24 requests each, one in part, and the first page of the others.
    expect(cut.map(({ read }) => read)).toEqual([200 + 20 * 200, ...Array.from({ length: 19 }, () => 200)]);
  });

  it.each([
    { groups: 10_000, members: 1 },
    { groups: 2, members: 5000 },
    { groups: 0, members: 0 },
  ])('with everything for $groups groups of $members members', async (size) => {
    const { steps, cut } = await plan(large(size).transport);
    expect(cut).toEqual([]);
    expect(steps.flatMap(({ targets }) => targets)).toHaveLength(size.groups * size.members);
  });

  it('and the audit of a person says what was left out', async () => {
    const { transport } = large({ groups: 1, members: 6000 });
    const audit = await auditTracking({ transport, generators: [pods], signal: new AbortController().signal });
    expect(auditText(audit, 'Lab')).toMatch(
      /\nNot read:\n  Only 5000 of the 6000 members of generate-pod-0+ on branch main/,
    );
  });
});

describe('what a generator made', () => {
  const wish = { definition: 'generate-pod', parameters: {}, targets: undefined };

  it.each([
    [{ groups: 1, members: 1_000_000 }, 5000, 1 + 24],
    [{ groups: 1_000_000, members: 1 }, 2000, 40],
  ])('of %j is read in part', async (size, members, requests) => {
    const { transport, asked } = large(size);
    const tracked = await readTracked(transport, wish, {});
    expect(tracked.isWhole).toBe(false);
    expect(tracked.groups.flatMap((group) => group.members)).toHaveLength(members);
    expect(asked).toHaveLength(requests);
  });

  it('for one target is read in part', async () => {
    const targets = [{ id: 'pod', kind: 'NetworkPod', name: 'p1' }];
    const tracked = await readTracked(large({ groups: 1, members: 6000 }).transport, { ...wish, targets }, {});
    expect([tracked.isWhole, tracked.groups[0]?.members.length]).toEqual([false, 5000]);
  });

  it('of a large group is read whole', async () => {
    const tracked = await readTracked(large({ groups: 3, members: 5000 }).transport, wish, {});
    expect(tracked.isWhole).toBe(true);
    expect(tracked.groups.flatMap((group) => group.members)).toHaveLength(15_000);
  });
});

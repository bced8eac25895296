import { expect } from 'vitest';
import { makeToken } from '../../../server/src/infrahub/makeToken';
import type { Credentials } from '../../../server/src/infrahub/openSession';
import { account } from '../../../server/src/infrahub/operations/account';
import { events, type NodeEvent } from '../../../server/src/infrahub/operations/events';
import { readDefinitions } from '../../../server/src/infrahub/readDefinitions';
import { createTraceReader, type ReadTraces } from '../../../server/src/infrahub/readTrace';
import { readFailedTargets } from '../../../server/src/infrahub/readFailedTargets';
import { targetsByGroup } from '../../../server/src/infrahub/serverTargets';
import { readTriggers } from '../../../server/src/infrahub/readTriggers';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { everyStep } from '../../../server/src/infrahub/trace/collectTraces';
import type { RunStep } from '../../../server/src/infrahub/trace/trace';
import {
  branchOf,
  byText,
  definitionOf,
  eventually,
  runAndFollow,
  statesOf,
  targetsOf,
  transportTo,
  type Ground,
} from './ground';

/** What one whole cascade of the example runs. */
const wholeCascade = [
  'generate-fabric fabric-1',
  'generate-pod pod-1',
  'generate-pod pod-2',
  'generate-rack rack-1-1',
  'generate-rack rack-1-2',
  'generate-rack rack-2-1',
];

const racks = ['rack-1-1', 'rack-1-2', 'rack-2-1'];

/** The account of the token, not just that something can be read. */
export async function expectAccount(ground: Ground): Promise<void> {
  expect(await transportTo(ground).run(account, {})).toMatchObject({ name: 'Admin' });
}

/** A password gives a token that works, and a wrong one is refused. */
export async function expectTokenForPassword(ground: Ground, credentials: Credentials): Promise<void> {
  const server = { address: transportTo(ground).address, fetch: createFetch({}) };
  const request = { name: 'contract', expiration: new Date(Date.now() + 600_000) };
  const token = await makeToken(server, { ...credentials, ...request });
  await expectAccount({ ...ground, token });
  const wrong = makeToken(server, { ...credentials, ...request, password: 'wrong' });
  await expect(wrong).rejects.toMatchObject({ problem: { kind: 'wrong-password' } });
}

/** Generators with their targets, and rules with actions and matches, as the files say. */
export async function expectDefinitionsAndRules(ground: Ground, rules: readonly string[]): Promise<void> {
  const transport = transportTo(ground);
  const definitions = await readDefinitions(transport, { branch: ground.branch });
  const own = definitions.filter(({ name }) => [...generators(ground)].includes(name));
  expect(own.map(({ name, targets }) => `${name} ${targets?.count}`).toSorted(byText)).toEqual(
    [
      `${ground.name('generate-fabric')} 1`,
      `${ground.name('generate-pod')} 2`,
      `${ground.name('generate-rack')} 3`,
    ].toSorted(byText),
  );
  const triggers = await readTriggers(transport, {});
  for (const name of rules) {
    const rule = triggers.rules.find((each) => each.name === ground.name(name));
    expect(rule, name).toBeDefined();
    expect(rule?.matches, name).toHaveLength(1);
  }
  expect(triggers.actions.map(({ name }) => name)).toContain(ground.name('run-pod-generator'));
}

function generators(ground: Ground): Set<string> {
  return new Set(['generate-fabric', 'generate-pod', 'generate-rack'].map((name) => ground.name(name)));
}

/** Before anything has run. */
export async function expectEmptyStates(ground: Ground): Promise<void> {
  expect(await statesOf(ground, 'generate-pod')).toEqual(['pod-1 empty', 'pod-2 empty']);
  expect(await statesOf(ground, 'generate-rack')).toEqual(racks.map((rack) => `${rack} empty`));
}

/** From a run of the first layer to the last rack: its own end, and one trace with a run for each target. */
export async function expectCascade(ground: Ground): Promise<void> {
  const outcome = await runAndFollow(ground, 'generate-fabric');
  expect(outcome).toMatchObject({ stage: 'done', done: 1, failed: [], missing: [] });
  expect(outcome.objects?.created.map(({ name }) => name).toSorted(byText)).toEqual(
    expect.arrayContaining(['fabric-1-super-spine-1', 'fabric-1-super-spine-2']),
  );
  expect(outcome.objects?.deleted).toEqual([]);
  const transport = transportTo(ground);
  const reader = createTraceReader({ branch: branchOf(ground) });
  let read: ReadTraces | undefined;
  await eventually(ground, 'A trace with a run for each target', async () => {
    read = await reader.read({ transport });
    return read.traces[0]?.counts.done === wholeCascade.length;
  });
  const [trace] = read?.traces ?? [];
  expect(trace?.counts).toMatchObject({ runs: wholeCascade.length, failed: 0, running: 0 });
  expect(read?.accounts[trace?.account ?? '']).toBe('Admin');
  expect(trace?.loops).toEqual([]);
  const steps = [...everyStep(trace?.steps ?? [])];
  // Nothing is said to have been lost: peers that come and go are no changes of every relationship.
  expect(steps.flatMap((step) => (step.kind === 'start' && step.outcome !== 'done' ? [step] : []))).toEqual([]);
  const runs = steps.filter((step): step is RunStep => step.kind === 'run');
  expect(runs.map(({ definition, target }) => `${definition.name} ${target.name}`).toSorted(byText)).toEqual(
    wholeCascade.map((run) => run.replace(/^\S+/, (generator) => ground.name(generator))).toSorted(byText),
  );
}

/**
 * After one cascade: of every run, the objects that its query read are in a group, to which the instance subscribes. These
 * are events below the change of the group, which the traces meet and pass over.
 */
export async function expectQueryGroups(ground: Ground): Promise<void> {
  const transport = transportTo(ground);
  const read = async (wish: EventWish): Promise<readonly NodeEvent[]> => {
    const page = (offset: number) => transport.run(events, { ...wish, branches: [ground.branch], offset, limit: 50 });
    return (await Promise.all([0, 50, 100].map(page))).flatMap(({ items }) => items);
  };
  const isQueryGroup = ({ node }: NodeEvent): boolean => node?.kind === 'CoreGraphQLQueryGroup';
  let groups: readonly NodeEvent[] = [];
  await eventually(ground, 'A group of what each run read', async () => {
    groups = (await read({ eventType: ['infrahub.node.created'], level: 0 })).filter(isQueryGroup);
    const ids = groups.flatMap(({ node }) => node?.id ?? []);
    const subscribed =
      ids.length === 0 ? [] : await read({ eventType: ['infrahub.node.updated'], primaryNodeIds: ids });
    return groups.length === wholeCascade.length && subscribed.length === groups.length;
  });
  expect(groups.map(({ attributes, related }) => [attributes, related])).toEqual(groups.map(() => [[], []]));
  const ids = groups.flatMap(({ node }) => node?.id ?? []);
  const came = await read({ eventType: ['infrahub.group.member_added'], primaryNodeIds: ids });
  expect(came.map(({ level, parentId }) => ({ level, parentId })).toSorted(byParent)).toEqual(
    groups.map(({ id }) => ({ level: 1, parentId: id })).toSorted(byParent),
  );
  const effects = (await read({ eventType: ['infrahub.node.updated'], level: 1 })).filter(({ related }) =>
    related.some(({ id }) => ids.includes(id)),
  );
  const kinds = new Set(effects.map(({ node }) => node?.kind));
  expect(kinds).toContain('CoreGraphQLQuery');
  expect(kinds).toContain(ground.kind('LocationRack'));
  // The instance that subscribes is told of as any object.
  expect(kinds).toContain('CoreNode');
}

interface EventWish {
  readonly eventType: string[];
  readonly level?: number;
  readonly primaryNodeIds?: string[];
}

const byParent = (one: { parentId: string | undefined }, other: { parentId: string | undefined }): number =>
  byText(one.parentId ?? '', other.parentId ?? '');

/** After a cascade. */
export async function expectDoneStates(ground: Ground): Promise<void> {
  expect(await statesOf(ground, 'generate-pod')).toEqual(['pod-1 done', 'pod-2 done']);
  expect(await statesOf(ground, 'generate-rack')).toEqual(racks.map((rack) => `${rack} done`));
}

/** A layer that fails says why, shows it, and is done again after what was missing is there and it has run once more. */
export async function expectFailedAndRepeated(ground: Ground): Promise<void> {
  const pods = await targetsOf(ground, await definitionOf(ground, 'generate-pod'));
  const pod = pods.find(({ name }) => name === 'pod-1');
  await ground.update(ground.kind('NetworkPod'), pod?.id ?? '', { spine_switch_template: null });
  const failed = await runAndFollow(ground, 'generate-pod', ['pod-1']);
  expect(failed.stage).toBe('failed');
  expect(failed.failed).toMatchObject([
    { name: 'pod-1', reason: 'Cannot start pod generator on pod-1: no spine switch template defined!' },
  ]);
  expect(await statesOf(ground, 'generate-pod')).toEqual(['pod-1 failed', 'pod-2 done']);
  expect(await failedOf(ground, 'generate-pod', new Set())).toEqual(['pod-1']);
  expect(await failedOf(ground, 'generate-pod', new Set(pod ? [pod.id] : []))).toEqual([]);
  // A rule watches the template: this starts the run again.
  await ground.update(ground.kind('NetworkPod'), pod?.id ?? '', { spine_switch_template: { hfid: ['spine-32'] } });
  const isDone = async (): Promise<boolean> => (await statesOf(ground, 'generate-pod'))[0] === 'pod-1 done';
  await eventually(ground, 'The repeated run', isDone);
  await expectBegunByPerson(ground, pod?.id);
}

/** Names of the targets whose last run failed, as the server is asked for those that a view has not read. */
async function failedOf(ground: Ground, generator: string, known: ReadonlySet<string>): Promise<string[]> {
  const { id: definition, targets } = await definitionOf(ground, generator);
  const wish = { definition, group: targets?.id ?? '', selections: [], known };
  const failed = await readFailedTargets(transportTo(ground), wish, { branch: ground.branch });
  expect(failed.isCut).toBe(false);
  return failed.targets.map(({ name }) => name).toSorted(byText);
}

/** Which objects are targets of some generator, by the groups of the server, and which are none. */
export async function expectTargetsByGroup(ground: Ground): Promise<void> {
  const pods = await targetsOf(ground, await definitionOf(ground, 'generate-pod'));
  const all = await targetsOf(ground, await definitionOf(ground, 'generate-rack'));
  const { id } = await definitionOf(ground, 'generate-rack');
  const asked = [...pods, ...all].map((target) => target.id);
  const shown = await targetsByGroup(transportTo(ground), [...asked, id], { branch: ground.branch });
  expect(shown.found.toSorted(byText)).toEqual(asked.toSorted(byText));
  expect(shown.gaps).toEqual([]);
}

/** A trace that begins with what a person wrote to a pod, and names the person, the rule, and the run that it started. */
async function expectBegunByPerson(ground: Ground, pod: string | undefined): Promise<void> {
  const reader = createTraceReader({ branch: branchOf(ground) });
  let told: unknown;
  await eventually(ground, 'A trace that begins with the write of a person', async () => {
    const { traces, accounts } = await reader.read({ transport: transportTo(ground) });
    const trace = traces.find(({ steps: [step] }) => step?.kind === 'signal' && step.node.id === pod);
    const [signal] = trace?.steps ?? [];
    if (signal?.kind !== 'signal') return false;
    const [start] = signal.starts;
    told = {
      account: accounts[trace?.account ?? ''],
      writer: signal.writer,
      rule: start?.rule?.name,
      runs: start?.runs.map(({ definition, target, state }) => `${definition.name} ${target.name} ${state}`),
    };
    return start?.runs[0]?.state === 'done';
  });
  expect(told).toEqual({
    account: 'Admin',
    writer: { by: 'outside' },
    rule: ground.name('trigger-pod-generator-spine-switch-template'),
    runs: [`${ground.name('generate-pod')} pod-1 done`],
  });
}

/** The form of the guide: a run that changes nothing deletes the targets it signalled before, and they are named. */
export async function expectDeletedByName(ground: Ground): Promise<void> {
  await expectCascade(ground);
  const { objects } = await runAndFollow(ground, 'generate-pod');
  expect(objects?.deleted.map(({ name }) => name).toSorted(byText)).toEqual(racks);
}

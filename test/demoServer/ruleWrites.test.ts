import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activation, attempt, deletion } from '../../client/src/commands/triggers/writeFlow';
import { readAddress } from '../../server/src/infrahub/address';
import { readRuleState } from '../../server/src/infrahub/readRuleState';
import { readTriggers } from '../../server/src/infrahub/readTriggers';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../server/src/infrahub/transport';
import { startDemoServer, type DemoServer } from '../support/infrahub/startDemoServer';

let demo: DemoServer;
let transport: Transport;

beforeAll(async () => {
  demo = await startDemoServer({ repository: 'examples/fabric', pace: 0 });
  const read = readAddress(demo.address);
  if (!read.ok) throw new Error(read.reason);
  transport = createTransport({ address: read.address, token: demo.token, fetch: createFetch({}), pauses: [] });
});
afterAll(() => demo.close());

const podRule = 'trigger-pod-generator-checksum';

async function ruleNamed(name: string) {
  const { rules, actions } = await readTriggers(transport, {});
  const rule = rules.find((each) => each.name === name);
  return { rule, action: actions.find(({ id }) => id === rule?.ids['action']) };
}

async function podRuleAndAction() {
  const { rule, action } = await ruleNamed(podRule);
  if (!rule || !action) throw new Error('the example has no such rule');
  return { rule, action };
}

describe('rules of the demo server', () => {
  it('tell where they come from, and that none is being configured', async () => {
    const { rule } = await podRuleAndAction();
    const { kinds, configuration, owners } = await readRuleState(transport, await readTriggers(transport, {}), {});
    expect(kinds).toContain(rule.fields['node_kind']);
    expect(configuration).toEqual({ waiting: 0 });
    expect(Object.keys(owners?.importedBy ?? {})).toContain(rule.id);
  });

  it('are made inactive and active again', async () => {
    const { rule } = await podRuleAndAction();
    for (const active of [false, true]) {
      expect(await attempt(() => activation(rule, active)?.(transport) ?? Promise.reject())).toEqual({ kind: 'done' });
      expect((await podRuleAndAction()).rule.fields['active']).toBe(String(active));
    }
  });

  it('keep the action that they start, until they are deleted with their matches', async () => {
    const { rule, action } = await podRuleAndAction();
    const remove = (object: typeof rule | typeof action) =>
      attempt(() => deletion(object)?.(transport) ?? Promise.reject());
    expect(await remove(action)).toEqual({ kind: 'inUse' });
    const before = (await readTriggers(transport, {})).rules.length;
    expect(await remove(rule)).toEqual({ kind: 'done' });
    expect(await ruleNamed(podRule)).toMatchObject({ rule: undefined });
    expect((await readTriggers(transport, {})).rules).toHaveLength(before - 1);
    expect(await remove(rule)).toEqual({ kind: 'gone' });
  });
});

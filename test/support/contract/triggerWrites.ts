import { expect } from 'vitest';
import { activation, attempt, deletion, type Outcome } from '../../../client/src/commands/triggers/writeFlow';
import type { ServerAction, ServerRule } from '../../../server/src/infrahub/operations/triggerRules';
import { readTriggers } from '../../../server/src/infrahub/readTriggers';
import { transportTo, type Ground } from './ground';

/** A rule of the server; undefined when it has gone. */
export async function ruleOf(ground: Ground, name: string): Promise<ServerRule | undefined> {
  const { rules } = await readTriggers(transportTo(ground), {});
  return rules.find((each) => each.name === ground.name(name));
}

/** A rule is made inactive and active again, as the view Triggers does it, and keeps its match. */
export async function expectActivation(ground: Ground, name: string): Promise<void> {
  for (const active of [false, true]) {
    const rule = await ruleOf(ground, name);
    const write = rule && activation(rule, active);
    expect(await attempt(async () => write?.(transportTo(ground)))).toEqual({ kind: 'done' });
    const after = await ruleOf(ground, name);
    expect(after?.fields['active']).toBe(String(active));
    expect(after?.matches).toHaveLength(1);
  }
}

/** An action that a rule starts is not deleted; the rule goes with its matches, and only once. */
export async function expectDeletion(ground: Ground, name: string): Promise<void> {
  const rule = await ruleOf(ground, name);
  const { actions } = await readTriggers(transportTo(ground), {});
  const action = actions.find(({ id }) => id === rule?.ids['action']);
  expect(await remove(ground, action)).toEqual({ kind: 'inUse' });
  expect(await remove(ground, rule)).toEqual({ kind: 'done' });
  expect(await ruleOf(ground, name)).toBeUndefined();
  expect(await remove(ground, rule)).toEqual({ kind: 'gone' });
}

async function remove(ground: Ground, object: ServerRule | ServerAction | undefined): Promise<Outcome> {
  const write = object && deletion(object);
  if (!write) throw new Error('There is nothing to delete.');
  return attempt(() => write(transportTo(ground)));
}

import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startClient, type ProtocolClient } from '../support/protocolClient';
import { repository, triggers, triggersUri } from './samples';

const wrong = 'invalid-member-choice';
const count = 4000;
const otherUri = triggersUri.replace('triggers.yml', 'zother.yml');

/** So many actions, each with one finding unless `choice` is `add_member`. */
function manyActions(choice: string): string {
  const actions = Array.from(
    { length: count },
    (_, at) => `    - {name: a${at}, group: some-group, member_action: ${choice}}\n`,
  );
  return triggers('updated').replace(/(?=---\n[^-]*CoreStandardGroup)/, actions.join(''));
}

/** A client of a server whose clock moves so fast that it rests between any two steps. */
async function startRestless(): Promise<ProtocolClient> {
  let clock = 0;
  const now = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 1000));
  onTestFinished(() => now.mockRestore());
  const client = await startClient({ files: repository('updated') });
  await client.idle();
  return client;
}

/** So many turns of the event loop. */
async function turns(number: number): Promise<void> {
  for (let at = 0; at < number; at++) await new Promise((resolve) => setImmediate(resolve));
}

/** Turns of the event loop until the version was answered. */
async function turnsUntil(client: ProtocolClient, version: number): Promise<number> {
  const answered = (): boolean => client.published.some((each) => each.version === version);
  let passed = 0;
  for (; !answered(); passed++) await turns(1);
  return passed;
}

const wrongOnes = (client: ProtocolClient, version: number): number[] =>
  client.published
    .filter((each) => each.version === version)
    .map(({ diagnostics }) => diagnostics.filter(({ code }) => code === wrong).length);

describe('thousands of findings', () => {
  it('are made ready in many turns', async () => {
    const client = await startRestless();
    client.open(triggersUri, manyActions('add_member'), 1);
    await turnsUntil(client, 1);
    const none: number[] = [];
    const all: number[] = [];
    for (let version = 2; version < 6; version += 2) {
      client.change(triggersUri, version, { text: manyActions('add') });
      all.push(await turnsUntil(client, version));
      client.change(triggersUri, version + 1, { text: manyActions('add_member') });
      none.push(await turnsUntil(client, version + 1));
      expect(wrongOnes(client, version)).toEqual([count]);
      expect(wrongOnes(client, version + 1)).toEqual([0]);
    }
    expect(Math.min(...all) - Math.max(...none)).toBeGreaterThan(count / 200);
  });

  it('are not sent again while they stay the same', async () => {
    const client = await startRestless();
    client.open(triggersUri, manyActions('add'), 1);
    await turnsUntil(client, 1);
    // Whatever changes has all files looked at again.
    for (const action of ['changed', 'updated']) {
      const { length } = client.published;
      client.files.set(otherUri, triggers(action, 'rule-two'));
      client.watcher({ uri: otherUri, type: action === 'changed' ? 1 : 2 });
      await client.until(() => client.published.slice(length).some(({ uri }) => uri === otherUri));
    }
    expect(client.published.filter(({ uri, version }) => uri === triggersUri && version === 1)).toHaveLength(1);
  });

  it('of a text that is edited meanwhile are not sent for the new one, nor behind it', async () => {
    const client = await startRestless();
    client.open(triggersUri, triggers('updated'), 1);
    let version = 1;
    for (let wait = 1; wait < 150; wait += 21) {
      client.change(triggersUri, ++version, { text: manyActions('add') });
      await turns(wait);
      client.change(triggersUri, ++version, { text: triggers('updated') });
      await turnsUntil(client, version);
      expect(wrongOnes(client, version), `${wait} turns`).toEqual([0]);
      expect(wrongOnes(client, version - 1).every((number) => number === count)).toBe(true);
    }
    const versions = client.published.flatMap((each) => each.version ?? []);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(client.errors).toEqual([]);
  });
});

import { expect, vi } from 'vitest';
import { follow, names } from './cascade';
import type { Case } from './case';
import { runGenerator, runsSince } from './generators';
import { objectsOf, update } from './objects';

/** A change that must start one run. */
export interface Sentinel {
  readonly kind: string;
  readonly object: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** `definition target`. */
  readonly run: string;
}

export interface RerunOptions {
  /** Generators and the kinds of their targets, in the order of the cascade. */
  readonly layers: readonly (readonly [generator: string, kind: string])[];
  /** Kinds of which no object may come or go. */
  readonly kinds: readonly string[];
  readonly sentinel: Sentinel;
}

/**
 * Runs every layer three times without a change: no object may come or go, and nothing may follow. That nothing followed
 * is shown by the sentinel: when its run is over, all earlier events have been dealt with.
 */
export const expectQuietReruns = vi.defineHelper(
  async (test: Case, { layers, kinds, sentinel }: RerunOptions): Promise<void> => {
    const { branch } = test;
    const before = await everything(test, kinds);
    const since = Date.now();
    const asked: string[] = [];
    for (let round = 1; round <= 3; round++) {
      for (const [generator, kind] of layers) {
        const targets = await objectsOf(test.kind(kind), { branch });
        const nodes = [...targets.values()].map(({ id }) => id);
        await runGenerator(test.name(generator), { branch, nodes });
        asked.push(...[...targets.keys()].map((name) => `${generator} ${name}`));
        expect(await everything(test, kinds), `after ${generator}, round ${round}`).toEqual(before);
      }
    }
    const kind = test.kind(sentinel.kind);
    const id = (await objectsOf(kind, { branch })).get(sentinel.object)?.id ?? '';
    await follow(test, { start: () => update(kind, id, { branch, values: sentinel.values }), runs: [sentinel.run] });
    expect(names(test, await runsSince(since, branch))).toEqual([...asked, sentinel.run].toSorted());
    expect(await everything(test, kinds)).toEqual(expect.arrayContaining(before));
  },
);

/** `name id` of every object of some kinds. */
async function everything(test: Case, kinds: readonly string[]): Promise<string[]> {
  const found = await Promise.all(kinds.map((kind) => objectsOf(test.kind(kind), { branch: test.branch })));
  return found.flatMap((objects) => [...objects.values()].map(({ id, name }) => `${name} ${id}`));
}

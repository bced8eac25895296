import { readFolder } from '../../support/repository';
import { follow } from './cascade';
import type { Case } from './case';
import { replaceIn } from './edits';
import { runGenerator, type Run } from './generators';
import type { Files } from './namespace';
import { idsOf } from './objects';
import type { RerunOptions } from './reruns';

/** The repository that ships as an example: one fabric, two pods, three racks. */
export function fabricFiles(): Files {
  return new Map(readFolder('examples/fabric'));
}

/**
 * Leaves out all trigger rules but some: with each of them the server configures all rules three times more.
 * @param kept names without `trigger-`
 */
export function withRules(files: Files, kept: readonly string[]): Files {
  const path = '/objects/90_triggers.yml';
  const text = files.get(path) ?? '';
  const rules = [...text.matchAll(/^ {4}- name: trigger-([\w-]+)\n(?: {6}.*\n)+/gm)];
  const missing = kept.filter((name) => !rules.some((rule) => rule[1] === name));
  if (missing.length > 0) throw new Error(`${path} has no rule ${missing.join(', ')}`);
  const dropped = rules.filter(([, name = '']) => !kept.includes(name));
  return new Map(files).set(
    path,
    dropped.reduce((left, [rule]) => left.replace(rule, ''), text),
  );
}

/** Leaves out all rules and actions: nothing is configured for a case that fires nothing. */
export function withoutRules(files: Files): Files {
  const left = replaceIn(files, [{ path: '/.infrahub.yml', old: '  - objects/90_triggers.yml\n', by: '' }]);
  return new Map([...left].filter(([path]) => path !== '/objects/90_triggers.yml'));
}

/** The rules that connect the layers. */
export const signals = ['pod-generator-checksum', 'rack-generator-checksum'];

/** What one whole cascade runs. */
export const wholeCascade = [
  'generate-fabric fabric-1',
  'generate-pod pod-1',
  'generate-pod pod-2',
  'generate-rack rack-1-1',
  'generate-rack rack-1-2',
  'generate-rack rack-2-1',
];

/** What it makes. */
export const wholeFabric = [
  ...numbered('fabric-1-super-spine', 2),
  ...numbered('pod-1-spine', 2),
  ...numbered('pod-2-spine', 4),
  ...numbered('rack-1-1-leaf', 2),
  ...numbered('rack-1-2-leaf', 2),
  ...numbered('rack-2-1-leaf', 1),
];

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
}

/** Three unchanged re-runs of its layers; the sentinel gives one rack a second leaf. */
export const fabricReruns: RerunOptions = {
  layers: [
    ['generate-fabric', 'NetworkFabric'],
    ['generate-pod', 'NetworkPod'],
    ['generate-rack', 'LocationRack'],
  ],
  kinds: ['NetworkFabric', 'NetworkPod', 'LocationRack', 'NetworkDevice'],
  sentinel: {
    kind: 'LocationRack',
    object: 'rack-2-1',
    values: { amount_of_leafs: 2 },
    run: 'generate-rack rack-2-1',
  },
};

/** Runs the first layer and waits until the last one is done. */
export async function runWholeCascade(test: Case): Promise<Run[]> {
  const { branch } = test;
  const nodes = await idsOf(test.kind('NetworkFabric'), branch);
  return follow(test, {
    start: () => runGenerator(test.name('generate-fabric'), { branch, nodes }),
    runs: wholeCascade,
    targets: ['NetworkPod', 'LocationRack'],
  });
}

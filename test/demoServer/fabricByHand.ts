import type { RecordedObject, RecordedRun, RecordedSignal, Recording } from '../support/infrahub/recordings';

const value = (of: unknown) => ({ value: of });
const answer = (kind: string, node: unknown) => ({ [kind]: { edges: [{ node }] } });

function devices(
  name: string,
  count: number,
  role: string,
  at: Record<string, [kind: string, name: string]>,
): RecordedObject[] {
  const relationships = Object.fromEntries(
    Object.entries(at).map(([relationship, [kind, peer]]) => [relationship, [{ kind, name: peer }]]),
  );
  return Array.from({ length: count }, (_, index) => ({
    kind: 'NetworkDevice',
    name: `${name}-${index + 1}`,
    attributes: { name: `${name}-${index + 1}`, role },
    relationships,
    after: 1 + index / 10,
  }));
}

const signals = (kind: string, names: readonly string[], tracked: boolean): RecordedSignal[] =>
  names.map((name) => ({ kind, name, attribute: 'checksum', tracked, after: 2 }));

/**
 * What the generators of examples/fabric do, as one reads it in their code; for tests of the server itself.
 * @param tracked the form of the guide, which tracks what it signals
 */
export function fabricByHand({ tracked = false } = {}): Recording {
  const log = { severity: 'info', message: 'said by the generator', after: 0.5 };
  const runs: RecordedRun[] = [
    {
      generator: 'generate-fabric',
      target: 'fabric-1',
      data: answer('NetworkFabric', {
        name: value('fabric-1'),
        amount_of_super_spines: value(2),
        super_spine_switch_template: { node: {} },
      }),
      needs: [],
      state: 'COMPLETED',
      seconds: 3,
      objects: devices('fabric-1-super-spine', 2, 'super_spine', { fabric: ['NetworkFabric', 'fabric-1'] }),
      signals: signals('NetworkPod', ['pod-1', 'pod-2'], tracked),
      logs: [log],
    },
    ...pod('pod-1', 'compute', 2, ['rack-1-1', 'rack-1-2'], tracked),
    ...pod('pod-2', 'storage', 4, ['rack-2-1'], tracked),
    ...[
      ['rack-1-1', 'pod-1', 2, 2],
      ['rack-1-2', 'pod-1', 2, 2],
      ['rack-2-1', 'pod-2', 4, 1],
    ].map(([name, pod, spines, leafs]) => rack(String(name), String(pod), Number(spines), Number(leafs))),
  ];
  return { version: 'by hand', runs };
}

function pod(name: string, role: string, spines: number, racks: readonly string[], tracked: boolean): RecordedRun[] {
  const fields = {
    name: value(name),
    role: value(role),
    amount_of_spines: value(spines),
    parent: { node: { amount_of_super_spines: value(2) } },
    spine_switch_template: { node: {} },
  };
  const data = answer('NetworkPod', fields);
  const base = { generator: 'generate-pod', target: name, data, seconds: 3, logs: [] };
  const error = `RuntimeError: Cannot start pod generator on ${name}: the fabric doesn't seem to be fully generated yet!`;
  const bare = answer('NetworkPod', { ...fields, spine_switch_template: { node: null } });
  const noTemplate = `RuntimeError: Cannot start pod generator on ${name}: no spine switch template defined!`;
  return [
    { ...base, needs: [], state: 'FAILED', error, objects: [], signals: [] },
    { ...base, data: bare, needs: [], state: 'FAILED', error: noTemplate, objects: [], signals: [] },
    {
      ...base,
      needs: ['fabric-1-super-spine-1', 'fabric-1-super-spine-2'],
      state: 'COMPLETED',
      objects: devices(`${name}-spine`, spines, 'spine', { pod: ['NetworkPod', name] }),
      signals: signals('LocationRack', racks, tracked),
    },
  ];
}

function rack(name: string, pod: string, spines: number, leafs: number): RecordedRun {
  return {
    generator: 'generate-rack',
    target: name,
    data: answer('LocationRack', {
      name: value(name),
      amount_of_leafs: value(leafs),
      pod: { node: { amount_of_spines: value(spines) } },
      leaf_switch_template: { node: {} },
    }),
    needs: [`${pod}-spine-1`],
    state: 'COMPLETED',
    seconds: 2,
    objects: devices(`${name}-leaf`, leafs, 'leaf', { pod: ['NetworkPod', pod], rack: ['LocationRack', name] }),
    signals: [],
    logs: [],
  };
}

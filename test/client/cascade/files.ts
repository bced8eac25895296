import type { GeneratorDefinition } from '../../../server/src/infrahub/operations/generatorDefinitions';
import type { FileLayer, FileLayers } from '../../../server/src/protocol/layers';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

/** A layer as the language server tells it. */
export function fileLayer(generator: string, parts: Partial<FileLayer> = {}): FileLayer {
  return {
    root: 'file:///repo',
    generator,
    uri: 'file:///repo/.infrahub.yml',
    range,
    group: '',
    kinds: [],
    order: 0,
    upstream: [],
    watched: [],
    parents: [],
    writes: [],
    creates: [],
    helpers: [],
    exclusions: [],
    ...parts,
  };
}

/** A generator of the server, as it tells of one whose targets are not asked for. */
export const podDefinition: GeneratorDefinition = {
  id: 'g',
  name: 'generate-pod',
  className: 'Pod',
  filePath: 'pod.py',
  executeAfterMerge: false,
  parameters: {},
  query: 'pod',
  repository: undefined,
  targets: undefined,
};

/** The three layers that the server was recorded with. */
export const recordedLayers: FileLayers = {
  repositories: 1,
  layers: [
    fileLayer('generate-fabric', {
      kinds: ['NetworkFabric'],
      group: 'fabrics',
      writes: [{ kind: 'NetworkPod', attribute: 'checksum' }],
    }),
    fileLayer('generate-pod', {
      kinds: ['NetworkPod'],
      group: 'pods',
      order: 1,
      upstream: ['generate-fabric'],
      parents: [{ kind: 'NetworkPod', relationship: 'parent' }],
      writes: [{ kind: 'LocationRack', attribute: 'checksum' }],
      watched: [
        { kind: 'NetworkPod', attribute: 'checksum', rule: 'trigger-pod-generator-checksum' },
        { kind: 'NetworkPod', attribute: 'amount', rule: 'trigger-pod-amount' },
      ],
      exclusions: [{ attribute: 'role', values: ['external'], at: { uri: 'file:///repo/pod.py', range } }],
    }),
    fileLayer('generate-rack', {
      kinds: ['LocationRack'],
      group: 'racks',
      order: 2,
      upstream: ['generate-pod'],
      parents: [{ kind: 'LocationRack', relationship: 'parent' }],
    }),
  ],
};

import { expect, test } from 'vitest';
import { layersRequest, type FileLayers } from '../../server/src/protocol/layers';
import { startClient } from '../support/protocolClient';
import { readFolder } from '../support/repository';

test('layers of the example, with places as the client spells them', async () => {
  const files = new Map(readFolder('examples/fabric').map(([path, text]) => [`file:///repo${path}`, text]));
  const client = await startClient({ files });
  // Asked at once: nothing has been read yet.
  const { repositories, layers } = await client.connection.sendRequest<FileLayers>(layersRequest);
  expect(repositories).toBe(1);
  const pod = layers.find(({ generator }) => generator === 'generate-pod');
  if (!pod) throw new Error('no layer');
  const textAt = ({ uri, range }: Pick<typeof pod, 'uri' | 'range'>): string => {
    const line = files.get(uri)?.split('\n')[range.start.line] ?? '';
    return line.slice(range.start.character, range.start.line === range.end.line ? range.end.character : undefined);
  };
  expect(pod.root).toBe('file:///repo');
  expect([pod.uri, textAt(pod)]).toEqual(['file:///repo/.infrahub.yml', 'generate-pod']);
  expect(pod.code && [pod.code.uri, textAt(pod.code)]).toEqual(['file:///repo/generators/generate_pod.py', 'generate']);
  expect(pod.query).toEqual({ uri: 'file:///repo/queries/generate_pod.gql' });
  expect(pod.helpers).toEqual(['file:///repo/generators/mixin.py', 'file:///repo/generators/roles.py']);
  const [exclusion] = pod.exclusions;
  expect(exclusion && textAt(exclusion.at)).toBe('raise ValueError(');
  expect(pod.watched[0]).toEqual({ kind: 'NetworkPod', attribute: 'checksum', rule: 'trigger-pod-generator-checksum' });
});

test('without a repository there is nothing', async () => {
  const client = await startClient({ files: new Map([['file:///repo/a.yml', 'a: 1\n']]) });
  expect(await client.connection.sendRequest<FileLayers>(layersRequest)).toEqual({ repositories: 0, layers: [] });
});

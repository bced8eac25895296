import { expect, test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';
import { layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'unwatched-attribute';
const checksum = watch('pod-checksum', 'NetworkPod', 'checksum', 'run-pod');
const fabric = signal('NetworkPod', 'parent__ids');

function pod(selection: string, ...triggers: readonly string[]): string {
  const query = `query Read($name: String!) { NetworkPod(name__value: $name) { edges { node { id name { value } ${selection} } } } }`;
  return layers({
    fabric,
    triggers: triggers.length > 0 ? rules('CoreNodeTriggerRule', ...triggers) : '',
    files: { '/queries/generate_pod.gql': query },
  });
}

test('attributes that the query reads', async () => {
  const one = `hint ${rule}: generate-pod reads amount of NetworkPod, but no rule runs it when that changes`;
  await checkDiagnostics(rule, marked(pod('amount { value }', checksum), '- name: ', 'generate-pod', one));
  const two = `hint ${rule}: generate-pod reads amount and ready of NetworkPod, but no rule runs it when they change`;
  const selection = 'amount { value } ready { value } checksum { value } parent { node { amount { value } } }';
  await checkDiagnostics(rule, marked(pod(selection, checksum), '- name: ', 'generate-pod', two));
});

test.each([
  ['watched', pod('amount { value }', checksum, watch('pod-amount', 'NetworkPod', 'amount', 'run-pod'))],
  ['written by another generator', pod('checksum { value }', watch('pod-amount', 'NetworkPod', 'amount', 'run-pod'))],
  ['the name', pod('', checksum)],
  ['of another kind', pod('parent { node { amount { value } } }', checksum)],
  ['no rule at all', pod('amount { value }')],
  ['a rule for creation only', pod('amount { value }', checksum.replace('updated', 'created'))],
  [
    'a rule without matches',
    pod('amount { value }', checksum, checksum.replace(/\n {2}matches[\s\S]*/, '').replace('pod-checksum', 'pod-any')),
  ],
])('%s', async (_, source) => {
  await checkDiagnostics(rule, source);
});

test('the example watches what it reads', async () => {
  const files = readFolder('examples/fabric');
  const { service, uri } = await openRepository(files);
  expect(files.flatMap(([path]) => service.diagnostics(uri(path)).map(({ message }) => `${path}: ${message}`))).toEqual(
    [],
  );
});

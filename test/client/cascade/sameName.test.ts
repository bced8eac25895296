import { expect, it } from 'vitest';
import { joinLayers } from '../../../client/src/views/cascade/layers';
import type { FileLayer } from '../../../server/src/protocol/layers';
import { fileLayer, podDefinition } from './files';

const branch = { name: 'work', isDefault: false };

/** The values for which the code is known to refuse targets, where repositories of the workspace refuse these. */
function refused(...values: readonly (readonly string[])[]): unknown {
  const files = values.map((each, index): FileLayer => {
    const root = `file:///repo${index}`;
    const { range } = fileLayer('generate-pod');
    const at = { uri: `${root}/pod.py`, range };
    const exclusions = each.length > 0 ? [{ attribute: 'role', values: each, at }] : [];
    return fileLayer('generate-pod', { root, exclusions });
  });
  const layers = joinLayers({ files, definitions: [podDefinition], triggers: undefined, branch });
  return layers.map(({ file }) => file?.exclusions.map((each) => [each.attribute, ...each.values]));
}

it('code of one repository says which targets it refuses', () => {
  expect(refused(['external', 'other'])).toEqual([[['role', 'external', 'other']]]);
});

it.each<[string, readonly (readonly string[])[], unknown]>([
  ['only the last refuses any', [[], ['external']], []],
  ['only the first does', [['external'], []], []],
  ['they refuse others', [['other'], ['external']], []],
  ['they agree on some', [['external', 'other'], ['external', 'more'], ['external']], [['role', 'external']]],
])('of several with a generator of one name the server runs one, nobody knows which: %s', (_, values, known) => {
  expect(refused(...values)).toEqual([known]);
});

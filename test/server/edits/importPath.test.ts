import { expect, it } from 'vitest';
import { relativeImport } from '../../../server/src/edits/python/importPath';

it.each([
  ['generators/pod.py', 'generators/checksum.py', { module: 'checksum', level: 1 }],
  ['generators/layers/pod.py', 'generators/checksum.py', { module: 'checksum', level: 2 }],
  ['generators/pod.py', 'generators/shared/checksum.py', { module: 'shared.checksum', level: 1 }],
  ['generators/pod.py', 'generators/shared/__init__.py', { module: 'shared', level: 1 }],
  // The folder around the importing file itself.
  ['generators/pod.py', 'generators/__init__.py', { module: '', level: 1 }],
  // A module beside a folder of its own name is not that folder.
  ['generators/pod/rack.py', 'generators/pod.py', { module: 'pod', level: 2 }],
  ['generators/pod.py', 'lib/checksum.py', undefined],
  ['pod.py', 'checksum.py', undefined],
  ['generators/pod.py', 'generators/check-sum.py', undefined],
])('from %s to %s', (from, to, expected) => {
  expect(relativeImport(from, to)).toEqual(expected);
});

import { expect, test } from 'vitest';
import { failedWrite } from '../../client/src/connection/failedWrite';
import { InfrahubError, type Problem } from '../../server/src/infrahub/infrahubError';

test.each<[Problem, boolean]>([
  [{ kind: 'timeout', seconds: 300 }, true],
  [{ kind: 'cut-off' }, true],
  [{ kind: 'server-error', status: 504 }, true],
  [{ kind: 'refused' }, false],
  [{ kind: 'unauthorized', hasToken: true }, false],
])('after %j it is said whether a write may be done: %s', (problem, isOpen) => {
  const error = new InfrahubError('rebase a branch', 'https://lab.example.com', problem);
  const text = failedWrite(error, 'It may be rebased.');
  expect(text.startsWith(error.message)).toBe(true);
  expect(text.endsWith(' It may be rebased.')).toBe(isOpen);
});

test('what never left this machine is not done', () => {
  expect(failedWrite(new Error('No file.'), 'It may be done.')).toBe('No file.');
});

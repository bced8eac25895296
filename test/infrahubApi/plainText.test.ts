import { expect, test } from 'vitest';
import { plainReason, plainText } from '../../server/src/infrahub/plainText';

test.each([
  ['one  line\n and\tanother', 'one line and another'],
  ['right \u202eto left\u0007', 'right to left'],
  ['[press](command:workbench.action.quit)', '[press] (command:workbench.action.quit)'],
  // Half of a pair, which JSON may hold, goes before links are looked for.
  ['[press]\ud800(command:workbench.action.quit)', '[press] (command:workbench.action.quit)'],
  ['x'.repeat(400), `${'x'.repeat(300)}…`],
  ['**bold** <b>', '**bold** <b>'],
])('%j is shown as %j', (text, shown) => {
  expect(plainText(text)).toBe(shown);
});

test('a reason names no address and no path of the server', () => {
  expect(plainReason('no file /opt/infrahub/x.py at http://infrahub:8000/graphql')).toBe('no file … at …');
});

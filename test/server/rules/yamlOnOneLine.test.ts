import { expect, test } from 'vitest';
import { checkDiagnostics, fixTitles } from '../../support/check';

const rule = 'yaml-syntax-error';

const withDescription = (value: string, mark = ''): string =>
  `kind: Object\nspec:\n  kind: BuiltinTag\n  data:\n    - name: a\n      description: ${value}\n${mark}    - name: b\n`;

test.each([
  ['"b" cd', '    ^^', 'this does not fit what stands before it on the line'],
  ['[b] cd', '    ^^', 'this does not fit what stands before it on the line'],
  ['[[b] cd]', '     ^^', 'this does not fit what stands before it on the line'],
  ['{b: c} d: e', '       ^', 'this does not fit what stands before it on the line'],
  ['"b" [c]', '    ^', 'this does not fit what stands before it on the line'],
  ['[b]]', '   ^', 'no bracket is open that this one could close'],
  ['{b: c}}', '      ^', 'no bracket is open that this one could close'],
])('%s: nothing is said of the indentation', async (value, mark, words) => {
  await checkDiagnostics(rule, withDescription(value, `#                  ${mark} error ${rule}: ${words}\n`));
  expect(await fixTitles(rule, withDescription(value))).toEqual([]);
});

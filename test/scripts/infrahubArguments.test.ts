import { expect, test } from 'vitest';
import { readArguments } from '../../scripts/infrahub/arguments.mjs';

test('every command has its options', () => {
  expect(readArguments(['up'])).toEqual({ command: 'up', fresh: false, packages: false, port: undefined });
  expect(readArguments(['up', '--fresh', '--port', '8100'])).toMatchObject({ fresh: true, port: 8100 });
  expect(readArguments(['up', '--port=8100', '--packages'])).toMatchObject({ packages: true, port: 8100 });
  expect(readArguments(['logs', 'worker', '--lines', '5'])).toEqual({ command: 'logs', part: 'worker', lines: 5 });
  expect(readArguments(['logs'])).toEqual({ command: 'logs', part: undefined, lines: 40 });
  expect(readArguments(['status'])).toEqual({ command: 'status' });
  expect(readArguments([])).toEqual({ command: 'help' });
});

test.each([
  [['start'], 'no command start'],
  [['up', '--frehs'], '--frehs means nothing here'],
  [['up', 'now'], 'up does not know what to do with now'],
  [['up', '--port'], "--port needs a number from 1 to 65535, not ''"],
  [['up', '--port', '99999'], "not '99999'"],
  [['down', '--fresh'], '--fresh means nothing here'],
  [['logs', 'server', 'worker'], 'logs does not know what to do with worker'],
])('%j is refused', (argv, message) => {
  expect(() => readArguments(argv)).toThrow(message);
});

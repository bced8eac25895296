import { expect, test } from 'vitest';
import { asScalar, valueAt } from '../../../server/src/syntax/yaml/access';
import { parseYaml } from '../../../server/src/syntax/yaml/parse';

/** What PyYAML's safe loader answers for each of them. */
const texts =
  'y n Y N tRue nULL 0o10 08 0x 0b12 1:60 01:30 -.5 1e3 1.0e3 1.5e3 1e+3 inf nan 2024-1-1 _1 0o7 1,000 0.1.2 v1 nope ok';
const numbers: readonly (readonly [string, number])[] = [
  ['0', 0],
  ['00', 0],
  ['0_0', 0],
  ['010', 8],
  ['-010', -8],
  ['0x1F', 31],
  ['-0x1F', -31],
  ['0b11', 3],
  ['+0b1', 1],
  ['-5', -5],
  ['+5', 5],
  ['1_000', 1000],
  ['-1_0', -10],
  ['1_', 1],
  ['1__0', 10],
  ['20240101', 20240101],
  ['1:30', 90],
  ['-1:30', -90],
  ['190:20:30', 685230],
  ['1:30.5', 90.5],
  ['1:2:3.5', 3723.5],
  ['.5', 0.5],
  ['5.', 5],
  ['5.5', 5.5],
  ['1_0.5_0', 10.5],
  ['-0.0', -0],
  ['1.0e+3', 1000],
  ['1.e+3', 1000],
  ['.5e+3', 500],
  ['1.5E-3', 0.0015],
  ['0.1e-5', 1e-6],
  ['.inf', Infinity],
  ['+.Inf', Infinity],
  ['-.INF', -Infinity],
  ['.nan', NaN],
  ['.NaN', NaN],
  ['.NAN', NaN],
];
const dates: readonly (readonly [string, string])[] = [
  ['2024-01-01', '2024-01-01'],
  ['2024-01-01T10:00:00Z', '2024-01-01'],
  ['2024-1-1T1:00:00', '2024-01-01'],
  ['2024-01-01 10:00:00 +1', '2024-01-01'],
  ['2001-12-14t21:59:43.10-05:00', '2001-12-14'],
];

const read = (source: string) => {
  const { root, problems } = parseYaml(`a: ${source}\n`);
  return { value: asScalar(valueAt(root, 'a'))?.value, problems: problems.map(({ message }) => message) };
};

test.each(texts.split(' '))('%s is a text', (source) => {
  expect(read(source)).toEqual({ value: source, problems: [] });
});

test.each(numbers)('%s is the number %s', (source, value) => {
  expect(read(source)).toEqual({ value, problems: [] });
});

test.each('yes Yes YES true True TRUE on On ON'.split(' '))('%s is true', (source) => {
  expect(read(source)).toEqual({ value: true, problems: [] });
});

test.each('no No NO false False FALSE off Off OFF'.split(' '))('%s is false', (source) => {
  expect(read(source)).toEqual({ value: false, problems: [] });
});

test.each(['~', 'null', 'Null', 'NULL', '', "!!null ''"])('%s is nothing', (source) => {
  expect(read(source).value ?? null).toBeNull();
});

test.each(dates)('%s is a date', (source, day) => {
  const { value, problems } = read(source);
  expect(problems).toEqual([]);
  expect(value instanceof Date && value.toISOString().slice(0, 10)).toBe(day);
});

test.each(['=', '<<', '2024-02-30', '2024-01-01T25:00:00', '0000-01-01'])('%s cannot be read', (source) => {
  expect(read(source).problems).toHaveLength(1);
  expect(read(`"${source}"`)).toEqual({ value: source, problems: [] });
});

test('a tag decides', () => {
  const values = ['!!str 5', "!!int '5'", '!!float 5', '!!bool yes', '!!str yes'].map((source) => read(source).value);
  expect(values).toEqual(['5', 5, 5, true, 'yes']);
});

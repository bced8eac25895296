import { expect, test } from 'vitest';
import { Stepwise } from '../../../server/src/base/steps';

/** Work in three steps that says how far it has come, and how often it was begun. */
function counted(): { readonly work: Stepwise<object>; readonly log: string[] } {
  const log: string[] = [];
  const work = new Stepwise(function* () {
    for (const each of ['first', 'second']) {
      log.push(each);
      yield;
    }
    log.push('last');
    return { made: log.length };
  });
  return { work, log };
}

test('a value is made once, whether at once or in steps', () => {
  const { work, log } = counted();
  expect(work.value).toBe(work.value);
  expect([...work.prepare()]).toEqual([]);
  expect(log).toEqual(['first', 'second', 'last']);
});

test('who asks for the value does only what is left, and who rests goes on with it', () => {
  const { work, log } = counted();
  const [one, other] = [work.prepare()[Symbol.iterator](), work.prepare()[Symbol.iterator]()];
  one.next();
  other.next();
  expect(log).toEqual(['first', 'second']);
  const { value } = work;
  expect(log).toEqual(['first', 'second', 'last']);
  expect(one.next().done).toBe(true);
  expect(other.next().done).toBe(true);
  expect(work.value).toBe(value);
});

test('what is thrown is thrown to who asks for the value, and tried again', () => {
  let isBroken = true;
  const work = new Stepwise(function* () {
    yield;
    if (isBroken) throw new Error('broken');
    return 1;
  });
  expect([...work.prepare()]).toHaveLength(1);
  expect(() => work.value).toThrow('broken');
  isBroken = false;
  expect(work.value).toBe(1);
});

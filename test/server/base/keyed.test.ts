import { expect, it } from 'vitest';
import { keyed, sharedLists } from '../../../server/src/base/keyed';

interface Value {
  readonly key: string | undefined;
}

const keyOf = ({ key }: Value): string | undefined => key;
const make = (key: string | undefined): Value => ({ key });

/** The map as plain values, keys in any order. */
function plain({ byKey }: ReturnType<typeof keyed<Value>>) {
  return Object.fromEntries([...byKey.keys()].toSorted().map((key) => [key, byKey.get(key)]));
}

it('what is made from the values before equals what is made anew, whatever came, went or moved', () => {
  const names = ['a', 'b', 'c', undefined];
  let state = 7;
  const random = (n: number): number => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return (state >> 8) % n;
  };
  let values = Array.from({ length: 12 }, () => make(names[random(4)]));
  let last = keyed(values, keyOf, undefined);
  expect(last.changed).toBeUndefined();
  for (let round = 0; round < 300; round++) {
    const at = random(values.length + 1);
    const fresh = Array.from({ length: random(3) }, () => make(names[random(4)]));
    values = values.toSpliced(at, random(3), ...fresh);
    if (random(20) === 0) values = values.toReversed();
    const next = keyed(values, keyOf, last);
    expect(plain(next)).toEqual(plain(keyed(values, keyOf, undefined)));
    const several = [...next.byKey.keys()].filter((key) => next.byKey.get(key).length > 1);
    expect([...next.shared].toSorted()).toEqual(several.toSorted());
    expect(sharedLists(next)).toHaveLength(several.length);
    for (const key of names) {
      if (key === undefined || next.changed?.has(key) !== false) continue;
      expect(next.byKey.get(key)).toEqual(last.byKey.get(key));
    }
    last = next;
  }
});

it('stays right over many edits of many keys', () => {
  let values = Array.from({ length: 200 }, (_, at) => make(`key ${at % 150}`));
  let last = keyed(values, keyOf, undefined);
  for (let round = 0; round < 400; round++) {
    const at = (round * 37) % values.length;
    values = values.toSpliced(at, round % 3, make(`key ${(round * 53) % 170}`), make(values[at]?.key));
    last = keyed(values, keyOf, last);
    const fresh = keyed(values, keyOf, undefined);
    expect(plain(last)).toEqual(plain(fresh));
    expect([...last.byKey.keys()].toSorted()).toEqual([...new Set(fresh.byKey.keys())].toSorted());
  }
});

it('lists that nothing changed stay the same', () => {
  const values = [make('a'), make('b'), make('a')];
  const before = keyed(values, keyOf, undefined);
  const after = keyed([...values, make('b')], keyOf, before);
  expect([...(after.changed ?? [])]).toEqual(['b']);
  expect(after.byKey.get('a')).toBe(before.byKey.get('a'));
  expect(before.byKey.get('b')).toHaveLength(1);
});

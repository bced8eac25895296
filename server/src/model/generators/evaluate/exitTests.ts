import type { ExitTest } from '../facts';
import { keyOf, someValue, type Value } from '../values';
import type { Guard } from './guards';
import { nodeInfo } from './nodes';

/** True when the value comes from objects that this run makes, or when that is not known. */
export function isOfThisRun(value: Value, ownFetches: ReadonlySet<string>): boolean {
  return someValue(
    value,
    (part) =>
      part.is === 'nothing' || (part.is === 'node' && (part.origin !== 'fetched' || ownFetches.has(keyOf(part)))),
  );
}

/** What the condition of a `return` or `raise` looks at. */
export function testFacts(guard: Guard | undefined, ownFetches: ReadonlySet<string>): ExitTest {
  const found = new Map<string, ExitTest['fetched'][number]>();
  if (!guard) return { fetched: [], emptyQuery: false };
  let compared: Pick<ExitTest, 'attribute' | 'attributePath'> | undefined;
  someValue(guard.test, (part) => {
    if (part.is === 'node' && part.origin === 'fetched') {
      const { kind } = nodeInfo(part);
      found.set(keyOf(part), { ...(kind !== undefined && { kind }), own: ownFetches.has(keyOf(part)) });
    }
    if (part.is === 'compare' && /^(in|not in|==|!=)$/.test(part.operator)) {
      compared ??= dataAttribute(part.left);
    }
    return false;
  });
  const emptyQuery = asksForEmptyQuery(guard.test);
  const falsePath = falsePathOf(guard);
  return { fetched: [...found.values()], emptyQuery, ...compared, ...(falsePath && { falsePath }) };
}

/** `if not value`, and the branch that is left when `if value` does not hold. */
function falsePathOf({ test, negated }: Guard): readonly string[] | undefined {
  const asked = negated ? test : test.is === 'not' ? test.of : undefined;
  const path = asked ? pathOf(asked) : [];
  return path.length > 0 ? path : undefined;
}

/** `role` of `data[…]["node"]["role"]["value"]`. */
function dataAttribute(value: Value): Pick<ExitTest, 'attribute' | 'attributePath'> | undefined {
  if (value.is !== 'opaque') return undefined;
  const match = /(?:\[["'](\w+)["']\]|\.(\w+))(?:\[["']value["']\]|\.value)(?:\.\w+\(\))?$/.exec(value.text);
  const attribute = match?.[1] ?? match?.[2];
  return attribute === undefined ? undefined : { attribute, attributePath: pathOf(value) };
}

/** The indexes from a root field on, as far as all of them are constants; empty otherwise. */
function pathOf(value: Value): readonly string[] {
  if (value.is !== 'opaque') return [];
  const [object, index, ...more] = value.parts;
  if (!object || index?.is !== 'constant' || more.length > 0) return [];
  const before = pathOf(object);
  // A root field of the parameter `data`.
  const isRoot = object.is === 'opaque' && object.parts.length === 0 && /^each\(\w+\)$/.test(object.text);
  return before.length > 0 || isRoot ? [...before, String(index.value)] : [];
}

/** `if not data["NetworkPod"]["edges"]`: the query found no target at all. */
function asksForEmptyQuery(test: Value): boolean {
  const asked = test.is === 'not' ? test.of : test;
  if (asked.is === 'compare') return [asked.left, asked.right].some((side) => isEdges(side));
  return isEdges(asked);
}

function isEdges(value: Value): boolean {
  if (value.is === 'count') return value.of !== undefined && isEdges(value.of);
  if (value.is !== 'opaque') return false;
  const [from, name] = value.parts;
  if (value.text === 'get' && from) {
    return name?.is === 'constant' && name.value === 'edges' && !someValue(from, mentionsEdges);
  }
  return /\bedges["'\]]*$/.test(value.text) && value.text.split('edges').length === 2;
}

function mentionsEdges(value: Value): boolean {
  return value.is === 'constant' ? value.value === 'edges' : value.is === 'opaque' && value.text.includes('edges');
}

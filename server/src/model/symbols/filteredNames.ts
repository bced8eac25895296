import type { Occurrence, NamedType } from './symbol';
import { mention, type Source } from './mention';

/** A filter by name, in Python or GraphQL, with one text or a list of them. */
const filter =
  /\b((?:member_of_groups__)?name__values?)\s*[=:]\s*(\[[^[\]]*\]|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/g;
/** The groups of a new object: names only, no mappings with an id. */
const membership = /\bmember_of_groups["']?\s*[=:]\s*(\[[^[\]{}]*\])/g;
const hfidItem = String.raw`\{\s*["']hfid["']\s*:\s*\[[^[\]{}]*\]\s*\}`;
/** The same by human-friendly ids. */
const hfidMembership = new RegExp(
  String.raw`\bmember_of_groups["']?\s*[=:]\s*(\[\s*${hfidItem}(?:\s*,\s*${hfidItem})*\s*,?\s*\])`,
  'g',
);
/** The name that code creates an object by, or its human-friendly id: told of groups only. */
const identity =
  /(?:\bname\s*=|["']name["']\s*:|\bhfid\s*[=:])\s*(\[[^[\]{}]*\]|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')/g;
const literal = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
const kindNames: readonly (readonly [RegExp, NamedType])[] = [
  [/\bCoreGeneratorDefinition\b/, 'generator'],
  [/\bCore\w*Group\b/, 'group'],
  [/\bCore(?:Generator|Group)?Action\b/, 'action'],
  [/\bCore(?:Node|Group)?TriggerRule\b/, 'rule'],
  [/\bCoreGraphQLQuery\b/, 'query'],
];
/** Groups whose human-friendly id is their name. */
const namedGroup = /\bCore(?:Standard|Generator)Group\b/;
/** Longer calls are not looked at. */
const reach = 400;

/**
 * Names of generators, groups, actions, rules and queries that code or a query filters objects by, and of groups that code
 * creates or puts objects into. Told by the text around them, so none is certain.
 */
export function filteredNames(source: Source): Occurrence[] {
  const { text } = source;
  const filters = text.includes('name__value') ? [...text.matchAll(filter)] : [];
  const memberships = text.includes('member_of_groups')
    ? [...text.matchAll(membership), ...text.matchAll(hfidMembership)]
    : [];
  const identities = namedGroup.test(text) ? [...text.matchAll(identity)] : [];
  return [
    ...filters.flatMap(({ 0: whole, 1: key = '', 2: value = '', index }) => {
      const type = key.startsWith('member_of') ? 'group' : typeOf(callAround(text, index));
      return type ? namesIn(source, { value, end: index + whole.length, type }) : [];
    }),
    ...memberships.flatMap(({ 0: whole, 1: value = '', index }) =>
      namesIn(source, { value, end: index + whole.length, type: 'group' }),
    ),
    ...identities.flatMap(({ 0: whole, 1: value = '', index }) =>
      namedGroup.test(callAround(text, index))
        ? namesIn(source, { value, end: index + whole.length, type: 'group' })
        : [],
    ),
  ];
}

interface QuotedNames {
  readonly value: string;
  /** Where the value ends in the text. */
  readonly end: number;
  readonly type: NamedType;
}

function namesIn(source: Source, { value, end, type }: QuotedNames): Occurrence[] {
  return [...value.matchAll(literal)].flatMap(({ 0: quoted, index }) => {
    const start = end - value.length + index;
    const range = { start, end: start + quoted.length };
    // A key of a mapping.
    if (/^\s*:/.test(value.slice(index + quoted.length))) return [];
    return mention(source, { type, name: quoted.slice(1, -1) }, range, { certain: false });
  });
}

function typeOf(call: string): NamedType | undefined {
  return kindNames.find(([kind]) => kind.test(call))?.[1];
}

/** What is called and its arguments, as far as no other parentheses are in between. */
function callAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - reach), at);
  const open = before.lastIndexOf('(');
  if (open < 0 || before.indexOf(')', open) > 0) return '';
  const called = /[\w.]*\s*$/.exec(before.slice(0, open))?.[0] ?? '';
  const behind = text.slice(at, at + reach);
  const close = behind.indexOf(')');
  return called + before.slice(open) + (close < 0 ? '' : behind.slice(0, close));
}

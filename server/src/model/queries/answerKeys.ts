import type { RootFieldFacts } from './queryFacts';

/** A way through an answer: keys, and positions in lists. */
type Way = readonly (string | number)[];

type Aliased = Pick<RootFieldFacts, 'aliases'>;

/** The keys that the answer has for fields below a root field: an alias where the query gives one. */
export function answerKeys({ aliases = [] }: Aliased, fields: Way): Way {
  if (aliases.length === 0) return fields;
  return fields.map((field, at) => {
    const path = joined(fields.slice(0, at + 1));
    const given = typeof field === 'string' ? aliases.find((each) => each.path === path) : undefined;
    return given?.alias ?? field;
  });
}

/** The fields of the schema that the keys of an answer stand for; what no alias is stays as it is. */
export function answerFields({ aliases = [] }: Aliased, keys: Way): Way {
  if (aliases.length === 0) return keys;
  const fields: (string | number)[] = [];
  for (const key of keys) {
    const prefix = joined([...fields, '']);
    const given = aliases.find(
      ({ alias, path }) => alias === key && path.startsWith(prefix) && !path.slice(prefix.length).includes('.'),
    );
    fields.push(given ? given.path.slice(prefix.length) : key);
  }
  return fields;
}

function joined(way: Way): string {
  return way.filter((each) => typeof each === 'string').join('.');
}

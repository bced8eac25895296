// Edits for measuring: seeded, all different, each as one change of a text.

/** A generator of whole numbers below n; the same seed gives the same numbers. */
export function createRandom(seed) {
  let state = seed;
  return (n) => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state % n;
  };
}

const itemPattern = /^    - name: .*\n(?:(?!    - |---).*\n)*/gm;

/**
 * The `index`th edit of a trigger file: a value, a key, a name, a comment line, a copied item or a deleted item in turn.
 * @returns {[from: number, to: number, text: string]} offsets and what takes their place
 */
export function nextEdit(text, index, random) {
  const items = [...text.matchAll(itemPattern)];
  const item = items[random(items.length)];
  const body = item[0];
  const at = (offset) => item.index + offset;
  switch (index % 6) {
    case 0: {
      const values = [...body.matchAll(/: (\w+)\n/g)];
      const value = values[random(values.length)];
      const from = at(value.index + 2);
      return [from, from + value[1].length, `v${index}`];
    }
    case 1: {
      const keys = [...body.matchAll(/^ {6}(\w+):/gm)];
      const key = keys[random(keys.length)];
      const from = at(key.index + 6);
      return [from, from + key[1].length, `key_${index}`];
    }
    case 2: {
      const from = at(body.indexOf('\n'));
      return [from, from, `x${index}`];
    }
    case 3:
      return [at(body.length), at(body.length), `      # note ${index}\n`];
    case 4: {
      const copy = body.replace(/name: (.*)\n/, `name: $1-copy${index}\n`);
      return [at(body.length), at(body.length), copy];
    }
    default:
      return [at(0), at(body.length), ''];
  }
}

/** The `index`th edit of a schema file: an attribute's name. */
export function nextSchemaEdit(text, index, random) {
  const names = [...text.matchAll(/^ {6}- name: (setting_\w+)$/gm)];
  const name = names[random(names.length)];
  const from = name.index + '      - name: '.length;
  return [from, from + name[1].length, `setting_x${index}`];
}

/** A position (zero-based line, UTF-16 character) of an offset. */
export function positionAt(text, offset) {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1).length };
}

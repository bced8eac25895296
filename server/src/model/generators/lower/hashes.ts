import { type Value } from '../values';

/** Members and keys that hold a text on every kind: ids, names and what is made of them. */
const textMembers = /^(?:id|display_label|__typename|related_(?:node|group)_ids)$/;
const textKey = /(?:\[["'](?:id|name|display_label|__typename)["']\](?:\[["']value["']\])?|\.id)$/;
const textCall = /^(?:str|repr|bytes|json\.dumps)\(|\.(?:join|hexdigest|encode|lower|upper|format)\([^()]*\)$/;
const textLiteral = /^[rbuf]{0,2}["']/i;

/**
 * What the builtin `hash` gives: something else in every process when a text is hashed, since Python seeds it anew, and
 * always the same for numbers. `unsure` where the text does not show which.
 */
export function hashOf(hashed: Value): 'changing' | 'stable' | 'unsure' {
  if (holdsText(hashed)) return 'changing';
  return isNumber(hashed) ? 'stable' : 'unsure';
}

/** The text of a value that is hashed without being known. */
export const unsureHash = 'hash()';

/** One text is enough: a tuple is hashed by its items. */
function holdsText(value: Value): boolean {
  switch (value.is) {
    case 'constant':
      return typeof value.value === 'string';
    case 'opaque':
      if ([textKey, textCall, textLiteral].some((pattern) => pattern.test(value.text))) return true;
      // `[…] + […]` and `"…" + …`
      return !/[[(]/.test(value.text) && value.parts.some(holdsText);
    case 'list':
    case 'element':
      return holdsText(value.of);
    case 'tuple':
      return value.items.some(holdsText);
    case 'either':
      return value.of.every(holdsText);
    case 'member':
      return textMembers.test(value.name) || (value.name === 'value' && isName(value.of));
    default:
      return false;
  }
}

function isName(value: Value): boolean {
  return value.is === 'member' && value.name === 'name';
}

function isNumber(value: Value): boolean {
  switch (value.is) {
    case 'constant':
      return typeof value.value === 'number' || typeof value.value === 'boolean';
    case 'count':
      return true;
    case 'list':
      return isNumber(value.of);
    case 'tuple':
      return value.items.every(isNumber);
    case 'either':
      return value.of.every(isNumber);
    default:
      return false;
  }
}

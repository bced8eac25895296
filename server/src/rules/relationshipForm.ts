import { asMap, isNull, resolved } from '../syntax/yaml/access';
import type { YamlMap, YamlList, YamlNode, YamlScalar } from '../syntax/yaml/nodes';

/** Why the loader refuses what stands under a relationship. */
export interface RefusedForm {
  /** What it must be, and what is there instead, for the end of a sentence about the key. */
  readonly words: string;
  /** The item of the list that is wrong; undefined when it is the value as a whole. */
  readonly item?: YamlNode;
  /** The one scalar that would be right as a text. */
  readonly unquoted?: YamlScalar;
}

/**
 * What is wrong with the value of a relationship as a whole: a plain value in place of a list, or a list with something that
 * is neither a name nor a block, or with both (facts/versions/object-files.md §5, and recorded from the SDK). Says nothing of
 * what is inside blocks, nor of an empty value; undefined also where an unknown anchor leaves it open.
 */
export function refusedForm(value: YamlNode | undefined, cardinality: 'one' | 'many'): RefusedForm | undefined {
  const node = resolved(value);
  if (!node || isNull(node) || node.type === 'map') return undefined;
  if (node.type === 'scalar') {
    if (cardinality === 'many')
      return { words: `must be a list of names, or a block with kind and data, not ${named(node)}` };
    if (typeof node.value === 'string') return undefined;
    return { words: `must be a name or a block with kind and data, not ${named(node)}`, unquoted: node };
  }
  if (node.items.some((item) => item?.type === 'alias' && !item.target)) return undefined;
  return cardinality === 'many' ? inList(node) : inParts(node);
}

/** A list of names and human-friendly ids, or a list of blocks; of blocks without data another check speaks. */
function inList(list: YamlList): RefusedForm | undefined {
  const wrong = list.items.find((item) => !isName(item) && !asMap(item));
  if (wrong || list.items.includes(undefined)) {
    const scalar = resolved(wrong);
    const unquoted = wrong?.type === 'scalar' && !isNull(wrong) ? { unquoted: wrong } : {};
    const found = scalar?.type === 'scalar' ? named(scalar) : 'an empty item';
    return {
      words: `must be a list of names or of blocks, without ${found}`,
      ...(wrong && { item: wrong }),
      ...unquoted,
    };
  }
  const [first, ...others] = list.items;
  const odd = others.find((item) => isName(item) !== isName(first));
  return odd && { words: 'must be a list of names or a list of blocks with kind and data, not both', item: odd };
}

/** A list under a relationship to one is the parts of one human-friendly id. */
function inParts(list: YamlList): RefusedForm | undefined {
  const wrong = list.items.find((item) => !isPart(resolved(item)));
  if (!wrong && !list.items.includes(undefined)) return undefined;
  return {
    words:
      'must be a name, a list with the parts of one human-friendly id, or a block with kind and data, not a list of these',
    ...(wrong && { item: wrong }),
  };
}

function isName(item: YamlNode | undefined): boolean {
  const node = resolved(item);
  return node?.type === 'list' || (node?.type === 'scalar' && typeof node.value === 'string');
}

function isPart(node: YamlMap | YamlList | YamlScalar | undefined): boolean {
  return node?.type === 'scalar' && !isNull(node) && !(node.value instanceof Date);
}

function named(scalar: YamlScalar): string {
  if (isNull(scalar)) return scalar.source === '' ? 'an empty item' : scalar.source;
  if (typeof scalar.value !== 'string') return `${scalar.source}, which is no text`;
  return scalar.value === '' ? 'an empty text' : 'a text';
}

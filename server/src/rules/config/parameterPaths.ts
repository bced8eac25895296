import { nearestNames } from '../../base/nearest';
import type { Attribute } from '../../model/kinds/kind';
import type { KindModel } from '../../model/kinds/kindModel';

/** A path of the targets for a variable: an attribute that the variable's name ends in, else the best unique one. */
export function bestPath(model: KindModel, kinds: readonly string[], variable: string): string {
  if (variable === 'id' || variable.endsWith('_id')) return 'id';
  const attributes = [...(model.get(kinds[0] ?? '')?.attributes.keys() ?? [])];
  const named = attributes.find((name) => variable === name || variable.endsWith(`_${name}`));
  if (named !== undefined) return `${named}__value`;
  return uniquePaths(model, kinds[0] ?? '')[0] ?? (/name/.test(variable) ? 'name__value' : 'id');
}

/**
 * Paths of one kind that name one object: a human-friendly id of one part, then unique attributes. Not `id`, which the
 * query would have to filter by too.
 */
export function uniquePaths(model: KindModel, kind: string): string[] {
  const found = model.get(kind);
  if (!found) return [];
  const unique = [...found.attributes.values()].filter((attribute) => attribute.unique).map(valuePath);
  const hfid = found.humanFriendlyId?.length === 1 ? [...found.humanFriendlyId] : [];
  return [...new Set([...hfid, ...unique])];
}

/** Existing paths that a path which leads nowhere may have meant, for targets of every one of the kinds. */
export function likelyPaths(model: KindModel, kinds: readonly string[], path: string): string[] {
  const works = (candidate: string): boolean =>
    kinds.every((kind) => {
      const found = model.attributePath(kind, candidate);
      return found.ok && (found.property === 'value' || found.property === 'id');
    });
  const first = kinds[0] ?? '';
  const failed = model.attributePath(first, path);
  const own = attributePaths(model, first);
  const direct = [`${path}__value`, path.replace(/__[^_]*$/, '__value')];
  const atSegment = failed.ok ? [] : segmentsLike(model, failed.kind, failed.segment);
  const head = failed.ok ? '' : path.slice(0, failed.offset);
  const tail = failed.ok ? '' : path.slice(failed.offset + failed.segment.length);
  const repaired = atSegment.flatMap((name) => [head + name + tail, `${head}${name}__value`]);
  const near = nearestNames(path, [...own, 'id']);
  const last = uniquePaths(model, first);
  // Instead of a path through many objects, the target's own name is meant more often than another detour.
  const others = !failed.ok && failed.reason === 'passes-many' ? [...last, ...near] : [...near, ...last];
  return [...new Set([...direct, ...repaired, ...others])].filter((each) => each !== path && works(each)).slice(0, 4);
}

function segmentsLike(model: KindModel, kind: string, segment: string): string[] {
  const found = model.get(kind);
  return found ? nearestNames(segment, [...found.attributes.keys(), ...found.relationships.keys()]) : [];
}

function attributePaths(model: KindModel, kind: string): string[] {
  const found = model.get(kind);
  if (!found) return [];
  const through = [...found.relationships.values()].filter((each) => each.cardinality === 'one');
  const further = through.flatMap((each) =>
    [...(model.get(each.peer)?.attributes.values() ?? [])].map((attribute) => `${each.name}__${valuePath(attribute)}`),
  );
  return [...[...found.attributes.values()].map(valuePath), ...further];
}

function valuePath({ name }: Attribute): string {
  return `${name}__value`;
}

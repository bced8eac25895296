import type { KindModel } from '../kinds/kindModel';
import type { GeneratorEffects, NodeCreate, NodeFetch } from './facts';

type Filter = Pick<NodeFetch['filters'][number], 'name' | 'constants'>;

/** Filters that say which objects without saying anything about them. */
const byIdentity = new Set(['id', 'ids', 'hfid']);

/** What is known of the code that makes objects, and of their kinds. */
export interface Makers {
  readonly code: Pick<GeneratorEffects, 'creates' | 'writes' | 'relationships'>;
  readonly kinds: KindModel;
}

/** A list of objects, by what it asks for. */
export type Listed = Pick<NodeFetch, 'kind'> & { readonly filters: readonly Filter[] };

/**
 * True when a list may hold objects that the code makes: of its kind, and no filter contradicts them. An attribute that is
 * never given has its default; a relationship that is never given leads nowhere.
 */
export function mayFind({ kind, filters }: Listed, makers: Makers): boolean {
  const { code, kinds } = makers;
  return code.creates.some(
    (made) =>
      kind !== undefined &&
      made.kind !== undefined &&
      kinds.isA(made.kind, kind) &&
      filters.every((filter) => meets(filter, made, makers)),
  );
}

/** As `mayFind`, but not where the objects are listed by ids, which show nothing of what they are. */
export function findsByMembers(list: Listed, makers: Makers): boolean {
  return !list.filters.some(({ name }) => byIdentity.has(name)) && mayFind(list, makers);
}

function meets({ name, constants }: Filter, made: NodeCreate, makers: Makers): boolean {
  const { code, kinds } = makers;
  const [member = '', ...path] = name.split('__');
  const kind = made.kind ?? '';
  const relationship = kinds.relationship(kind, member);
  const attribute = kinds.attribute(kind, member);
  const given = made.attributes.find((each) => each.name === member);
  if (relationship) return given !== undefined || made.open || mayRelate(kind, relationship.identifier, makers);
  const isOfValue = /^(?:value|values)$/.test(path.join('__'));
  if (!attribute || !constants || !isOfValue) return true;
  if (given) return given.constant === undefined || constants.includes(given.constant);
  const isWritten = code.writes.some((write) => write.attribute === member && write.kind === kind);
  return made.open || isWritten || constants.includes(attribute.default ?? null);
}

/** The code relates objects of the kind, from either side, other than where they are made. */
function mayRelate(of: string, identifier: string, { code, kinds }: Makers): boolean {
  const leads = (kind: string | undefined, member: string): boolean =>
    kind === undefined || kinds.relationship(kind, member)?.identifier === identifier;
  return (
    code.relationships.some(({ kind, relationship }) => leads(kind, relationship)) ||
    code.creates.some(({ kind, attributes }) => kind !== of && attributes.some(({ name }) => leads(kind, name)))
  );
}

import * as z from 'zod';
import { defineOperation, type Operation } from '../operation';
import { isKindName, isMemberName } from './documentNames';
import { pageOf, pageVariables, toPage, type Page } from './page';

/** What is read of the targets of one kind. */
export interface TargetSelection {
  readonly kind: string;
  readonly attributes: readonly string[];
  /** A relationship to one object. */
  readonly parent?: string;
  /** Who wrote the attributes is not asked for: servers before 1.7 do not know it. */
  readonly withoutWriters?: boolean;
}

/** An object that a generator runs for. */
export interface Target {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Those that were selected for its kind, in that order. */
  readonly attributes: readonly TargetAttribute[];
  readonly parent?: { readonly id: string; readonly kind: string; readonly name: string };
}

export interface TargetAttribute {
  readonly attribute: string;
  /** As text; undefined when there is none. */
  readonly value: string | undefined;
  /** As the server writes it: ISO 8601. */
  readonly updatedAt: string | undefined;
  readonly updatedBy: string | undefined;
}

/** The selections without names that may not stand in a document. */
export function usableSelections(selections: readonly TargetSelection[]): TargetSelection[] {
  return selections
    .filter(({ kind }) => isKindName(kind))
    .map(({ kind, attributes, parent, withoutWriters }) => ({
      kind,
      attributes: attributes.filter((each) => isMemberName(each)),
      ...(parent !== undefined && isMemberName(parent) && { parent }),
      ...(withoutWriters && { withoutWriters }),
    }));
}

/**
 * Reads a page of the members of a group: each with the attributes and the parent selected for its kind. Kinds and
 * members that the branch does not have make the server refuse it.
 */
export function targetsOf(
  selections: readonly TargetSelection[],
): Operation<{ group: string; offset: number; limit: number }, Page<Target>> {
  const usable = usableSelections(selections);
  return defineOperation({
    title: 'list the targets of a generator',
    effect: 'read',
    document: /* GraphQL */ `
      query CascadeTargets($group: ID!, $offset: Int!, $limit: Int!) {
        CoreGroup(ids: [$group]) {
          count
          edges {
            node {
              id
              members(offset: $offset, limit: $limit) {
                count
                edges {
                  node {
                    ${nodeFields(usable)}
                  }
                }
              }
            }
          }
        }
      }
    `,
    variables: z.strictObject({ group: z.string().min(1), ...pageVariables }),
    data: z.object({ CoreGroup: pageOf(z.object({ id: z.string(), members: pageOf(nodeSchema) })) }),
    /** Nothing when the group has gone meanwhile. */
    map: ({ CoreGroup }) => {
      const [members] = toPage(CoreGroup, (group) => group.members).items;
      return members ? toPage(members, (node) => toTarget(node, usable)) : { count: 0, items: [] };
    },
  });
}

/**
 * The same of those members of a group of which some value contains a text, wherever they stand in the group.
 */
export function searchTargets(
  selections: readonly TargetSelection[],
): Operation<{ group: string; text: string; offset: number; limit: number }, Page<Target>> {
  const usable = usableSelections(selections);
  return defineOperation({
    title: 'search the targets of a generator',
    effect: 'read',
    document: /* GraphQL */ `
      query CascadeSearchTargets($groups: [ID], $text: String!, $offset: Int!, $limit: Int!) {
        CoreNode(member_of_groups__ids: $groups, any__value: $text, partial_match: true, offset: $offset, limit: $limit) {
          count
          edges {
            node {
              ${nodeFields(usable)}
            }
          }
        }
      }
    `,
    variables: z
      .strictObject({ group: z.string().min(1), text: z.string().min(1), ...pageVariables })
      .transform(({ group, ...rest }) => ({ groups: [group], ...rest })),
    data: z.object({ CoreNode: pageOf(nodeSchema) }),
    map: ({ CoreNode }) => toPage(CoreNode, (node) => toTarget(node, usable)),
  });
}

/** The same of some of the members of a group; whatever else is asked for is left out. */
export function targetsAmong(
  selections: readonly TargetSelection[],
): Operation<{ group: string; ids: readonly string[] }, readonly Target[]> {
  const usable = usableSelections(selections);
  return defineOperation({
    title: 'list the targets of a generator',
    effect: 'read',
    document: /* GraphQL */ `
      query CascadeTargetsAmong($groups: [ID], $ids: [ID], $limit: Int!) {
        CoreNode(member_of_groups__ids: $groups, ids: $ids, limit: $limit) {
          count
          edges {
            node {
              ${nodeFields(usable)}
            }
          }
        }
      }
    `,
    variables: z
      .strictObject({ group: z.string().min(1), ids: z.array(z.string().min(1)).min(1).readonly() })
      .transform(({ group, ids }) => ({ groups: [group], ids, limit: ids.length })),
    data: z.object({ CoreNode: pageOf(nodeSchema) }),
    map: ({ CoreNode }) => toPage(CoreNode, (node) => toTarget(node, usable)).items,
  });
}

/** Reads one object; undefined when it is not there, or when its kind may not stand in a document. */
export function targetOf(selection: TargetSelection): Operation<{ id: string }, Target | undefined> | undefined {
  const usable = usableSelections([selection]);
  const [only] = usable;
  if (!only) return undefined;
  return defineOperation({
    title: 'read a target',
    effect: 'read',
    document: /* GraphQL */ `
      query CascadeTarget($id: ID!) {
        targets: ${only.kind}(ids: [$id]) {
          count
          edges {
            node {
              __typename
              id
              display_label
              ${fieldsOf(only, 0)}
            }
          }
        }
      }
    `,
    variables: z.strictObject({ id: z.string().min(1) }),
    data: z.object({ targets: pageOf(nodeSchema) }),
    map: ({ targets }) => toPage(targets, (node) => toTarget(node, usable)).items[0],
  });
}

/** Takes the value of an attribute away; undefined when kind or attribute may not stand in a document. */
export function clearAttribute(kind: string, attribute: string): Operation<{ id: string }, undefined> | undefined {
  if (!isKindName(kind) || !isMemberName(attribute)) return undefined;
  return defineOperation({
    title: `clear ${attribute} of ${kind}`,
    effect: 'write',
    document: /* GraphQL */ `
      mutation CascadeClearSignal($id: String!) {
        update: ${kind}Update(data: { id: $id, ${attribute}: { value: null } }) {
          ok
        }
      }
    `,
    variables: z.strictObject({ id: z.string().min(1) }),
    data: z.object({ update: z.object({ ok: z.literal(true) }) }),
    map: () => undefined,
  });
}

/** Aliases of their own for each kind: attributes of one name may be of several types. */
const aliasOf = (kind: number, attribute: number | 'parent'): string => `k${kind}_${attribute}`;

/** What is read of an object whatever its kind, and what is selected for its kind. */
function nodeFields(selections: readonly TargetSelection[]): string {
  return ['__typename id display_label', ...selections.map(fragmentOf)].join('\n');
}

function fragmentOf(selection: TargetSelection, index: number): string {
  const fields = fieldsOf(selection, index);
  return fields === '' ? '' : `... on ${selection.kind} { ${fields} }`;
}

function fieldsOf({ attributes, parent, withoutWriters }: TargetSelection, kind: number): string {
  const told = withoutWriters ? 'value updated_at' : 'value updated_at updated_by { display_label }';
  const fields = attributes.map((name, at) => `${aliasOf(kind, at)}: ${name} { ${told} }`);
  if (parent !== undefined)
    fields.push(`${aliasOf(kind, 'parent')}: ${parent} { node { __typename id display_label } }`);
  return fields.join('\n');
}

const label = z.object({ display_label: z.string().nullish() });
const ref = z.object({ __typename: z.string(), id: z.string(), display_label: z.string().nullish() });

/** An attribute or a parent, under its alias. */
const held = z.object({
  value: z.unknown().optional(),
  updated_at: z.string().nullish(),
  updated_by: label.nullish(),
  node: ref.nullish(),
});

/** One schema for all selections: making one takes longer than reading a page with it. */
const nodeSchema = ref.catchall(held.nullish());
type TargetNode = z.output<typeof nodeSchema>;

function toTarget(node: TargetNode, selections: readonly TargetSelection[]): Target {
  const index = selections.findIndex(({ kind }) => kind === node.__typename);
  const under = (name: number | 'parent'): z.output<typeof held> | undefined => {
    const found = node[aliasOf(index, name)];
    return typeof found === 'object' && found !== null ? found : undefined;
  };
  const parent = under('parent')?.node;
  return {
    ...refOf(node),
    attributes: (selections[index]?.attributes ?? []).map((attribute, at): TargetAttribute => {
      const { value, updated_at, updated_by } = under(at) ?? {};
      return {
        attribute,
        value: textOf(value),
        updatedAt: updated_at ?? undefined,
        updatedBy: updated_by?.display_label ?? undefined,
      };
    }),
    ...(parent && { parent: refOf(parent) }),
  };
}

function refOf({ __typename, id, display_label }: z.output<typeof ref>) {
  return { id, kind: __typename, name: display_label || id };
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

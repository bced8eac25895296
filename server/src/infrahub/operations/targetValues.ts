import * as z from 'zod';
import { defineOperation, type Operation } from '../operation';
import { isKindName, isMemberName } from './documentNames';
import { pageOf, toPage } from './page';

/** Values of the variables of a query, by name. */
export type VariableValues = Readonly<Record<string, unknown>>;

/**
 * Reads the values that the parameters of a generator take from targets of one kind: `name__value` is a value of an
 * attribute, `site__name__value` one of a peer, `site__region__name__value` one of a peer's peer; `id` and
 * `display_label` are of an object. Undefined when a path is of another form, or the kind has no name that may stand in
 * a document.
 */
export function targetValues(
  kind: string,
  parameters: Readonly<Record<string, string>>,
): Operation<{ ids: string[] }, ReadonlyMap<string, VariableValues>> | undefined {
  const paths = Object.entries(parameters).map(([variable, path]) => ({ variable, segments: segmentsOf(path) }));
  if (!isKindName(kind) || !paths.every(hasSegments)) return undefined;
  const selections = paths.map(({ segments }, index) => `v${index}: ${selectionOf(segments)}`).join('\n');
  return defineOperation({
    title: 'read the values of the targets',
    effect: 'read',
    document: `query CascadeTargetValues($ids: [ID], $limit: Int!) {
      targets: ${kind}(ids: $ids, limit: $limit) {
        count
        edges { node { id ${selections} } }
      }
    }`,
    variables: z
      .strictObject({ ids: z.array(z.string().min(1)).min(1).max(200) })
      .transform(({ ids }) => ({ ids, limit: ids.length })),
    data: z.object({ targets: pageOf(z.looseObject({ id: z.string() })) }),
    map: ({ targets }) =>
      new Map(
        toPage(targets, ({ id, ...node }) => {
          const values = paths.map(({ variable, segments }, index) => [
            variable,
            valueAt(node[`v${index}`], segments.slice(1)),
          ]);
          return [id, Object.fromEntries(values) as VariableValues] as const;
        }).items,
      ),
  });
}

type Segments = readonly [string, ...string[]];

function hasSegments(path: { variable: string; segments: Segments | undefined }): path is {
  variable: string;
  segments: Segments;
} {
  return path.segments !== undefined;
}

/** Most relationships that a path is followed through. */
const maxHops = 8;

/** What is read of an object itself. */
const objectProperties = new Set(['id', 'display_label']);

function segmentsOf(path: string): Segments | undefined {
  const [first, ...rest] = path.split('__');
  const all: Segments | undefined = first === undefined ? undefined : [first, ...rest];
  const last = all?.at(-1) ?? '';
  if (!all?.every((segment) => isMemberName(segment)) || all.length > maxHops + 2) return undefined;
  return objectProperties.has(last) || (last === 'value' && all.length > 1) ? all : undefined;
}

/** All but the last two segments of a path to a value, all but the last of one to an object, are relationships. */
function selectionOf([first, ...rest]: Segments): string {
  const [next, ...others] = rest;
  if (next === undefined) return first;
  const inner = selectionOf([next, ...others]);
  return next === 'value' && others.length === 0 ? `${first} { ${inner} }` : `${first} { node { ${inner} } }`;
}

function valueAt(held: unknown, segments: readonly string[]): unknown {
  const [first, ...rest] = segments;
  if (first === undefined) return held ?? null;
  if (typeof held !== 'object' || held === null) return null;
  if ('node' in held) return valueAt(held.node, segments);
  return valueAt((held as Record<string, unknown>)[first], rest);
}

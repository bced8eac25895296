import * as z from 'zod';
import { defineOperation, type Operation } from '../operation';
import { isKindName } from './documentNames';
import { pageOf, toPage, type Page } from './page';

/** An object as somebody names it. */
export interface NamedObject {
  readonly id: string;
  readonly kind: string;
  /** The id when the server has no label for it. */
  readonly label: string;
  /** Undefined for kinds without one. */
  readonly hfid: readonly string[] | undefined;
}

/** What is asked of the objects of a kind; `text`: some value of theirs contains it. */
export interface ObjectsWish {
  readonly limit: number;
  readonly text?: string;
}

const node = z.object({
  __typename: z.string(),
  id: z.string(),
  display_label: z.string().nullish(),
  hfid: z.array(z.string().nullable()).nullish(),
});

/**
 * The first page of the objects of a node or generic, as they are named; all of them, or those with a text in some
 * value. Undefined for a text that is no kind: nothing else may stand in a document.
 */
export function objectsOf(kind: string, hasText: boolean): Operation<ObjectsWish, Page<NamedObject>> | undefined {
  if (!isKindName(kind)) return undefined;
  return defineOperation({
    title: `list the objects of ${kind}`,
    effect: 'read',
    document: /* GraphQL */ `
      query CascadeObjects($limit: Int!${hasText ? ', $text: String!' : ''}) {
        objects: ${kind}(limit: $limit${hasText ? ', any__value: $text, partial_match: true' : ''}) {
          count
          edges {
            node {
              __typename
              id
              display_label
              hfid
            }
          }
        }
      }
    `,
    variables: z
      .strictObject({ limit: z.int().min(1), text: z.string().min(1).optional() })
      .refine(({ text }) => hasText === (text !== undefined), { path: ['text'] }),
    data: z.object({ objects: pageOf(node) }),
    map: ({ objects }) => toPage(objects, toNamed),
  });
}

function toNamed({ __typename, id, display_label, hfid }: z.output<typeof node>): NamedObject {
  const parts = hfid?.flatMap((part) => part ?? []);
  // A part without a value names nothing.
  const isWhole = parts !== undefined && parts.length > 0 && parts.length === hfid?.length;
  return { id, kind: __typename, label: display_label || id, hfid: isWhole ? parts : undefined };
}

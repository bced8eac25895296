import type { TextRange } from '../../base/textRange';
import type { Generator } from '../project/generatorIndex';

/** A literal that code writes. */
export type Constant = string | number | boolean | null;

/**
 * Something that happens to the data and that a rule may watch, or a run that code asks for. `kind` may be a generic:
 * then it is one of its heirs. A missing value or change is not known.
 */
export type Cause =
  | { readonly type: 'attribute'; readonly kind: string; readonly attribute: string; readonly value?: Constant }
  | {
      readonly type: 'relationship';
      readonly kind: string;
      readonly relationship: string;
      readonly change?: 'added' | 'removed';
    }
  /** `attributes`: those that the creator gives, with their values where known; others may have defaults. */
  | {
      readonly type: 'created';
      readonly kind: string;
      readonly attributes?: ReadonlyMap<string, Constant | undefined>;
    }
  | { readonly type: 'membership'; readonly group: string; readonly change: 'added' | 'removed' }
  /** The mutation `CoreGeneratorDefinitionRun`: no rule is needed. */
  | { readonly type: 'dispatch'; readonly generator: string };

/** A cause that the code of a generator brings about, and where. */
export interface Write {
  readonly generator: Generator;
  readonly cause: Cause;
  /** Python file (POSIX, relative to the project) and the statement in it. */
  readonly path: string;
  readonly range: TextRange;
  /** Every run that ends well gets there and saves it. */
  readonly certain: boolean;
  /** Only done when the attribute differs from the new value. */
  readonly guarded: boolean;
  /** The value differs on every run, so every run is a new event. */
  readonly changesEveryRun: boolean;
  /** It follows from creating or upserting objects with equal values: a second run brings nothing about. */
  readonly byCreation: boolean;
}

/** One sentence part for people: `sets checksum of NetworkPod`. */
export function describeCause(cause: Cause): string {
  switch (cause.type) {
    case 'attribute':
      return `sets ${cause.attribute} of ${cause.kind}`;
    case 'relationship':
      return `changes ${cause.relationship} of ${cause.kind}`;
    case 'created':
      return `creates ${cause.kind}`;
    case 'membership':
      return cause.change === 'added' ? `adds a member to ${cause.group}` : `takes a member out of ${cause.group}`;
    case 'dispatch':
      return `starts ${cause.generator}`;
  }
}

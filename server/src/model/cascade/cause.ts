import type { TextRange } from '../../base/textRange';
import type { Generator } from '../project/generatorIndex';

/** A literal that code writes. */
export type Constant = string | number | boolean | null;

/** Something that happens to the data and that a rule may watch. `kind` may be a generic: then it is one of its heirs. */
export type Cause =
  | { readonly type: 'attribute'; readonly kind: string; readonly attribute: string; readonly value?: Constant }
  | { readonly type: 'relationship'; readonly kind: string; readonly relationship: string }
  | { readonly type: 'created'; readonly kind: string }
  | { readonly type: 'membership'; readonly group: string; readonly change: 'added' | 'removed' };

/** A cause that the code of a generator brings about, and where. */
export interface Write {
  readonly generator: Generator;
  readonly cause: Cause;
  /** Python file (POSIX, relative to the project) and the statement in it. */
  readonly path: string;
  readonly range: TextRange;
  /** Only done when the attribute differs from the new value. */
  readonly guarded: boolean;
  /** The value differs on every run, so every run is a new event. */
  readonly changesEveryRun: boolean;
  /** A consequence of creating an object, not a write of its own: a second run creates nothing new. */
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
  }
}

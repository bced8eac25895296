import type { TextRange } from '../../base/textRange';
import type { Value } from './values';

export interface CallArgument {
  /** Keyword name; absent for positional arguments. */
  readonly name?: string;
  readonly value: Value;
}

export type Callee =
  | { readonly on: 'self' | 'super'; readonly name: string }
  | { readonly on: 'value'; readonly of: Value; readonly name: string }
  | { readonly on: 'function'; readonly of: Value };

export interface GivenAttribute {
  readonly name: string;
  readonly value: Value;
  readonly range: TextRange;
}

export interface IfArm {
  readonly test: Value;
  readonly steps: readonly Step[];
  /** The test asks for a parameter alone, which keeps its value. */
  readonly ofParameter?: boolean;
}

/**
 * What a method does, in order: the summary that is kept of its body. Ranges are offsets into the file.
 */
export type Step =
  | {
      readonly do: 'write';
      readonly node: Value;
      /** Absent when the attribute's name is computed. */
      readonly attribute?: string;
      readonly value: Value;
      /** The new value is made from the old one (`+= 1`, `not …`). */
      readonly fromOld: boolean;
      readonly range: TextRange;
      readonly attributeRange: TextRange;
    }
  | {
      readonly do: 'relate';
      readonly node: Value;
      readonly relationship: string;
      readonly operation: 'set' | 'add' | 'remove';
      /** What is related, as given: nodes, texts, mappings or lists of them. */
      readonly peers: readonly Value[];
      readonly range: TextRange;
    }
  | {
      readonly do: 'save';
      readonly node: Value;
      /** `update_group_context` as written; `default` when left out. */
      readonly context: boolean | 'default' | 'unknown';
      /** What is unknown of it, where an argument of the function may decide that. */
      readonly contextOf?: Value;
      readonly upsert: boolean | undefined;
      readonly awaited: boolean;
      readonly range: TextRange;
    }
  | {
      readonly do: 'create';
      readonly node: Value;
      readonly attributes: readonly GivenAttribute[];
      /** True when attributes may be given that the text does not show. */
      readonly open: boolean;
      readonly kindRange?: TextRange;
      readonly range: TextRange;
    }
  | {
      readonly do: 'fetch';
      readonly node: Value;
      readonly method: string;
      readonly filters: readonly GivenAttribute[];
      readonly kindRange?: TextRange;
      readonly range: TextRange;
    }
  | { readonly do: 'delete'; readonly node: Value; readonly range: TextRange }
  | { readonly do: 'graphql'; readonly query: Value; readonly variables: Value; readonly range: TextRange }
  | {
      readonly do: 'call';
      readonly result: number;
      readonly callee: Callee;
      readonly args: readonly CallArgument[];
      /** True when arguments are unpacked, so that the parameters are not known. */
      readonly spread: boolean;
      readonly awaited: boolean;
      /** The method ends with this call. */
      readonly tail: boolean;
      readonly range: TextRange;
    }
  | { readonly do: 'set'; readonly field: string; readonly value: Value }
  /** The first arm whose test holds runs; without `otherwise` possibly none. */
  | {
      readonly do: 'if';
      readonly arms: readonly IfArm[];
      readonly otherwise: readonly Step[];
      /** Every arm leaves, so `otherwise` is simply what follows the statement. */
      readonly early?: boolean;
    }
  /** The handlers run after a part of the steps. */
  | { readonly do: 'try'; readonly steps: readonly Step[]; readonly handlers: readonly (readonly Step[])[] }
  /** Arms of which is only known what decides between them: `match`. */
  | { readonly do: 'choose'; readonly on: Value; readonly arms: readonly (readonly Step[])[] }
  /** `over`: what it goes through, as far as that may be a list with conditions. */
  | { readonly do: 'loop'; readonly steps: readonly Step[]; readonly over?: readonly Value[] }
  | { readonly do: 'return'; readonly value: Value; readonly range: TextRange }
  | { readonly do: 'raise'; readonly exception?: string; readonly range: TextRange }
  | { readonly do: 'jump' }
  | { readonly do: 'unknown'; readonly reason: UnknownReason; readonly range: TextRange };

/** Why something could not be followed. */
export type UnknownReason =
  | 'dynamic-attribute'
  | 'dynamic-method'
  | 'dynamic-code'
  | 'unresolved-call'
  | 'unresolved-base'
  | 'mutation'
  | 'too-large';

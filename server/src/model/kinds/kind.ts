import type { Place } from '../../base/place';
import type { BranchSupport } from '../../data/coreKinds';
import type { ComputedBy } from './schemaFacts';

/** A kind as the server will know it: extensions applied, inherited and added members included. */
export interface Kind {
  /** Namespace and name in one. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly isGeneric: boolean;
  /**
   * `core`: comes with every server; `schema`: declared in a file; `server`: only the connected server or the snapshot has
   * it; `derived`: a profile or template kind.
   */
  readonly origin: 'core' | 'schema' | 'server' | 'derived';
  /** Where its name is declared; absent for core and derived kinds. The first of several declarations. */
  readonly declaredAt?: Place;
  /**
   * True when members may be missing (an unknown generic, a piece of the schema that cannot be read, a derived kind):
   * nothing may be concluded from a name that is not found here. See also `KindModel.complete`.
   */
  readonly incomplete: boolean;
  /** Generics it inherits from, as written, its hierarchy included. */
  readonly inheritFrom: readonly string[];
  readonly label?: string;
  readonly description?: string;
  readonly branch: BranchSupport;
  /** Attribute paths; own, inherited, or the one the server derives from a unique attribute. */
  readonly humanFriendlyId?: readonly string[];
  readonly defaultFilter?: string;
  readonly displayLabel?: string;
  readonly displayLabels?: readonly string[];
  readonly uniquenessConstraints?: readonly (readonly string[])[];
  readonly hierarchical: boolean;
  /** The hierarchical generic whose tree it lives in. */
  readonly hierarchy?: string;
  readonly generateProfile: boolean;
  readonly generateTemplate: boolean;
  readonly restrictedNamespaces?: readonly string[];
  /** By name; own ones first, then inherited ones. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly relationships: ReadonlyMap<string, Relationship>;
}

/** True for a kind that people have made: in a schema file, or on the server alone. */
export function isOwnKind({ origin }: Pick<Kind, 'origin'>): boolean {
  return origin === 'schema' || origin === 'server';
}

export interface Attribute {
  readonly name: string;
  /** Attribute kind: `Text`, `Dropdown`, …; empty when the schema does not say. */
  readonly kind: string;
  /** True also when there is a default or the attribute is deprecated, as on the server. */
  readonly optional: boolean;
  readonly unique: boolean;
  readonly readOnly: boolean;
  readonly hasDefault: boolean;
  /** The default, when it is a scalar. */
  readonly default?: string | number | boolean;
  readonly enum?: readonly (string | number)[];
  readonly choices?: readonly Choice[];
  readonly computedBy?: ComputedBy;
  readonly label?: string;
  readonly description?: string;
  readonly branch: BranchSupport;
  /** The generic it comes from. */
  readonly inheritedFrom?: string;
  /** Where its name is declared; absent for core and added members. */
  readonly declaredAt?: Place;
}

/** A choice of a Dropdown attribute. */
export interface Choice {
  readonly name: string;
  readonly label?: string;
  readonly description?: string;
  readonly declaredAt?: Place;
}

export interface Relationship {
  readonly name: string;
  /** Kind (node or generic) at the other end; empty when the schema does not say. */
  readonly peer: string;
  /** `Generic`, `Attribute`, `Component`, `Parent`, `Group`, `Hierarchy`, `Profile`, `Template`. */
  readonly kind: string;
  readonly cardinality: 'one' | 'many';
  readonly optional: boolean;
  readonly readOnly: boolean;
  /** What ties the two sides together; the server's own where the schema gives none. */
  readonly identifier: string;
  readonly direction: 'bidirectional' | 'inbound' | 'outbound';
  readonly label?: string;
  readonly description?: string;
  readonly inheritedFrom?: string;
  readonly declaredAt?: Place;
}

/** The value of an attribute; null is no value. */
export type EventValue = string | number | boolean | null;

/** An attribute that one mutation gave another value, as its event carries it. */
export interface ChangedAttribute {
  readonly name: string;
  readonly value: EventValue;
  /** Null in the event of a new object. */
  readonly previous: EventValue;
}

/** A relationship that one mutation changed; one that was replaced is there twice. */
export interface ChangedRelationship {
  readonly name: string;
  readonly change: 'added' | 'removed';
  /** Ids of the objects at the other end. */
  readonly peers: readonly string[];
}

interface OnBranch {
  readonly branch: string;
  readonly isDefaultBranch: boolean;
}

/**
 * What one mutation did to one object. A new object carries the attributes that have a value, defaults included; a value
 * that stays as it is makes no event (facts 2).
 */
export interface NodeEvent extends OnBranch {
  readonly type: 'node';
  readonly mutation: 'created' | 'updated' | 'deleted';
  readonly kind: string;
  /** Id of the object. */
  readonly node: string;
  readonly attributes: readonly ChangedAttribute[];
  readonly relationships: readonly ChangedRelationship[];
}

/** Objects that came into a group or left it. */
export interface MembershipEvent extends OnBranch {
  readonly type: 'membership';
  readonly group: string;
  readonly change: 'added' | 'removed';
  /** Ids of the objects. */
  readonly members: readonly string[];
}

/** What rules are asked about. */
export type SimulatedEvent = NodeEvent | MembershipEvent;

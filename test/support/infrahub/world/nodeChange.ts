import type { ChangedRelationship, EventValue, NodeEvent } from '../../../../server/src/model/simulate/event';
import type { StoredNode } from './world';

/** What one mutation did to one object. */
export interface NodeChange {
  readonly node: StoredNode;
  readonly label: string;
  readonly mutation: NodeEvent['mutation'];
  /** New and old value by attribute. */
  readonly values: ReadonlyMap<string, { readonly value: unknown; readonly previous: unknown }>;
  readonly relationships: readonly ChangedRelationship[];
}

/** A value as rules compare it. */
export function eventValue(value: unknown): EventValue {
  if (value === null || value === undefined) return null;
  return ['string', 'number', 'boolean'].includes(typeof value) ? (value as EventValue) : JSON.stringify(value);
}

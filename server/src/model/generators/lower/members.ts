import type { Value } from '../values';

/** What `value.name` stands for. */
export function memberOf(value: Value, name: string): Value {
  if (value.is === 'self') {
    // `run` starts the tracking on `_init_client` and hands that very client to `client` (recorded from the SDK).
    if (name === 'client' || name === '_client' || name === '_init_client') return { is: 'client', tracked: true };
    if (name === 'nodes' || name === 'related_nodes') return { is: 'list', of: queriedNode(name) };
    if (name === 'store') return { is: 'member', of: { is: 'client', tracked: true }, name: 'store' };
    return { is: 'field', name };
  }
  if (value.is === 'symbol') {
    const module = value.name ? [value.module, value.name].filter((part) => part !== '').join('.') : value.module;
    return { is: 'symbol', module, level: value.level, name };
  }
  if (value.is === 'dict') {
    return { is: 'opaque', text: '', parts: value.entries.map((entry) => entry.value) };
  }
  return { is: 'member', of: value, name };
}

/** A node the SDK made out of the answer to the generator's query. */
function queriedNode(list: 'nodes' | 'related_nodes'): Value {
  return { is: 'node', kind: { is: 'opaque', text: '', parts: [] }, origin: 'fetched', at: list === 'nodes' ? -1 : -2 };
}

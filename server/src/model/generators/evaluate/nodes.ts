import type { NodeFacts } from '../facts';
import { isNullish, type Value } from '../values';

export interface NodeInfo extends NodeFacts {
  readonly isNode: boolean;
  readonly untracked: boolean;
}

const notKnown: NodeInfo = { fetched: false, created: false, isNode: false, untracked: false };

/** What is known of the node a value stands for. */
export function nodeInfo(value: Value): NodeInfo {
  switch (value.is) {
    case 'node': {
      const kind = kindName(value.kind);
      const { origin, untracked = false } = value;
      const base = { fetched: origin === 'fetched', created: origin === 'created', isNode: true, untracked };
      return kind === undefined ? base : { ...base, kind };
    }
    case 'either': {
      const infos = value.of.filter((item) => !isNullish(item)).map(nodeInfo);
      const [first] = infos;
      if (!first) return notKnown;
      const kind = infos.every((info) => info.kind === first.kind) ? first.kind : undefined;
      return {
        ...(kind !== undefined && { kind }),
        fetched: infos.every((info) => info.fetched),
        created: infos.every((info) => info.created),
        isNode: infos.every((info) => info.isNode),
        untracked: infos.every((info) => info.untracked),
      };
    }
    case 'member':
    case 'element': {
      const related = nodeInfo(value.of);
      return related.isNode ? { ...notKnown, fetched: true, isNode: true, untracked: related.untracked } : notKnown;
    }
    default:
      return notKnown;
  }
}

/** The facts part of a node's info. */
export function factsOf({ kind, fetched, created }: NodeInfo): NodeFacts {
  return kind === undefined ? { fetched, created } : { kind, fetched, created };
}

function kindName(kind: Value): string | undefined {
  if (kind.is === 'constant' && typeof kind.value === 'string') return kind.value;
  if (kind.is === 'definition') return kind.name;
  return undefined;
}

/**
 * Names of the nodes that a value refers to, as relationships take them: the text itself, a node that was fetched by its
 * name, its id, `{"id": …}` or `{"hfid": […]}`, and lists of these.
 */
export function namesOf(value: Value): string[] {
  switch (value.is) {
    case 'constant':
      return typeof value.value === 'string' ? [value.value] : [];
    case 'node':
      return value.name ? namesOf(value.name) : [];
    case 'member':
      return value.name === 'id' ? namesOf(value.of) : [];
    case 'list':
      return value.of.is === 'either' ? value.of.of.flatMap(namesOf) : namesOf(value.of);
    case 'tuple':
      return value.items.flatMap(namesOf);
    case 'dict':
      return value.entries.flatMap((entry) => (entry.key === 'id' || entry.key === 'hfid' ? namesOf(entry.value) : []));
    default:
      return [];
  }
}

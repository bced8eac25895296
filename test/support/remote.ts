import type { RemoteAttribute, RemoteKind, RemoteKnowledge } from '../../server/src/remoteKnowledge';
import { coreKinds } from '../../server/src/data/coreKinds';

/** A node as a server gives it, with a name and the attributes given. */
export function serverNode(kind: string, more: Partial<RemoteKind> = {}): RemoteKind {
  const [, namespace = '', name = ''] = /^([A-Z][a-z]+)(.+)$/.exec(kind) ?? [];
  return {
    kind,
    namespace,
    name,
    isGeneric: false,
    inheritFrom: ['CoreNode'],
    branch: 'aware',
    generateProfile: true,
    generateTemplate: false,
    relationships: [],
    ...more,
    attributes: [serverAttribute('name', { optional: false, unique: true }), ...(more.attributes ?? [])],
  };
}

export function serverAttribute(name: string, more: Partial<RemoteAttribute> = {}): RemoteAttribute {
  return { name, kind: 'Text', optional: true, branch: 'aware', ...more };
}

/** An Infrahub 1.11.9 whose lists are all known: its core kinds, the given ones, and nothing else but what is given. */
export function serverOf(kinds: readonly RemoteKind[] = [], more: Partial<RemoteKnowledge> = {}): RemoteKnowledge {
  return {
    version: '1.11.9',
    defaultBranch: 'main',
    branch: 'main',
    kinds: [...coreKinds('1.11'), ...kinds],
    definitions: [],
    groups: [],
    rules: [],
    actions: [],
    ...more,
  };
}

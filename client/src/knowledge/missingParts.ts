import type { RemoteKnowledge } from '../../../server/src/remoteKnowledge';

/** A list that checks go by. */
export type KnowledgePart = 'definitions' | 'groups' | 'rules' | 'actions' | 'onDefault';

/** The lists that are not known of a branch, because the server or the account does not give them, or they are too long. */
export function missingParts(known: RemoteKnowledge): KnowledgePart[] {
  const lists = (['definitions', 'groups', 'rules', 'actions'] as const).filter((part) => known[part] === undefined);
  const { branch, defaultBranch, onDefault } = known;
  const isOnDefault = branch !== undefined && branch === defaultBranch;
  const knowsDefault = isOnDefault || (onDefault?.kinds && onDefault.definitions && onDefault.groups) !== undefined;
  return knowsDefault ? lists : [...lists, 'onDefault'];
}

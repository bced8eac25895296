import type { RemoteKnowledge } from '../../../server/src/remoteKnowledge';
import type { Turns } from '../views/poll';
import type { KnowledgeSource } from './source';

/** What the server holds now; undefined when there is none to ask. Or a sentence why it could not be read. */
export type FreshKnowledge =
  | { readonly ok: true; readonly knowledge: RemoteKnowledge | undefined }
  | { readonly ok: false; readonly reason: string | undefined };

/** Reads everything anew between two runs of the poll of a source, whoever has the focus. Never rejects. */
export function readFresh(source: KnowledgeSource, { forPerson }: Turns): Promise<FreshKnowledge> {
  return forPerson(async () => {
    const isRead = await source.read(new AbortController().signal, { all: true });
    return isRead ? { ok: true, knowledge: source.current } : { ok: false, reason: source.failure };
  });
}

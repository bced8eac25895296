import { remoteNotification, type RemoteParams } from '../protocol/remote';
import { remoteKnowledgeSchema } from '../remoteKnowledge';
import type { LspContext } from './context';

/** Takes what the client says of the connected server; what is not as it should be counts as no connection. */
export function registerRemote({ connection, service }: LspContext, onChange: () => void): void {
  connection.onNotification(remoteNotification, ({ knowledge }: RemoteParams) => {
    const parsed = remoteKnowledgeSchema.nullable().safeParse(knowledge ?? null);
    if (!parsed.success) {
      const path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
      connection.console.error(`What was sent of the server cannot be used: ${path}`);
    }
    service.setRemote(parsed.data ?? undefined);
    onChange();
  });
}

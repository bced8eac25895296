import type { ServerKnowledge } from '../../model/project/serverKnowledge';
import { escapeMarkdown } from './markdown';

/** Whether the server has what no file declares; empty when nobody knows. */
export function serverText(server: ServerKnowledge | undefined, has: boolean | undefined, isKnown: boolean): string {
  if (!server || !isKnown) return '';
  const phrase = escapeMarkdown(server.phrase.charAt(0).toUpperCase() + server.phrase.slice(1));
  return has ? `${phrase} has it.` : `${phrase} does not have it either.`;
}

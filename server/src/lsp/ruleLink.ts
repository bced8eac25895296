import { ruleHelpUri } from '../homepage';
import type { InitializationOptions } from '../protocol/status';

/** The address of a rule's page: the client's own when it passes one, else the project's. */
export function ruleLink({ ruleLinkBase }: InitializationOptions, id: string): string {
  return ruleLinkBase === undefined ? ruleHelpUri(id) : `${ruleLinkBase}${id}`;
}

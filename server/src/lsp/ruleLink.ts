import type { InitializationOptions } from '../protocol';

/** Where rule pages are for clients that bring none of their own. */
const homepage = 'https://github.com/infrahub-cascade/infrahub-cascade/blob/main/media/rules.md#';

/** The address of a rule's page: the client's own when it passes one, else the project's. */
export function ruleLink({ ruleLinkBase }: InitializationOptions, id: string): string {
  return `${ruleLinkBase ?? homepage}${id}`;
}

/** Where the project lives, for clients that bring no pages of their own. */
export const homepage = 'https://github.com/infrahub-cascade/infrahub-cascade';

/** The public page of a rule. */
export function ruleHelpUri(id: string): string {
  return `${homepage}/blob/main/media/rules.md#${id}`;
}

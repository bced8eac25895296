import type { Rule } from '../../rules/rule';

/** What is shown of a rule beside its id; the documentation is Markdown. */
export function ruleText({ title, severity, docs }: Rule): { readonly detail: string; readonly documentation: string } {
  return { detail: title, documentation: `Severity: ${severity}.\n\n${docs}` };
}

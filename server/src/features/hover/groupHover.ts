import type { Project } from '../../model/project/project';
import { count, enumerate, escapeMarkdown, heading, list, paragraphs } from './markdown';
import { serverText } from './serverText';

/** What a group holds, and what runs for its members. */
export function groupHover(project: Project, name: string): string {
  const { triggers, generators, server } = project;
  const groups = triggers.groupsByName.get(name);
  const runs = generators.filter(({ definition }) => definition.targets?.value === name);
  const rules = triggers.rules.filter((rule) => rule.group?.value === name);
  const fillers = triggers.actions.filter((action) => action.group?.value === name);
  const missing = triggers.parkedGroups.has(name)
    ? 'It stands in a file that is not loaded.'
    : 'No file of this repository declares it.';
  return paragraphs(
    heading(name, escapeMarkdown(groups[0]?.kind ?? server?.groups()?.get(name)?.kind ?? 'group')),
    groups.length === 0 ? missing : undefined,
    groups.length === 0 ? serverText(server, server?.groups()?.has(name), server?.groups() !== undefined) : undefined,
    `Members: ${membersText(project, name)}.`,
    runs.length > 0 ? `Targets of generator ${enumerate(runs.map((generator) => generator.name))}.` : undefined,
    list(
      'Watched by:',
      rules.map((rule) => escapeMarkdown(rule.name?.value ?? '?')),
    ),
    list(
      'Changed by actions:',
      fillers.map((action) => escapeMarkdown(action.name?.value ?? '?')),
    ),
  );
}

/** `2 NetworkPod, 1 LocationRack in the files`. */
export function membersText({ triggers }: Project, name: string): string {
  const kinds = [...(triggers.membersOf.get(name) ?? [])];
  if (kinds.length === 0) return 'none in the files';
  const texts = kinds.map(([kind, number]) => (kind ? `${number} ${escapeMarkdown(kind)}` : count(number, 'object')));
  return `${texts.join(', ')} in the files`;
}

import type { Project } from '../../model/project/project';
import type { Generator } from '../../model/project/generatorIndex';
import { describeCause } from '../../model/cascade/cause';
import { membersText } from './groupHover';
import { enumerate, escapeMarkdown, heading, list, paragraphs } from './markdown';
import { serverText } from './serverText';
import { generatorLabel } from './ruleStory';
import { writePlace } from './writers';

/** What a generator runs, for what, what sets it off and what it writes. */
export function generatorHover(project: Project, name: string): string {
  const generator = project.generators.findLast((candidate) => candidate.name === name);
  const title = heading(name, 'generator definition');
  if (!generator) {
    const found = project.server?.definitions()?.get(name);
    const targets = found?.targets ? ` It runs for the members of group ${escapeMarkdown(found.targets)}.` : '';
    return paragraphs(
      title,
      'The .infrahub.yml of this repository does not define it.',
      serverText(project.server, found !== undefined, project.server?.definitions() !== undefined) + targets,
    );
  }
  const { query, targets } = generator.definition;
  const target = targets
    ? ` for each member of group ${escapeMarkdown(targets.value)} (${membersText(project, targets.value)})`
    : '';
  const withQuery = query ? ` with the result of query ${escapeMarkdown(query.value)}` : '';
  return paragraphs(
    title,
    `Runs ${generatorLabel(generator)}${target}${withQuery}.`,
    whenText(project, generator),
    list('Writes:', writesOf(project, generator)),
  );
}

function whenText(project: Project, { name, definition }: Generator): string {
  const { triggers, cascade } = project;
  const actions = triggers.actionsByGenerator.get(name);
  const rules = actions.flatMap((action) => triggers.rulesByAction.get(action.name?.value ?? ''));
  const names = [...new Set(rules.flatMap((rule) => rule.name?.value ?? []))];
  const callers = cascade.writes
    .filter(({ cause }) => cause.type === 'dispatch' && cause.generator === name)
    .map((write) => `${escapeMarkdown(write.generator.name)} (${writePlace(project, write)})`);
  const when = [
    definition.executeInProposedChange ? 'in proposed changes' : '',
    definition.executeAfterMerge ? 'after a merge' : '',
    names.length > 0 ? `for ${names.length > 1 ? 'the rules' : 'the rule'} ${enumerate(names, 8)}` : '',
    callers.length > 0 ? `by ${[...new Set(callers)].slice(0, 8).join(' and ')}` : '',
  ].filter(Boolean);
  return when.length > 0 ? `Runs ${when.join(', ')}.` : 'Nothing in this repository starts it: it runs by hand only.';
}

function writesOf(project: Project, generator: Generator): string[] {
  const own = project.cascade.writes.filter((write) => write.generator === generator);
  const lines = own.map((write) => `${escapeMarkdown(describeCause(write.cause))} (${writePlace(project, write)})`);
  return [...new Set(lines)];
}

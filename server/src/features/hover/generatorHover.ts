import type { Project } from '../../model/project/project';
import type { Generator } from '../../model/project/generatorIndex';
import { isKnown } from '../../model/cascade/cascade';
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
  if (when.length > 0) return `Runs ${when.join(', ')}.`;
  const nameless = namelessStarts(project);
  const isSure =
    nameless.length === 0 && !project.hidesObjects && project.generators.every(isKnown) && !hasScript(project);
  return [
    isSure ? 'Nothing' : 'As far as the files show, nothing',
    ' in this repository starts it: it runs by hand only.',
    nameless.length > 0 ? ` ${nameless.join(' and ')} starts a generator whose name its code does not show.` : '',
  ].join('');
}

/** Generators that start another one, whose name cannot be read. */
function namelessStarts(project: Project): string[] {
  const found = project.generators.flatMap(({ name, code, pythonFile }) =>
    (code?.dispatches ?? []).flatMap(({ generator, file, range }) => {
      const path = file || pythonFile?.path;
      return generator === undefined && path !== undefined
        ? `${escapeMarkdown(name)} (${writePlace(project, { path, range })})`
        : [];
    }),
  );
  return [...new Set(found)].slice(0, 8);
}

/** Python that is no generator's may start generators too. */
function hasScript(project: Project): boolean {
  const own = new Set(project.generators.map(({ pythonFile }) => pythonFile?.path));
  return [...project.allFiles()].some(
    ({ path, text }) => path.endsWith('.py') && !own.has(path) && text.includes('CoreGeneratorDefinitionRun'),
  );
}

function writesOf(project: Project, generator: Generator): string[] {
  const own = project.cascade.writes.filter((write) => write.generator === generator);
  const lines = own.map((write) => `${escapeMarkdown(describeCause(write.cause))} (${writePlace(project, write)})`);
  return [...new Set(lines)];
}

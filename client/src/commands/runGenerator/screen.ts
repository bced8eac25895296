import { l10n, ProgressLocation, window } from 'vscode';
import type { Branch } from '../../../../server/src/infrahub/operations/branches';
import type { Member } from '../../../../server/src/infrahub/operations/trackingGroups';
import { iconless } from '../../connection/connect';
import type { Server } from '../../connection/servers';
import { noticeText } from '../../notice';
import type { GeneratorChoice } from '../../runs/choices';
import type { MemberSource, PlanProblem, PlanScreen, Work } from '../../runs/planRun';
import { pickMany, pickOne, type Choice } from '../../wizard/pick';
import { pickFound } from '../../wizard/search';
import type { Answer, StepView } from '../../wizard/steps';
import { review } from './review';
import { signalOf } from './signal';

/** The questions of Run Generator in VS Code. */
export const createRunScreen = (server: Server): PlanScreen => ({
  askGenerator,
  askBranch,
  askTargets,
  review: (run, before, view) => review({ run, before, server }, view),
  during(work, run) {
    const options = { location: ProgressLocation.Notification, title: workTitle(work), cancellable: true };
    return Promise.resolve(window.withProgress(options, (_, token) => run(signalOf(token))));
  },
  explain(problem) {
    void window.showWarningMessage(problemText(problem));
  },
});

function workTitle(work: Work): string {
  switch (work) {
    case 'lists':
      return l10n.t('Reading branches and generators…');
    case 'members':
      return l10n.t('Reading the targets…');
    case 'before':
      return l10n.t('Looking what the run would meet…');
  }
}

function askGenerator(
  choices: readonly GeneratorChoice[],
  preset: string | undefined,
  view: StepView,
): Promise<Answer<GeneratorChoice>> {
  return pickOne(view, {
    placeholder: l10n.t('Which generator?'),
    choices: choices.map((choice) => ({ ...generatorLine(choice), value: choice })),
    preset: choices.find(({ name }) => name === preset),
  });
}

function generatorLine({ name, definition, layers }: GeneratorChoice): Omit<Choice<unknown>, 'value'> {
  const label = iconless(name);
  if (!definition)
    return { label: `$(circle-slash) ${label}`, description: l10n.t('only in the files: not on the server') };
  const { targets } = definition;
  const group = targets ? groupText(iconless(targets.name), targets.count) : l10n.t('without a group');
  return {
    label: layers.length > 0 ? `$(file-code) ${label}` : `$(server) ${label}`,
    description: layers.length > 0 ? group : l10n.t('{0} · not in the files', group),
  };
}

function groupText(name: string, count: number): string {
  return count === 1 ? l10n.t('{0}: one target', name) : l10n.t('{0}: {1} targets', name, count);
}

function askBranch(all: readonly Branch[], preset: string | undefined, view: StepView): Promise<Answer<Branch>> {
  return pickOne(view, {
    placeholder: l10n.t('On which branch? It runs the code that the branch has'),
    choices: all.map((branch) => ({
      label: iconless(branch.name),
      description: branch.isDefault ? l10n.t('default branch') : iconless(branch.description),
      value: branch,
    })),
    preset: all.find(({ name }) => name === preset),
  });
}

/** All targets at once, or one of them. */
type TargetChoice = Member | 'all';

async function askTargets(source: MemberSource, view: StepView): Promise<Answer<readonly Member[] | undefined>> {
  for (let isAgain = false; ; isAgain = true) {
    const answer = await askOnce(source, view, isAgain);
    if (answer.kind !== 'chosen') return answer;
    if (answer.value.includes('all')) return { kind: 'chosen', value: undefined };
    const members = answer.value.filter((each) => each !== 'all');
    // Nothing ticked is no answer: an empty list would mean all of them.
    if (members.length > 0) return { kind: 'chosen', value: members };
  }
}

function askOnce(source: MemberSource, view: StepView, isAgain: boolean): Promise<Answer<readonly TargetChoice[]>> {
  const count = source.kind === 'all' ? source.members.length : source.count;
  const all: Choice<TargetChoice> = {
    label: l10n.t('All targets'),
    description: l10n.t('the {0} members of the group', count),
    value: 'all',
  };
  const placeholder = isAgain
    ? l10n.t('Nothing is ticked. Tick targets with Space, then press Enter')
    : l10n.t('For which targets?');
  if (source.kind === 'all') {
    const lines = source.members.map(memberLine);
    // Of a single one nothing is to be chosen.
    const [only] = source.members.length === 1 ? source.members : [];
    const choices = only ? lines : [all, ...lines];
    return pickMany<TargetChoice>(view, { placeholder, choices, preset: only ? [only] : [] });
  }
  return pickFound<TargetChoice>(view, {
    placeholder: l10n.t('For which targets? Type to search'),
    fixed: [all],
    search: async (text, signal) => (await source.search(text, signal)).map(memberLine),
    keyOf: (value) => (value === 'all' ? '' : value.id),
  });
}

function memberLine(member: Member): Choice<TargetChoice> {
  return { label: iconless(member.name), description: iconless(member.kind), value: member };
}

function problemText(problem: PlanProblem): string {
  switch (problem.kind) {
    case 'otherServer':
      return l10n.t(
        'The server or branch of these lines is not in use any more. Try again when the view shows what is.',
      );
    case 'notOnServer':
      return l10n.t(
        '{0} is not on the server: it is only in the files. Commit and push it, and let the server import the repository.',
        noticeText(problem.generator),
      );
    case 'notOnBranch':
      return l10n.t(
        'The branch {1} does not have the generator {0}: it is older. Rebase the branch.',
        noticeText(problem.generator),
        noticeText(problem.branch),
      );
    case 'unknownGenerator':
      return l10n.t('Neither the server nor the files have a generator {0}.', noticeText(problem.generator));
    case 'unknownBranch':
      return l10n.t('The server has no branch {0}.', noticeText(problem.branch));
    case 'noGenerators':
      return l10n.t('The server has no generators. Add the repository to the server, and let it be imported.');
    case 'noTargets':
      return l10n.t(
        'The group of {0} has no members, so there is nothing to run it for. Add targets to the group.',
        noticeText(problem.generator),
      );
    case 'noMembers':
      return l10n.t(
        'None of the chosen targets is a member of the group of {0}: the server would ignore them. Add them to the group.',
        noticeText(problem.generator),
      );
  }
}

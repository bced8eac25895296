import { l10n } from 'vscode';
import type { BranchScope, KindChoice, LinkChoices, LinkDecision } from '../../../../server/src/protocol/connect';
import { pickMany, pickOne } from '../../wizard/pick';
import type { Answer, Asked, Step, StepView } from '../../wizard/steps';
import { asksForRoute, presetOf } from './presets';

/** What the steps of one link know. */
interface LinkQuestion {
  readonly link: LinkChoices;
  readonly own: LinkDecision;
  /** The kind decided for. */
  readonly kind: KindChoice;
  readonly view: StepView;
}

/** The steps of one link of the chain; those that leave no choice are left out. */
export function linkSteps(link: LinkChoices, index: number): Step<readonly LinkDecision[]>[] {
  const stepOf =
    (ask: (question: LinkQuestion) => Promise<Asked<LinkDecision>>): Step<readonly LinkDecision[]> =>
    async (decisions, view) => {
      const own = decisions[index] ?? presetOf(link);
      const kind = link.kinds.find((each) => each.kind === own.kind) ?? link.kinds[0];
      if (!kind) return { kind: 'passed' };
      const title = `${view.title}: ${link.upstream} → ${link.downstream}`;
      const answer = await ask({ link, own, kind, view: { ...view, title } });
      return answer.kind === 'chosen' ? { kind: 'chosen', value: decisions.with(index, answer.value) } : answer;
    };
  return [
    ...(link.kinds.length > 1 ? [stepOf(askKind)] : []),
    stepOf(askSignal),
    ...(link.kinds.some(({ routes }) => routes.length > 1) ? [stepOf(askRoute)] : []),
    ...(link.kinds.some(({ extras }) => extras.length > 0) ? [stepOf(askExtras)] : []),
    stepOf(askScope),
  ];
}

async function askKind({ link, own, view }: LinkQuestion): Promise<Answer<LinkDecision>> {
  const answer = await pickOne(view, {
    placeholder: l10n.t(
      'Which objects does {0} signal? {1} then runs for each of them.',
      link.upstream,
      link.downstream,
    ),
    choices: link.kinds.map(({ kind, route, warning }) => ({
      label: warning === undefined ? kind : `$(warning) ${kind}`,
      description: route,
      detail: warning,
      value: kind,
    })),
    preset: own.kind,
  });
  if (answer.kind !== 'chosen') return answer;
  const same = answer.value === own.kind;
  const kind = link.kinds.find((each) => each.kind === answer.value);
  return { kind: 'chosen', value: same ? own : presetOf(link, kind) };
}

async function askSignal({ link, own, kind, view }: LinkQuestion): Promise<Answer<LinkDecision>> {
  const answer = await pickOne(view, {
    placeholder: l10n.t('What does {0} write to each {1} when it is done?', link.upstream, kind.kind),
    choices: kind.signals.map(({ id, attribute, form, detail, connected }) => ({
      label: `${connected ? '$(check) ' : ''}${attribute}`,
      description: form,
      detail,
      value: id,
    })),
    preset: own.signal,
  });
  return answer.kind === 'chosen' ? { kind: 'chosen', value: { ...own, signal: answer.value } } : answer;
}

async function askRoute({ link, own, kind, view }: LinkQuestion): Promise<Asked<LinkDecision>> {
  if (!asksForRoute(kind, own)) return { kind: 'passed' };
  const answer = await pickOne(view, {
    placeholder: l10n.t('How does {0} find each {1} that it signals?', link.upstream, kind.kind),
    choices: kind.routes.map(({ id, label, detail }) => ({ label, detail, value: id })),
    preset: own.route,
  });
  return answer.kind === 'chosen' ? { kind: 'chosen', value: { ...own, route: answer.value } } : answer;
}

async function askExtras({ link, own, kind, view }: LinkQuestion): Promise<Asked<LinkDecision>> {
  if (kind.extras.length === 0) return { kind: 'passed' };
  const answer = await pickMany(view, {
    placeholder: l10n.t('Which changes by people start {0} too?', link.downstream),
    choices: kind.extras.map(({ name, type, watched }) => ({
      label: name,
      description: type === 'relationship' ? l10n.t('relationship, when a peer is added') : '',
      detail: watched ? l10n.t('A rule watches it already and stays.') : undefined,
      value: name,
    })),
    preset: own.extras,
  });
  return answer.kind === 'chosen' ? { kind: 'chosen', value: { ...own, extras: answer.value } } : answer;
}

async function askScope({ link, own, view }: LinkQuestion): Promise<Answer<LinkDecision>> {
  const scopes: { value: BranchScope; label: string; detail: string }[] = [
    {
      value: 'other_branches',
      label: l10n.t('Branches other than the default one'),
      detail: l10n.t('Runs in the branch of a proposed change, to be reviewed before the merge.'),
    },
    {
      value: 'all_branches',
      label: l10n.t('All branches'),
      detail: l10n.t('Changes on the default branch run the chain too, without review.'),
    },
    {
      value: 'default_branch',
      label: l10n.t('Only the default branch'),
      detail: l10n.t('Nothing happens on working branches.'),
    },
  ];
  const answer = await pickOne(view, {
    placeholder: l10n.t('On which branches does a signal start {0}?', link.downstream),
    choices: scopes.map((scope) => ({ ...scope, description: scope.value })),
    preset: own.scope,
  });
  return answer.kind === 'chosen' ? { kind: 'chosen', value: { ...own, scope: answer.value } } : answer;
}

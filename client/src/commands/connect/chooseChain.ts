import { l10n, window } from 'vscode';
import type { ConnectableGenerator } from '../../../../server/src/protocol/connect';
import { type Choice, pickOne } from '../../wizard/pick';
import type { Answer, StepView } from '../../wizard/steps';
import { candidatesAfter } from './candidates';

/** What a line of the pick does: ends it, or puts a generator at the end of the chain. */
type Line = { readonly kind: 'done' } | { readonly kind: 'next'; readonly generator: ConnectableGenerator };

/**
 * Asks for the generators of a chain in the order in which they are to run, one after the other; going back takes the
 * last one out again.
 */
export async function chooseChain(
  generators: readonly ConnectableGenerator[],
  view: StepView,
  start: readonly string[] = [],
): Promise<Answer<readonly string[]>> {
  let chain = start;
  for (;;) {
    const title = chain.length > 0 ? `${view.title}: ${chain.join(' → ')}` : view.title;
    const canGoBack = view.canGoBack || chain.length > 0;
    const answer = await pickOne({ ...view, title, canGoBack }, lines(generators, chain));
    if (answer.kind === 'left') return answer;
    if (answer.kind === 'back') {
      if (chain.length === 0) return answer;
      chain = chain.slice(0, -1);
    } else if (answer.value.kind === 'done') {
      return { kind: 'chosen', value: chain };
    } else {
      const { name, problem } = answer.value.generator;
      if (problem === undefined) chain = [...chain, name];
      else void window.showWarningMessage(problem);
    }
  }
}

function lines(
  generators: readonly ConnectableGenerator[],
  chain: readonly string[],
): { placeholder: string; choices: Choice<Line>[]; preset: Line | undefined } {
  const { fitting, others } = candidatesAfter(generators, chain);
  const done: Choice<Line> = {
    label: `$(check) ${l10n.t('Connect these {0} generators', chain.length)}`,
    detail: chain.join(' → '),
    value: { kind: 'done' },
  };
  const next = [...fitting, ...others].map((generator) => generatorLine(generator));
  const choices = chain.length > 1 ? [done, ...next] : next;
  const preset = fitting.length > 0 ? next[0] : choices[0];
  return { placeholder: placeholder(chain), choices, preset: preset?.value };
}

function placeholder(chain: readonly string[]): string {
  const last = chain.at(-1);
  if (last === undefined)
    return l10n.t('Pick the generator that runs first. Nothing but a person, CI or a rule starts it.');
  return l10n.t('Pick the generator that runs after {0}, which will signal its targets.', last);
}

function generatorLine(generator: ConnectableGenerator): Choice<Line> {
  const { name, path, kinds, startedBy, problem } = generator;
  const facts = [
    path,
    startedBy.length > 0 ? l10n.t('runs after {0} today', startedBy.join(', ')) : '',
    problem ?? '',
  ].filter(Boolean);
  return {
    label: problem === undefined ? name : `$(warning) ${name}`,
    description: kinds.join(', '),
    detail: facts.join(' · '),
    value: { kind: 'next', generator },
  };
}

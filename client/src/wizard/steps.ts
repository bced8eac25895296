/** Where a step stands among the others. */
export interface StepView {
  readonly title: string;
  /** From 1 on. */
  readonly step: number;
  /** Missing while it is not known yet. */
  readonly totalSteps?: number;
  readonly canGoBack: boolean;
}

/** What a person did with a step: chose, went back, or left the whole. */
export type Answer<T> =
  | { readonly kind: 'chosen'; readonly value: T }
  | { readonly kind: 'back' }
  | { readonly kind: 'left' };

/** An answer, or none because there is nothing to choose: the step is passed, also on the way back. */
export type Asked<T> = Answer<T> | { readonly kind: 'passed' };

/** Asks one thing and gives the state with the answer in it. */
export type Step<S> = (state: S, view: StepView) => Promise<Asked<S>>;

export interface Steps<S> {
  readonly title: string;
  readonly start: S;
  readonly steps: readonly Step<S>[];
  /** Steps that came before these. */
  readonly before: number;
}

/** Asks one step after the other. Going back returns to the state that the step before was asked with. */
export async function runSteps<S>({ title, start, steps, before }: Steps<S>): Promise<Answer<S>> {
  const asked: { readonly at: number; readonly state: S }[] = [];
  let state = start;
  let at = 0;
  for (let step = steps[0]; step; step = steps[at]) {
    const view = {
      title,
      step: before + at + 1,
      totalSteps: before + steps.length,
      canGoBack: before + asked.length > 0,
    };
    const answer = await step(state, view);
    if (answer.kind === 'left') return answer;
    if (answer.kind === 'passed') {
      at++;
    } else if (answer.kind === 'chosen') {
      asked.push({ at, state });
      state = answer.value;
      at++;
    } else {
      const previous = asked.pop();
      if (previous === undefined) return answer;
      ({ at, state } = previous);
    }
  }
  return { kind: 'chosen', value: state };
}

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

/** Asks one thing and gives the state with the answer in it. */
export type Step<S> = (state: S, view: StepView) => Promise<Answer<S>>;

export interface Steps<S> {
  readonly title: string;
  readonly start: S;
  readonly steps: readonly Step<S>[];
  /** Steps that came before these. */
  readonly before: number;
}

/** Asks one step after the other. Going back returns to the state that the step before was asked with. */
export async function runSteps<S>({ title, start, steps, before }: Steps<S>): Promise<Answer<S>> {
  const asked: S[] = [];
  let state = start;
  for (let step = steps[0]; step; step = steps[asked.length]) {
    const view = {
      title,
      step: before + asked.length + 1,
      totalSteps: before + steps.length,
      canGoBack: before + asked.length > 0,
    };
    const answer = await step(state, view);
    if (answer.kind === 'left') return answer;
    if (answer.kind === 'chosen') {
      asked.push(state);
      state = answer.value;
    } else {
      const previous = asked.pop();
      if (previous === undefined) return answer;
      state = previous;
    }
  }
  return { kind: 'chosen', value: state };
}

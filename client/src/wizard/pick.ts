import { Disposable, type QuickInput, QuickInputButtons, type QuickPickItem, window } from 'vscode';
import type { Answer, StepView } from './steps';

/** One line to choose. */
export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: T;
}

export interface PickOptions<T> {
  /** What is asked, and what follows from it. */
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
}

type Item<T> = QuickPickItem & { readonly value: T };

/** Asks for one of several; `preset` is at the cursor. */
export function pickOne<T>(
  view: StepView,
  { placeholder, choices, preset }: PickOptions<T> & { readonly preset?: T },
): Promise<Answer<T>> {
  const picker = window.createQuickPick<Item<T>>();
  const items = choices.map(toItem);
  picker.placeholder = placeholder;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.items = items;
  // Without one at the cursor Enter would do nothing.
  const active = items.filter(({ value }) => preset !== undefined && value === preset);
  if (active.length > 0) picker.activeItems = active;
  return answerOf(picker, view, (done) =>
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      if (item) done(item.value);
    }),
  );
}

/** Asks for any number of several; those of `preset` are ticked. */
export function pickMany<T>(
  view: StepView,
  { placeholder, choices, preset }: PickOptions<T> & { readonly preset: readonly T[] },
): Promise<Answer<readonly T[]>> {
  const picker = window.createQuickPick<Item<T>>();
  const items = choices.map(toItem);
  picker.placeholder = placeholder;
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.items = items;
  picker.selectedItems = items.filter(({ value }) => preset.includes(value));
  return answerOf(picker, view, (done) =>
    picker.onDidAccept(() => {
      const chosen = new Set(picker.selectedItems.map(({ value }) => value));
      done(choices.map(({ value }) => value).filter((value) => chosen.has(value)));
    }),
  );
}

export interface AskOptions {
  readonly prompt: string;
  readonly preset: string;
  /** What is wrong with a text; undefined when it will do. */
  readonly problem: (value: string) => string | undefined;
}

/** Asks for a text. */
export function askText(view: StepView, { prompt, preset, problem }: AskOptions): Promise<Answer<string>> {
  const box = window.createInputBox();
  box.prompt = prompt;
  box.value = preset;
  return answerOf(box, view, (done) =>
    Disposable.from(
      box.onDidChangeValue((value) => (box.validationMessage = value === '' ? undefined : problem(value))),
      box.onDidAccept(() => {
        box.validationMessage = problem(box.value);
        if (box.validationMessage === undefined) done(box.value);
      }),
    ),
  );
}

type Asking = QuickInput & Pick<ReturnType<typeof window.createInputBox>, 'buttons' | 'onDidTriggerButton'>;

/** Shows a question until it is answered or left. */
export function answerOf<T>(
  input: Asking,
  { title, step, totalSteps, canGoBack }: StepView,
  listen: (done: (value: T) => void) => Disposable,
): Promise<Answer<T>> {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
  input.buttons = canGoBack ? [QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    const end = (answer: Answer<T>): void => {
      resolve(answer);
      listeners.dispose();
      input.dispose();
    };
    const listeners = Disposable.from(
      listen((value) => end({ kind: 'chosen', value })),
      input.onDidTriggerButton(() => end({ kind: 'back' })),
      input.onDidHide(() => end({ kind: 'left' })),
    );
    input.show();
  });
}

function toItem<T>({ label, description, detail, value }: Choice<T>): Item<T> {
  return { label, description, detail, value };
}

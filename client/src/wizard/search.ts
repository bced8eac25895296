import { Disposable, type QuickPickItem, window } from 'vscode';
import { answerOf, type Choice } from './pick';
import type { Answer, StepView } from './steps';

export interface SearchOptions<T> {
  readonly placeholder: string;
  /** Always offered, above what was found. */
  readonly fixed: readonly Choice<T>[];
  /** Finds by what was typed; rejects with a message for people. */
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly Choice<T>[]>;
  /** Two values that are one. */
  readonly keyOf: (value: T) => string;
}

/** A person types on; in milliseconds. */
const typingDelay = 250;

/** Asks for any number of things that are too many for a list: what is typed is searched for; what is ticked stays. */
export function pickFound<T>(
  view: StepView,
  { placeholder, fixed, search, keyOf }: SearchOptions<T>,
): Promise<Answer<readonly T[]>> {
  const picker = window.createQuickPick<QuickPickItem & { readonly value?: T }>();
  picker.placeholder = placeholder;
  picker.canSelectMany = true;
  // The server has searched in more than the labels.
  picker.matchOnDescription = true;
  let control = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const show = (found: readonly Choice<T>[], problem?: string): void => {
    const kept = picker.selectedItems.flatMap((item) =>
      item.value === undefined ? [] : [{ ...item, value: item.value }],
    );
    const keys = new Set(kept.map(({ value }) => keyOf(value)));
    const fresh = [...fixed, ...found].filter(({ value }) => !keys.has(keyOf(value)));
    const notes = problem === undefined ? [] : [{ label: problem, alwaysShow: true }];
    picker.items = [...kept, ...fresh.map((choice) => ({ ...choice, alwaysShow: true })), ...notes];
    picker.selectedItems = picker.items.filter(({ value }) => value !== undefined && keys.has(keyOf(value)));
  };
  const find = async (text: string): Promise<void> => {
    control.abort();
    const own = new AbortController();
    control = own;
    picker.busy = true;
    try {
      const found = await search(text, own.signal);
      if (!own.signal.aborted) show(found);
    } catch (error) {
      if (!own.signal.aborted) show([], error instanceof Error ? error.message : String(error));
    } finally {
      if (control === own) picker.busy = false;
    }
  };
  void find('');
  return answerOf(picker, view, (done) =>
    Disposable.from(
      picker.onDidChangeValue((text) => {
        clearTimeout(timer);
        timer = setTimeout(() => void find(text), typingDelay);
      }),
      picker.onDidAccept(() => done(picker.selectedItems.flatMap(({ value }) => (value === undefined ? [] : [value])))),
      new Disposable(() => {
        clearTimeout(timer);
        control.abort();
      }),
    ),
  );
}

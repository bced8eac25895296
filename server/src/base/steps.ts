/** Does all steps of some work at once. */
export function runToEnd<T>(steps: Iterator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** A value that is made in steps when it is first wanted, and kept. Whoever wants it goes on where others are. */
export class Stepwise<T> {
  private running: Iterator<unknown, T> | undefined;
  private made: { readonly of: T } | undefined;

  /** `begin` starts the work; it must not ask for the value. What it throws is tried again by who asks next. */
  constructor(private readonly begin: () => Iterator<unknown, T>) {}

  /** The value; what is left of the work is done at once. */
  get value(): T {
    while (!this.made) this.step();
    return this.made.of;
  }

  /** Does the work beforehand: who iterates may rest between two steps. An error is left to who asks for the value. */
  *prepare(): Generator<void, void> {
    try {
      while (!this.made) {
        this.step();
        if (!this.made) yield;
      }
    } catch {
      // The work is tried again, and fails again, for who asks for the value.
    }
  }

  private step(): void {
    const running = (this.running ??= this.begin());
    this.running = undefined;
    const step = running.next();
    if (step.done) this.made = { of: step.value };
    else this.running = running;
  }
}

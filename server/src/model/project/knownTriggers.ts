import type { ProjectFile } from './project';
import { triggerIndexInSteps, type TriggerIndex } from './triggerIndex';

/** The trigger index of a project; the next one is made from it. */
export class KnownTriggers {
  private last: { readonly generation: number; readonly index: TriggerIndex } | undefined;

  /** The index of files as they are in a generation of their project, made once for it. */
  find(files: Iterable<ProjectFile>, generation: number): TriggerIndex {
    const steps = this.findInSteps(files, generation);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /** Finds it beforehand, in steps. */
  *findInSteps(files: Iterable<ProjectFile>, generation: number): Generator<void, TriggerIndex> {
    if (this.last?.generation === generation) return this.last.index;
    const index = yield* triggerIndexInSteps([...files], this.last?.index);
    // Somebody may have asked for it meanwhile, or for a newer one: there is only one for a generation.
    if (!this.last || this.last.generation < generation) this.last = { generation, index };
    return this.last.index;
  }
}

import { Stepwise } from '../../base/steps';
import { cascadeInSteps, type Cascade, type WriteMemo } from '../cascade/cascade';
import { generatorsInSteps, type ClassResolver, type Generator } from './generatorIndex';
import type { Project } from './project';
import { triggerIndexInSteps, type TriggerIndex } from './triggerIndex';

/** What connects the files of a project, made in steps. */
interface Links {
  readonly triggers: Stepwise<TriggerIndex>;
  readonly generators: Stepwise<readonly Generator[]>;
  readonly cascade: Stepwise<Cascade>;
}

/** Makes the links of a project, each from what was there before. */
export class LinkMaker {
  private lastTriggers: TriggerIndex | undefined;
  private lastGenerators: readonly Generator[] = [];
  private readonly writes: WriteMemo = new WeakMap();

  constructor(private readonly project: Project) {}

  /** Those of the files as they are until the project changes; nothing is done before somebody asks. */
  begin(resolver: () => ClassResolver): Links {
    return {
      triggers: new Stepwise(() => this.findTriggers()),
      generators: new Stepwise(() => this.findGenerators(resolver())),
      cascade: new Stepwise(() => cascadeInSteps(this.project, this.writes)),
    };
  }

  private *findTriggers(): IterableIterator<void, TriggerIndex> {
    return (this.lastTriggers = yield* triggerIndexInSteps([...this.project.allFiles()], this.lastTriggers));
  }

  private *findGenerators(resolve: ClassResolver): IterableIterator<void, readonly Generator[]> {
    return (this.lastGenerators = yield* generatorsInSteps(this.project, resolve, this.lastGenerators));
  }
}

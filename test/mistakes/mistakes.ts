import { configMistakes } from './config';
import { objectMistakes } from './objects';
import { repositoryMistakes } from './repository';
import { triggerMistakes } from './triggers';
import type { Mistake } from './mistake';

/** Small mistakes an author can make in `examples/fabric`, each with the finding it has to lead to. */
export const mistakes: Mistake[] = [...configMistakes, ...triggerMistakes, ...objectMistakes, ...repositoryMistakes];

import type { SaveCall } from '../../model/generators/facts';
import type { ResolvedClass } from '../../model/generators/resolveClass';
import type { Project } from '../../model/project/project';
import { tracksByHand } from '../cascade/signals';

/** True when a run that leaves this save out deletes the object: another one is tracked, so the clean-up runs (facts 1b). */
export function isLostWithoutSave(save: SaveCall, code: ResolvedClass, project: Project): boolean {
  if (!save.sometimes) return false;
  const savesMore = code.saves.some(
    (other) => other !== save && other.tracked === true && other.sometimes !== 'missing',
  );
  return savesMore && !tracksByHand(code, project);
}

import { presetOf } from '../../../client/src/commands/connect/presets';
import { applyEdits } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';
import { withFirmware } from './firmware';
import type { Files } from './namespace';

/** Three generators that nothing connects, turned into a cascade by Connect Generators, everything as advised. */
export async function connectedFiles(): Promise<Files> {
  const repository = await openRepository(withFirmware(new Map(readFolder('test/samples/unconnected'))));
  const root = repository.uri('');
  const generators = ['generate-fabric', 'generate-pod', 'generate-rack'];
  const choices = repository.service.connectChoices({ root, generators });
  if ('refusal' in choices) throw new Error(choices.refusal);
  const planned = repository.service.planConnection({ root, links: choices.links.map((link) => presetOf(link)) });
  if ('refusal' in planned) throw new Error(planned.refusal);
  return applyEdits(repository, planned.edits);
}

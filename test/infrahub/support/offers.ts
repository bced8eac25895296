import { applyEdits } from '../../support/check';
import { openRepository } from '../../support/repository';
import type { MadeOffer } from '../../../server/src/actions/offers';
import type { Files } from './namespace';

/** What the editor offers at a place, taken. */
export interface Taken {
  readonly files: Files;
  /** What comes with it and is done on the server. */
  readonly command: MadeOffer['offer']['command'];
}

/**
 * Takes the code action of an id at the first place of a text in a file, as in an editor.
 * @throws when there is no such place, offer or edit
 */
export async function takeOffer(
  files: Files,
  { action, path, at, title = '' }: { action: string; path: string; at: string; title?: string },
): Promise<Taken> {
  const repository = await openRepository(files);
  const offset = (files.get(path) ?? '').indexOf(at);
  if (offset < 0) throw new Error(`${path} has nowhere: ${at}`);
  const uri = repository.uri(path);
  const offers = repository.service.codeActions(uri, { start: offset, end: offset });
  const made = offers.find((each) => each.action.id === action && each.offer.title.includes(title));
  const edits = made && repository.service.resolveAction(uri, made);
  if (!edits) {
    const titles = offers.map((each) => `${each.action.id}: ${each.offer.title}`);
    throw new Error(`${action} is not offered; there are: ${titles.join(', ') || 'none'}`);
  }
  return { files: applyEdits(repository, edits), command: made.offer.command };
}

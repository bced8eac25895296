import { findMethod } from '../edits/python/findCode';
import type { ActionOffer } from './action';
import type { GeneratorSubject } from './subject';

/** What an action says of a class whose `generate` stands in another one, which others may inherit too; else nothing. */
export function inheritedGenerate(title: string, { cls, generator }: GeneratorSubject): ActionOffer[] {
  const found = generator.code?.methods.find(({ method }) => method.name === 'generate');
  if (!found || findMethod(cls, 'generate')) return [];
  const place = `${found.className} in ${found.file || (generator.pythonFile?.path ?? '')}`;
  const refusal = `${cls.name} inherits generate from ${place}: change it there, or give ${cls.name} one of its own.`;
  return [{ title, refusal, edits: () => undefined }];
}

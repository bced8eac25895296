import { checksumSource, mixinEdits, type ChecksumSource } from '../edits/generators/checksumMixin';
import { isGeneratorClass } from '../edits/generators/classSubject';
import { headerColon } from '../edits/python/findCode';
import type { Action } from './action';
import { classAt } from './subject';

/** Gives a generator the method that hashes what it saved: a mixin of the project where there is one (guide, step 2). */
export const action: Action = {
  id: 'addChecksumMixin',
  offers(target) {
    const subject = classAt(target);
    if (!subject || !isGeneratorClass(subject)) return [];
    if (headerColon(subject.file.text, subject.cls.nameSpan.end) === undefined) return [];
    const source = checksumSource(subject);
    if (source.from === 'class') return [];
    return [
      {
        title: titleOf(source, subject.cls.name),
        edits: () => mixinEdits({ subject, form: 'content', attribute: 'checksum' }),
      },
    ];
  },
};

function titleOf(source: Exclude<ChecksumSource, { from: 'class' }>, className: string): string {
  if (source.from === 'mixin') return `Add ${source.name} of ${source.file} to ${className}`;
  return source.file === undefined
    ? `Add a checksum mixin to ${className}, in this file`
    : `Add a checksum mixin to ${className}, in ${source.file}`;
}

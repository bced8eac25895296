import { fileStart } from './filePlaces';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'file-too-large',
  catalogue: 'SIZE',
  title: 'A file is too large to be checked',
  severity: 'information',
  // Shown in every profile: nothing else says why this file has no findings.
  recommended: true,
  evidence: 'file',
  docs: `Files above the size of the setting \`infrahubCascade.maxFileSizeKb\` are not read: neither findings nor completions take
notice of what is in them. Split the file, or raise the setting.`,
  appliesTo: 'file',
  check(file, { report }) {
    if (file.content.kind !== 'tooLarge') return;
    if (['other', 'parked', 'python', 'query'].includes(file.facts.role)) return;
    const size = `${Math.ceil(file.content.size / 1024)} kB`;
    report({
      at: fileStart(file),
      message: `This file is not checked: with ${size} it is larger than the setting infrahubCascade.maxFileSizeKb allows.`,
    });
  },
});

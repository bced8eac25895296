import { defineRule } from './rule';

export const rule = defineRule({
  id: 'second-config-file',
  catalogue: 'CFG25',
  title: 'Both .infrahub.yml and .infrahub.yaml exist',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `The tools look for \`.infrahub.yml\` first; \`.infrahub.yaml\` is read only where the first is missing (recorded from
the SDK: repositories/cfg25-both-files is accepted although its \`.infrahub.yaml\` is broken). Move what is needed to
\`.infrahub.yml\` and delete the other file; the quick fix deletes it, and \`--fix\` never does.`,
  appliesTo: 'file',
  check(file, { project, report }) {
    if (file.facts.role !== 'config' || file.uri === project.configUri) return;
    const end = file.text.search(/\r?\n|$/);
    report({
      at: { part: { uri: file.uri, start: 0 }, range: { start: 0, end } },
      message:
        'Infrahub does not read this file: .infrahub.yml beside it comes first. Move what you need, then delete it.',
      tags: ['unnecessary'],
      fixes: () => [{ title: `Delete ${file.path}`, safe: false, edits: [{ deletePath: file.path }] }],
    });
  },
});

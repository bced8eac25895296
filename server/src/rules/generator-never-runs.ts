import { placeOf } from '../model/named';
import type { Edit } from '../edits/edit';
import type { YamlChunk } from '../syntax/yaml/yamlFile';
import { keyText } from '../syntax/yaml/access';
import { defineRule } from './rule';
import { replaceValue } from '../edits/yamlEdits';

export const rule = defineRule({
  id: 'generator-never-runs',
  catalogue: 'CFG17',
  title: 'Nothing in the files starts a generator',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `Both \`execute_in_proposed_change\` and \`execute_after_merge\` are false, and neither a rule nor the code of another
generator starts it, nor an action of the server where one is known: it only runs when somebody starts it by hand (facts 3, 10.8). That may be meant, or a rule and an
action are missing.`,
  appliesTo: 'generator',
  check({ name, entry, executeInProposedChange, executeAfterMerge }, { project, report }) {
    if (!name || executeInProposedChange || executeAfterMerge || project.hidesObjects) return;
    // Inactive rules, actions without rules and actions of unknown generators are reported for themselves.
    const known = new Set(project.generators.map((generator) => generator.name));
    const started = project.triggers.actions.some(
      ({ kind, generator }) =>
        kind === 'CoreGeneratorAction' && (generator?.value === name.value || !known.has(generator?.value ?? '')),
    );
    // A rule for an action of the server may be there, or come.
    if (started || project.server?.startedGenerators().has(name.value)) return;
    const dispatches = project.generators.flatMap(({ code }) => code?.dispatches ?? []);
    if (dispatches.some(({ generator }) => generator === undefined || generator === name.value)) return;
    report({
      at: placeOf(entry.chunk, name),
      message:
        `Nothing in the files starts ${name.value}: no rule, no proposed change, no merge. It runs only by hand. ` +
        'Add an action and a rule for it, or let it run in proposed changes.',
      fixes: () => {
        const written = entry.node.entries.findLast((own) => keyText(own) === 'execute_in_proposed_change');
        if (!written) return [];
        const edit = replaceValue(entry.chunk, entry.node, written, true);
        const comment = ownComment(entry.chunk, edit.at.range.end);
        return [{ title: 'Run it in proposed changes', safe: false, edits: [edit, ...comment] }];
      },
    });
  },
});

/** The comment of our examples would say the opposite of the flag; any other is the author's. */
function ownComment(chunk: YamlChunk, from: number): Edit[] {
  const ours = 'started by events, not by CI';
  const line = /^[^\n]*/.exec(chunk.text.slice(from))?.[0] ?? '';
  const at = from + line.indexOf(ours);
  if (!new RegExp(`^[ \\t]*# ${ours}[ \\t\\r]*$`).test(line)) return [];
  return [
    { at: { part: chunk, range: { start: at, end: at + ours.length } }, newText: 'started by CI, not by events' },
  ];
}

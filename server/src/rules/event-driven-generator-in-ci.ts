import type { TextRange } from '../base/textRange';
import { placeOf } from '../model/named';
import type { GeneratorDefinition } from '../model/config/configFile';
import { entryField } from '../model/config/configFile';
import { listOf } from './cascade/steps';
import { defineRule, type Fix } from './rule';
import { objectPlace } from './triggers/parts';
import { ciFlagsNote, ciFlagsOff } from '../edits/ciFlags';

const flags = [
  { key: 'execute_in_proposed_change', when: 'in every proposed change' },
  { key: 'execute_after_merge', when: 'after every merge' },
] as const;

export const rule = defineRule({
  id: 'event-driven-generator-in-ci',
  catalogue: 'CFG16',
  title: 'A generator that rules start also runs in proposed changes or after merges',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `Both flags default to true (facts 10.8). A generator that a rule starts when the layer above signals then runs once
more for every target, in the proposed change and after the merge, in no order with the layers above (guide, step 5: set
both to false to avoid double runs). For a generator that no other generator signals, an entry point, it is a choice and an
information. Changing \`execute_after_merge\` changes the kind of the tracking group, so what earlier runs made is no longer
cleaned up (facts 1, 10.8): the fix is never applied by itself. *Keep CI here* silences the information.`,
  appliesTo: 'generator',
  check(definition, { project, report }) {
    const on = [definition.executeInProposedChange && flags[0], definition.executeAfterMerge && flags[1]].filter(
      (flag) => flag !== false,
    );
    const generator = project.generators.find((each) => each.definition.entry === definition.entry);
    const rules = generator && project.cascade.triggered.get(generator);
    if (on.length === 0 || !generator || !rules || !definition.name) return;
    const signalled = project.cascade.edges.find(
      ({ runs, write }) => runs === generator && write.generator !== generator,
    );
    const names = [...new Set(rules.flatMap((each) => each.name?.value ?? []))];
    const by = names.length > 3 ? `${names.length} rules` : `${names.length > 1 ? 'rules' : 'rule'} ${listOf(names)}`;
    const field = on.map(({ key }) => entryField(definition.entry, key)).find((each) => each !== undefined);
    report({
      at: placeOf(definition.entry.chunk, field ?? definition.name),
      message:
        `${generator.name} is started by ${by}, and also runs ${on.map(({ when }) => when).join(' and ')}` +
        `${field ? '' : ' by default'}, whether its rules ask for it or not. ` +
        `Set ${on.map(({ key }) => key).join(' and ')} to false unless that is meant.`,
      severity: signalled ? undefined : 'information',
      related: rules.slice(0, 5).map((each) => ({ at: objectPlace(each.item), message: `starts ${generator.name}` })),
      fixes: () => [turnOff(definition), ...(signalled ? [] : [keep(definition, field ?? definition.name)])],
    });
  },
});

function turnOff(definition: GeneratorDefinition): Fix {
  return { title: `Run on events only${ciFlagsNote(definition)}`, safe: false, edits: ciFlagsOff(definition) };
}

/** An entry point may well run in CI: then the finding is silenced where it stands. */
function keep({ entry: { chunk } }: GeneratorDefinition, at: { readonly range: TextRange } | undefined): Fix {
  const line = chunk.text.lastIndexOf('\n', (at?.range.start ?? 0) - 1) + 1;
  const indent = /^[ \t]*/.exec(chunk.text.slice(line))?.[0] ?? '';
  const newText = `${indent}# cascade-disable-next-line event-driven-generator-in-ci\n`;
  return {
    title: 'Keep CI here',
    safe: false,
    edits: [{ at: { part: chunk, range: { start: line, end: line } }, newText }],
  };
}

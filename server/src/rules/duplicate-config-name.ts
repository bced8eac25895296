import { groupBy } from '../base/groupBy';
import { countingSections } from '../model/config/configFile';
import { entryWord } from '../model/config/configWords';
import { placeOf } from '../model/named';
import { entryOf } from '../syntax/yaml/access';
import { freeName } from './config/edits';
import { defineRule, type Fix } from './rule';
import { replaceScalar } from '../edits/yamlEdits';

/** A finding lists no more of the others. */
const maxRelated = 10;

export const rule = defineRule({
  id: 'duplicate-config-name',
  catalogue: 'CFG05',
  title: 'Two entries of one section have the same name',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `\`generator_definitions | Value error, Found multiples element with the same names: ['g1']\`: Infrahub refuses the
whole file (facts 3). Names of different sections may be equal.

Renaming a definition that a server knows already makes a new one and leaves what it created without an owner (facts 1);
rename the entry that is new.`,
  appliesTo: 'config',
  check(config, { project, report }) {
    for (const section of countingSections(config)) {
      const known = project.configModel.rootKeys.find((each) => each.key === section.field.key);
      if (!known?.uniqueNames) continue;
      const named = section.entries.filter((entry) => entry.name !== undefined);
      const taken = named.flatMap((entry) => entry.name?.value ?? []);
      for (const [name, entries] of groupBy(named, (entry) => entry.name?.value ?? '')) {
        if (entries.length < 2) continue;
        const nearby = entries.slice(0, maxRelated + 1);
        for (const entry of entries) {
          const node = entryOf(entry.node, 'name')?.value;
          if (!node || !entry.name) continue;
          report({
            at: { part: entry.chunk, range: node.range },
            message: `Infrahub refuses the whole file: ${entries.length} entries of ${known.key} have the name '${name}'.`,
            related: nearby
              .filter((other) => other !== entry)
              .flatMap((other) =>
                other.name
                  ? [{ at: placeOf(other.chunk, other.name), message: `another ${entryWord(known.key)} ${name}` }]
                  : [],
              ),
            fixes: (): Fix[] => {
              const fresh = freeName(entry, taken);
              return [{ title: `Rename to '${fresh}'`, safe: false, edits: [replaceScalar(entry.chunk, node, fresh)] }];
            },
          });
        }
      }
    }
  },
});

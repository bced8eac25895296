import { hashesOf } from './cascade/hashes';
import { oncePerPlace } from './cascade/signalWrites';
import { pythonPlace } from './cascade/steps';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'checksum-of-ids-only',
  catalogue: 'GEN25',
  title: 'A checksum does not change with the values, or with the code',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `The guide's checksum hashes ids only (guide, step 2). Changing an attribute of every object that the
generator makes left it equal (facts 1f, observed), so the next layer does not run: values do not get through the
cascade. A hash of ids and values works: it was equal over unchanged runs and differed when a value did (facts 1h,
observed). With a constant such as \`GENERATOR_VERSION\` in it, a change of the code can be made to reach the next
layer too: a hint where that is missing.`,
  appliesTo: 'project',
  check(project, { report }) {
    const isNew = oncePerPlace();
    for (const generator of project.generators) {
      const { name } = generator;
      for (const hash of hashesOf(generator)) {
        const { path, nameRange, takes } = hash;
        if ((takes.content && takes.version) || !isNew(path, nameRange)) continue;
        report({
          at: pythonPlace(project, path, nameRange),
          message: takes.content
            ? `${hash.name} stays the same when only the code of ${name} changes, so the next layer does not run ` +
              'then. Hash ' +
              'a constant GENERATOR_VERSION too, and raise it with such a change.'
            : `${hash.name} hashes ids only: when a value changes and no object comes or goes, the checksum of ` +
              `${name} stays ` +
              'the same, and the next layer does not run. Hash the values of the objects too.',
          severity: takes.content ? 'hint' : undefined,
        });
      }
    }
  },
});

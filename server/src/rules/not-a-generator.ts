import { nearestNames } from '../base/nearest';
import type { PythonImport } from '../model/generators/facts';
import { classOf, classSections } from '../model/project/definitions';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import { pythonPlace } from './cascade/steps';
import { baseIs } from './config/pythonBases';
import { classStatement, generatorNames } from './python/classSyntax';
import { pythonFix, replacement } from './python/fixes';
import { importedFiles } from './python/importedFiles';
import { undefinedBases } from './python/undefinedBases';
import { defineRule } from './rule';

/** Where SDK 1.13 to 1.23 have `InfrahubGenerator` (tried with 1.13.5, 1.16.0, 1.19.0 and 1.23.2). */
const home = 'infrahub_sdk.generator';
/** So much of a name may be wrong to be a slip of it. */
const slipShare = 0.25;

export const rule = defineRule({
  id: 'not-a-generator',
  catalogue: 'GEN01',
  title: 'The class of a generator inherits from no generator, or from a name that is not there',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `A class that does not inherit from \`InfrahubGenerator\`, itself or through its bases, ends the import of the
repository and infrahubctl with \`The specified class Gen is not an Infrahub Generator\` (recorded from SDK 1.23.2 for
a base of another file). What one file shows by itself is said by class-not-found. A base that the file neither defines nor
imports ends the import with a \`NameError\`; \`InfrahubGenerator\` is in \`infrahub_sdk.generator\` only.

Silent when a base cannot be found or read.`,
  appliesTo: 'generatorClass',
  check(subject, { project, report }) {
    const { code } = subject;
    const statement = classStatement(project, code.file, code.name);
    for (const base of statement && !code.stub ? undefinedBases(project, code.file, statement) : []) {
      const [near] = base.near;
      report({
        at: pythonPlace(project, code.file, base.range),
        message:
          `${generatorNames(subject)} cannot run, and the import of the repository fails: ${code.name} inherits from ` +
          `${base.name}, which this file neither defines nor imports.${near === undefined ? '' : ` Did you mean ${near}?`}`,
        fixes: () =>
          base.near.map((name) =>
            replacement(project, { title: `Change to ${name}`, path: code.file, range: base.range, newText: name }),
          ),
      });
    }
    for (const { module, moduleRange: range } of misplacedImports(project, code.file)) {
      report({
        at: pythonPlace(project, code.file, range),
        message:
          `${generatorNames(subject)} cannot run, and the import of the repository fails: InfrahubGenerator is in ` +
          `${home}, not in ${module}.`,
        severity: 'warning',
        fixes: () => [replacement(project, { title: `Import from ${home}`, path: code.file, range, newText: home })],
      });
    }
    if (!statement || code.isGenerator || code.openBases.length > 0 || !isReadable(code.file, project)) return;
    const isPlain = statement.bases.every(({ form }) => form === 'positional') && statement.decorators.length === 0;
    if (!isPlain || subject.generators.some((generator) => isSaidAlready(generator, project))) return;
    const bases = statement.bases.length > 0 ? ', and neither does any of its bases' : '';
    report({
      at: pythonPlace(project, code.file, code.nameRange),
      message:
        `${generatorNames(subject)} cannot run, and the import of the repository fails: class ${code.name} does not ` +
        `inherit from InfrahubGenerator${bases}.`,
      fixes: () =>
        pythonFix(project, {
          title: 'Inherit from InfrahubGenerator',
          path: code.file,
          changes: [
            { change: 'import', module: 'infrahub_sdk.generator', level: 0, name: 'InfrahubGenerator' },
            { change: 'base', className: code.name, base: 'InfrahubGenerator' },
          ],
        }),
    });
  },
});

/** Imports of `InfrahubGenerator` from where no SDK has it; none where several imports give the name. */
function misplacedImports(project: Project, path: string): readonly PythonImport[] {
  const imports = project.fileAt(path)?.facts.python?.().imports ?? [];
  const found = imports.filter(({ name, level }) => name === 'InfrahubGenerator' && level === 0);
  if (found.length !== 1) return [];
  return found.filter(({ module }) => {
    const [sdk, part, ...more] = module.split('.');
    if (sdk !== 'infrahub_sdk' || more.length > 0) return false;
    return part === undefined || nearestNames(part, ['generator'], 1, slipShare).length > 0;
  });
}

/** No syntax error in any file that a base may come from. */
function isReadable(path: string, project: Project): boolean {
  return importedFiles(project, path).every((each) => {
    const facts = project.fileAt(each)?.facts.python?.();
    return facts !== undefined && facts.complete && !facts.broken;
  });
}

/** The entry of `.infrahub.yml` has a finding of class-not-found for it. */
function isSaidAlready({ definition }: Generator, project: Project): boolean {
  const found = classOf(project, definition.entry);
  const wanted = classSections['generator_definitions'];
  if (!found?.declared || !wanted) return false;
  return baseIs({ facts: found.facts, text: found.file.text }, found.declared, wanted) === 'no';
}

import { generatorDefinitions, type GeneratorDefinition } from '../model/config/configFile';
import { placeOf } from '../model/named';
import { maybeMisspelt } from './config/unknownSections';
import { isConfigBroken } from './hidden';
import { offeredNames } from '../model/project/serverKnowledge';
import { judgeMissing } from './openWorld';
import type { Action } from '../model/triggers/triggers';
import { defineRule, type RuleContext } from './rule';
import { changeTo } from './triggers/fixes';
import { isNodeId } from './triggers/parts';

export const rule = defineRule({
  id: 'unknown-generator',
  catalogue: 'TRG18',
  title: 'An action names a generator that is not defined',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `The action is not loaded: \`Unable to find the node no-such-generator / CoreGeneratorDefinition in the database.\`, and the
import of the repository fails (facts 2 and 3). An action names the \`name\` of an entry of \`generator_definitions\`, not its
class, file or query. Another repository of the same Infrahub may define generators too, so only what nearly equals a
defined name, or names a class, file or query of one, is an error; else it is one information per file. Where a server is
known (connected, or by a snapshot), its definitions count beside those of the file, and what neither has is
an error where no other repository is open.`,
  appliesTo: 'project',
  check(project, context) {
    if (maybeMisspelt(project, 'generator_definitions')) return;
    // Behind a syntax error names are hidden, or new.
    if (isConfigBroken(project)) return;
    const definitions = generatorDefinitions(project.readableConfig);
    for (const each of project.triggers.actions) checkAction(each, definitions, context);
  },
});

function checkAction(
  { item, kind, generator }: Action,
  definitions: readonly GeneratorDefinition[],
  { project, report }: RuleContext,
): void {
  if (kind !== 'CoreGeneratorAction' || !generator || isNodeId(generator.value)) return;
  const names = definitions.flatMap((definition) => definition.name?.value ?? []);
  const server = project.server?.definitions();
  if (names.includes(generator.value) || server?.has(generator.value)) return;
  const instead = definitions.flatMap((definition) => usedInstead(definition, generator.value) ?? []);
  const meant = instead.flatMap(({ name }) => name);
  const slip = judgeMissing({
    name: generator.value,
    known: [...names, ...offeredNames(server)],
    complete: false,
    severity: 'error',
  });
  const isSlip = slip.severity === 'error';
  const isCertain = instead.length > 0 || (server !== undefined && project.objectsComplete);
  const judged = isCertain && !isSlip ? { ...slip, severity: 'error' as const, oncePerFile: false } : slip;
  const at = placeOf(item.chunk, generator);
  const elsewhere =
    server && project.server && project.objectsComplete
      ? `, neither in .infrahub.yml nor on ${project.server.phrase}`
      : '';
  const what = instead[0] && !isSlip ? ` That is the ${instead[0].what} of '${instead[0].name}'.` : judged.question;
  report({
    at,
    message:
      judged.severity === 'error'
        ? `The server refuses this action: no generator is called '${generator.value}'${elsewhere}.${what}`
        : `.infrahub.yml defines no generator '${generator.value}'. If no other repository does, the server refuses this action.`,
    severity: judged.severity,
    oncePerFile: judged.oncePerFile,
    fixes: () => changeTo(item, at, [...new Set(isSlip ? judged.suggestions : [...meant, ...judged.suggestions])]),
  });
}

/** What of the definition the text names in place of its name. */
function usedInstead(definition: GeneratorDefinition, text: string): { name: string; what: string } | undefined {
  const name = definition.name?.value;
  if (name === undefined) return undefined;
  const file = definition.filePath?.value;
  const base = file?.slice(file.lastIndexOf('/') + 1);
  if (definition.classNameField && definition.className === text) return { name, what: 'class' };
  if (text === file || text === base || text === base?.replace(/\.py$/, '')) return { name, what: 'file' };
  return definition.query?.value === text ? { name, what: 'query' } : undefined;
}

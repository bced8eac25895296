import { nearestNames } from '../base/nearest';
import { entriesOf, entryField, entryText, parametersOf, type ConfigEntry } from '../model/config/configFile';
import { entryLabel } from '../model/config/configWords';
import { placeOf } from '../model/named';
import { operationOf } from '../model/project/definitions';
import type { Project } from '../model/project/project';
import { addToSection, likelyValue, usualPath } from './config/edits';
import { giveParameters, neededParameters } from './config/neededParameters';
import { entriesAt } from './config/registration';
import { maybeMisspelt } from './config/unknownSections';
import { isConfigBroken } from './hidden';
import { defineRule, type Fix } from './rule';
import type { PlacedEdit } from '../edits/edit';
import { replaceScalar } from '../edits/yamlEdits';

const transformSections = ['jinja2_transforms', 'python_transforms'];

export const rule = defineRule({
  id: 'unknown-transformation',
  catalogue: 'CFG08',
  title: 'An artifact names a transformation that the file does not define',
  severity: 'warning',
  recommended: true,
  evidence: 'file',
  docs: `An artifact is made by an entry of \`jinja2_transforms\` or \`python_transforms\`; it is found by the entry's name.
The relationship is mandatory on the server, so an import with a name that does not exist fails as it does for queries
and groups (facts 3). Only a warning, because another repository may bring the transformation.`,
  appliesTo: 'configEntry',
  check(entry, { project, report }) {
    if (entry.section !== 'artifact_definitions') return;
    const transformation = entryText(entry, 'transformation');
    const node = entryField(entry, 'transformation')?.node;
    const config = project.config;
    if (!transformation || !node || !config) return;
    const name = transformation.value;
    const known = transformSections.flatMap((section) =>
      entriesOf(config, section).flatMap((each) => each.name?.value ?? []),
    );
    if (known.includes(name) || isConfigBroken(project)) return;
    if (transformSections.some((section) => maybeMisspelt(project, section))) return;
    const names = nearestNames(name, known);
    const question = names[0] === undefined ? '' : ` Did you mean '${names[0]}'?`;
    report({
      at: placeOf(entry.chunk, transformation),
      message:
        `Nothing makes ${entryLabel(entry)}: no Jinja2 or Python transform of this file is called '${name}', and the ` +
        `import fails unless another repository brings it.${question}`,
      fixes: () => {
        const usual = usualPath(project, 'jinja2_transforms', name);
        const there = project.lookUp(usual);
        const path = there?.kind === 'otherCase' ? there.path : usual;
        const holders = entriesAt(project, 'jinja2_transforms', path).flatMap((each) => each.name?.value ?? []);
        const query = queryFor(project, { ...entry, name: transformation });
        const data = { name, query, template_path: path };
        const added = holders.length > 0 ? undefined : addToSection(config, 'jinja2_transforms', data);
        const stub: Fix[] = added
          ? [
              {
                title: `Add Jinja2 transform '${name}' (${path})`,
                safe: false,
                edits: [
                  ...givenBesides(project, name, query),
                  added,
                  ...(there ? [] : [{ createPath: path, text: '' }]),
                ],
              },
            ]
          : [];
        return [
          ...[...new Set([...names, ...holders])].map((each): Fix => {
            return { title: `Change to '${each}'`, safe: false, edits: [replaceScalar(entry.chunk, node, each)] };
          }),
          ...stub,
        ];
      },
    });
  },
});

/** The query for a transform of the artifact: one that its parameters fill, what is named most like it first. */
function queryFor(project: Project, entry: ConfigEntry): string {
  const names = entriesOf(project.config, 'queries').flatMap(({ name }) => name?.value ?? []);
  const value = likelyValue(project, entry, { key: 'query', type: 'string', required: true });
  const likely = names.find((name) => name === value) ?? entry.name?.value ?? '';
  const given = parametersOf(entry).map(({ variable }) => variable.value);
  const variablesOf = (query: string) => operationOf(project, query)?.operation.variables;
  const takesAll = (query: string): boolean => {
    const variables = variablesOf(query);
    return given.every((name) => variables?.some((each) => each.name === name) !== false);
  };
  const isFilled = (query: string): boolean =>
    takesAll(query) && variablesOf(query)?.some((each) => each.required && !given.includes(each.name)) !== true;
  const all = [likely, ...names];
  return all.find(isFilled) ?? all.find(takesAll) ?? likely;
}

/** What the artifacts of the new transform have to give besides, so that its query can run. */
function givenBesides(project: Project, transformation: string, query: string): PlacedEdit[] {
  const variables = operationOf(project, query)?.operation.variables ?? [];
  return entriesOf(project.config, 'artifact_definitions').flatMap((entry) => {
    const needed = neededParameters(entry, variables);
    const isOfIt = entryText(entry, 'transformation')?.value === transformation;
    return isOfIt && needed.length > 0 ? [giveParameters(project, entry, needed)] : [];
  });
}

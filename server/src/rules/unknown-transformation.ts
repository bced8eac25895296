import { nearestNames } from '../base/nearest';
import {
  entriesOf,
  entryField,
  entryText,
  normalPath,
  parametersOf,
  type ConfigEntry,
} from '../model/config/configFile';
import { entryLabel } from '../model/config/configWords';
import { placeOf } from '../model/named';
import { operationOf } from '../model/project/definitions';
import type { Project } from '../model/project/project';
import { addToSection, endingsOf, isPlain, likelyValue, stemOf, usualPath } from './config/edits';
import { giveParameters, neededParameters } from './config/neededParameters';
import { entriesAt, freeEntryName, namesFor } from './config/registration';
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
    const template = templateMeant(project, name);
    const near = nearestNames(template === undefined ? name : stemOf(template), known);
    const names = [...new Set([...(template === undefined ? [] : namesAt(project, template)), ...near])];
    const question = names[0] === undefined ? '' : ` Did you mean '${names[0]}'?`;
    report({
      at: placeOf(entry.chunk, transformation),
      message:
        `Nothing makes ${entryLabel(entry)}: no Jinja2 or Python transform of this file is called '${name}', and the ` +
        `import fails unless another repository brings it.${question}`,
      fixes: () => {
        const use = (newName: string): PlacedEdit => replaceScalar(entry.chunk, node, newName);
        const usual = template ?? usualPath(project, 'jinja2_transforms', name);
        const there = project.lookUp(usual);
        const path = there?.kind === 'otherCase' ? there.path : usual;
        const holders = namesAt(project, path);
        const changes = [...new Set([...names, ...holders])].map((each): Fix => {
          return { title: `Change to '${each}'`, safe: false, edits: [use(each)] };
        });
        if (holders.length > 0 || name === '') return changes;
        const own = template === undefined ? name : freeEntryName(config, 'jinja2_transforms', namesFor(path));
        const query = queryFor(project, { ...entry, name: { ...transformation, value: own } });
        const added = addToSection(config, 'jinja2_transforms', { name: own, query, template_path: path });
        if (!added) return changes;
        const title = `Add Jinja2 transform '${own}' (${path})${own === name ? '' : ' and use it'}`;
        const edits = [
          ...givenBesides(project, name, query),
          ...(own === name ? [] : [use(own)]),
          added,
          ...(there ? [] : [{ createPath: path, text: '' }]),
        ];
        return [...changes, { title, safe: false, edits }];
      },
    });
  },
});

/** The path of the template that stands in place of a transform's name; undefined when that does not end like one. */
function templateMeant(project: Project, text: string): string | undefined {
  const plain = text.replaceAll('\\', '/');
  if (!endingsOf('jinja2_transforms').some((ending) => plain.endsWith(ending))) return undefined;
  const written = normalPath(plain).replace(/^(?:\.{0,2}\/)+/, '');
  const there = [...project.allPaths()].find((path) => path === written || path.endsWith(`/${written}`));
  if (there !== undefined) return there;
  return written.includes('/') && isPlain(plain) ? written : usualPath(project, 'jinja2_transforms', stemOf(written));
}

/** The names of the transforms that have a template. */
function namesAt(project: Project, path: string): string[] {
  return entriesAt(project, 'jinja2_transforms', path).flatMap((each) => each.name?.value ?? []);
}

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

import type { Place } from '../base/place';
import { entriesOf, entryText, normalPath, pathsOf } from '../model/config/configFile';
import { entryWord } from '../model/config/configWords';
import { classSections } from '../model/project/definitions';
import type { Project, ProjectFile } from '../model/project/project';
import { addToSection, likelyValue, stemOf } from './config/edits';
import { baseIs } from './config/pythonBases';
import { hasUnknownSection } from './config/unknownSections';
import { isConfigBroken } from './hidden';
import { isUnusedTemplate, sectionForUnlisted } from './config/unlistedFile';
import { defineRule, type Fix, type RuleContext } from './rule';
import type { YamlData } from '../edits/yamlText';

export const rule = defineRule({
  id: 'unregistered-file',
  catalogue: 'CFG21',
  title: 'A query, class, template, schema or menu that .infrahub.yml does not name',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `Infrahub reads what \`.infrahub.yml\` names and nothing else. A GraphQL file that no section names is not known to
the server, and a generator, check or transform without an entry never runs. Neither does it render a Jinja2 template
that no transform names, or load a schema or menu that no path covers.

Files of tests, and classes that others inherit from, are left out. A template is judged beside registered ones only,
and not where Python may render it; schemas and menus only where the repository registers some.`,
  appliesTo: 'file',
  check(file, { project, report }) {
    if (!project.readableConfig?.root || hasUnknownSection(project) || isTest(file.path)) return;
    // What cannot be read may name it.
    if (isConfigBroken(project)) return;
    if (file.facts.role === 'query') checkQuery(file, { project, report });
    if (file.facts.role === 'python') checkClasses(file, { project, report });
    if (file.facts.role === 'other') checkUnread(file, { project, report });
  },
});

type Context = Pick<RuleContext, 'project' | 'report'>;

function checkQuery(file: ProjectFile, { project, report }: Context): void {
  const listed = ['queries', 'graphql_fragments'].flatMap((section) => entryPaths(project, section));
  if (listed.some((path) => path === file.path || file.path.startsWith(`${path}/`))) return;
  const facts = file.facts.query?.();
  const operation = facts?.operations[0];
  if (!facts || facts.syntaxError || facts.operations.length !== 1 || operation?.type !== 'query') return;
  // What a test or a script sends itself need not be registered.
  if (isNamedInPython(project, file.path)) return;
  report({
    at: {
      part: { uri: file.uri, start: 0 },
      range: operation.nameRange ?? { start: operation.range.start, end: operation.range.start + 1 },
    },
    message: 'Infrahub does not know this query: no entry of .infrahub.yml names this file.',
    fixes: () => add(project, 'queries', { name: operation.name ?? stemOf(file.path), file_path: file.path }),
  });
}

function checkClasses(file: ProjectFile, { project, report }: Context): void {
  if (!/\bInfrahub(?:Generator|Check|Transform)\b/.test(file.text)) return;
  const facts = file.facts.python?.();
  if (!facts || facts.broken) return;
  const source = { facts, text: file.text };
  for (const declared of facts.classes) {
    const section = Object.keys(classSections).find((key) => {
      const wanted = classSections[key];
      return wanted && baseIs(source, declared, wanted) === 'yes';
    });
    if (section === undefined || declared.stub || isRegistered(project, declared.name)) continue;
    if (isBaseOfOthers(project, declared.name)) continue;
    report({
      at: { part: { uri: file.uri, start: 0 }, range: declared.nameRange },
      message: `${declared.name} never runs: no ${entryWord(section)} in .infrahub.yml names it.`,
      fixes: () =>
        registerWithName(project, section, { file_path: file.path, class_name: declared.name }, declared.name),
    });
  }
}

/** Templates, schemas and menus: what no section names is known by its text only. */
function checkUnread(file: ProjectFile, { project, report }: Context): void {
  if (isUnusedTemplate(project, file)) {
    report({
      at: firstLine(file, /\S.*$/m),
      message: 'Nothing renders this template: no Jinja2 transform of .infrahub.yml names it.',
      fixes: () => registerWithName(project, 'jinja2_transforms', { template_path: file.path }),
    });
    return;
  }
  const section = sectionForUnlisted(project, file);
  if (section === undefined || pathsOf(project.readableConfig, section).length === 0) return;
  report({
    at: firstLine(file, section === 'schemas' ? /(?<=^version\s*:\s*)\S.*$/m : /\bMenu\b/),
    message: `Infrahub does not load this file with the repository: no path under ${section} in .infrahub.yml covers it.`,
    fixes: () => add(project, section, file.path),
  });
}

/** The line that tells what the file is. */
function firstLine({ uri, text }: ProjectFile, wanted: RegExp): Place {
  const found = wanted.exec(text);
  const start = found?.index ?? 0;
  return { part: { uri, start: 0 }, range: { start, end: start + (found?.[0].trimEnd().length ?? 0) } };
}

function isRegistered(project: Project, className: string): boolean {
  return Object.entries(classSections).some(([section, { defaultName }]) =>
    entriesOf(project.readableConfig, section).some((entry) => {
      // Also under another path: a file may import the class that its entry names.
      return (entryText(entry, 'class_name')?.value ?? defaultName) === className;
    }),
  );
}

function isBaseOfOthers(project: Project, name: string): boolean {
  const base = new RegExp(String.raw`^\s*class\s+\w+\s*\([^)]*\b${name}\b`, 'm');
  return [...project.allFiles()].some((file) => file.facts.role === 'python' && base.test(file.text));
}

function isNamedInPython(project: Project, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return [...project.allFiles()].some((file) => file.facts.role === 'python' && file.text.includes(name));
}

function isTest(path: string): boolean {
  return /(?:^|\/)(?:tests?|\.[^/]+)\/|(?:^|\/)(?:test_[^/]*|conftest|[^/]*_test)\.\w+$/.test(path);
}

function entryPaths(project: Project, section: string): string[] {
  return entriesOf(project.readableConfig, section).flatMap((entry) => {
    const path = entryText(entry, 'file_path');
    return path ? [normalPath(path.value)] : [];
  });
}

/** An entry with everything it must have, filled in with what is named most like it; `otherName`: if a name is taken. */
function registerWithName(
  project: Project,
  section: string,
  { class_name, ...paths }: Readonly<Record<string, string>>,
  otherName?: string,
): Fix[] {
  const config = project.config;
  const keys = project.configModel.rootKeys.find((each) => each.key === section);
  const [path] = Object.values(paths);
  if (!config || !keys || keys.element === 'path' || path === undefined) return [];
  const taken = entriesOf(config, section).flatMap((entry) => entry.name?.value ?? []);
  const stem = stemOf(path);
  const name = taken.includes(stem) ? otherName : stem;
  if (name === undefined || taken.includes(name)) return [];
  const blank = { type: 'map' as const, range: { start: 0, end: 0 }, entries: [], flow: false };
  const entry = { section, chunk: config.chunk, node: blank, name: { value: name, range: blank.range } };
  const required = keys.element.keys.filter((key) => key.required && key.key !== 'name' && !(key.key in paths));
  const rest = Object.fromEntries(required.map((key) => [key.key, likelyValue(project, entry, key)]));
  return add(project, section, { name, ...paths, ...rest, ...(class_name === undefined ? {} : { class_name }) });
}

function add(project: Project, section: string, data: YamlData): Fix[] {
  const edit = project.config && addToSection(project.config, section, data);
  return edit ? [{ title: `Add to ${section} of .infrahub.yml`, safe: false, edits: [edit] }] : [];
}

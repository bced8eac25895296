import { entriesOf, entryText, normalPath } from '../model/config/configFile';
import { entryWord } from '../model/config/configWords';
import { classSections } from '../model/project/definitions';
import type { Project, ProjectFile } from '../model/project/project';
import { addToSection, likelyValue, stemOf } from './config/edits';
import { baseIs } from './config/pythonBases';
import { defineRule, type Fix, type RuleContext } from './rule';
import type { YamlDataMap } from '../edits/yamlText';

export const rule = defineRule({
  id: 'unregistered-file',
  catalogue: 'CFG21',
  title: 'A query, generator, check or transform that .infrahub.yml does not name',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `Infrahub reads what \`.infrahub.yml\` names and nothing else. A GraphQL file that no section names is not known to
the server, and a generator, check or transform without an entry never runs.

Files of tests, and classes that others inherit from, are left out.`,
  appliesTo: 'file',
  check(file, { project, report }) {
    if (!project.readableConfig?.root || isTest(file.path)) return;
    if (file.facts.role === 'query') checkQuery(file, { project, report });
    if (file.facts.role === 'python') checkClasses(file, { project, report });
  },
});

type Context = Pick<RuleContext, 'project' | 'report'>;

function checkQuery(file: ProjectFile, { project, report }: Context): void {
  const listed = ['queries', 'graphql_fragments'].flatMap((section) => pathsOf(project, section));
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
      fixes: () => registerClass(project, section, { path: file.path, className: declared.name }),
    });
  }
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

function pathsOf(project: Project, section: string): string[] {
  return entriesOf(project.readableConfig, section).flatMap((entry) => {
    const path = entryText(entry, 'file_path');
    return path ? [normalPath(path.value)] : [];
  });
}

/** An entry with everything it must have, filled in with what is named most like it. */
function registerClass(
  project: Project,
  section: string,
  { path, className }: { readonly path: string; readonly className: string },
): Fix[] {
  const config = project.config;
  const keys = project.configModel.rootKeys.find((each) => each.key === section);
  if (!config || !keys || keys.element === 'path') return [];
  const taken = entriesOf(config, section).flatMap((entry) => entry.name?.value ?? []);
  const stem = stemOf(path);
  const name = taken.includes(stem) ? className : stem;
  if (taken.includes(name)) return [];
  const blank = { type: 'map' as const, range: { start: 0, end: 0 }, entries: [], flow: false };
  const entry = { section, chunk: config.chunk, node: blank, name: { value: name, range: blank.range } };
  const required = keys.element.keys.filter((key) => key.required && key.key !== 'name' && key.key !== 'file_path');
  const rest = Object.fromEntries(required.map((key) => [key.key, likelyValue(project, entry, key)]));
  return add(project, section, { name, file_path: path, ...rest, class_name: className });
}

function add(project: Project, section: string, data: YamlDataMap): Fix[] {
  const edit = project.config && addToSection(project.config, section, data);
  return edit ? [{ title: `Add to ${section} of .infrahub.yml`, safe: false, edits: [edit] }] : [];
}

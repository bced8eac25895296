import type { Place } from '../base/place';
import { entriesOf, entryText, pathsOf, type ConfigEntry } from '../model/config/configFile';
import { entryWord } from '../model/config/configWords';
import { classSections } from '../model/project/definitions';
import { placeOf } from '../model/named';
import type { Project, ProjectFile } from '../model/project/project';
import { triggerKinds } from '../model/triggers/triggers';
import { addToSection, stemOf } from './config/edits';
import { likelyValues } from './config/likelyEntry';
import { baseIs } from './config/pythonBases';
import { onlyQuery } from './config/holders';
import { changeLostPaths, lostPathsFor, lostPathWords, type LostPath } from './config/lostPaths';
import { freeEntryName, leadsTo, namesFor } from './config/registration';
import { hasUnknownSection } from './config/unknownSections';
import { isConfigBroken } from './hidden';
import { isUnusedTemplate, sectionForUnlisted } from './config/unlistedFile';
import { defineRule, type Fix, type RuleContext } from './rule';
import { isSidePath } from './sidePaths';
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
that no transform names, or load a schema, menu or trigger file that no path covers.

Files of tests, and classes that others inherit from, are left out. A template is judged beside registered ones only,
and not where Python may render it; schemas, menus and trigger files only where the repository registers others of their section.
Some load trigger files by hand, with \`infrahubctl object load\`: then the finding only says that the import does not.`,
  appliesTo: 'file',
  check(file, { project, report }) {
    if (!project.readableConfig?.root || hasUnknownSection(project) || isTest(file.path)) return;
    // What cannot be read may name it.
    if (isConfigBroken(project)) return;
    if (file.facts.role === 'query') checkQuery(file, { project, report });
    if (file.facts.role === 'python') checkClasses(file, { project, report });
    if (file.facts.role === 'object') checkTriggers(file, { project, report });
    if (file.facts.role === 'other') checkUnread(file, { project, report });
  },
});

type Context = Pick<RuleContext, 'project' | 'report'>;

function checkQuery(file: ProjectFile, { project, report }: Context): void {
  const listed = entryPaths(project, 'queries');
  // Nearly all are spelt plainly; where the others lead takes longer to find out.
  if (listed.includes(file.path) || listed.some((path) => leadsTo(project, path, file.path, 'file'))) return;
  const fragments = entryPaths(project, 'graphql_fragments');
  if (fragments.some((path) => leadsTo(project, path, file.path, 'fileOrFolder'))) return;
  const operation = onlyQuery(file.facts.query?.());
  if (!operation) return;
  // What a test or a script sends itself need not be registered.
  if (isNamedInPython(project, file.path)) return;
  const added: NewEntry = { section: 'queries', paths: { file_path: file.path }, own: operation.name };
  report({
    at: {
      part: { uri: file.uri, start: 0 },
      range: operation.nameRange ?? { start: operation.range.start, end: operation.range.start + 1 },
    },
    message: `Infrahub does not know this query: ${whyNot(project, added, 'no entry of .infrahub.yml names this file')}.`,
    fixes: () => register(project, added),
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
      fixes: () => registerClass(project, section, file.path, declared.name),
    });
  }
}

/** Templates, schemas and menus: what no section names is known by its text only. */
function checkUnread(file: ProjectFile, { project, report }: Context): void {
  if (isUnusedTemplate(project, file)) {
    const added: NewEntry = { section: 'jinja2_transforms', paths: { template_path: file.path } };
    report({
      at: firstLine(file, /\S.*$/m),
      message: `Nothing renders this template: ${whyNot(project, added, 'no Jinja2 transform of .infrahub.yml names it')}.`,
      fixes: () => register(project, added),
    });
    return;
  }
  const section = sectionForUnlisted(project, file);
  if (section === undefined || pathsOf(project.readableConfig, section).length === 0) return;
  report({
    at: firstLine(file, section === 'schemas' ? /(?<=^version\s*:\s*)\S.*$/m : /\bMenu\b/),
    message: `Infrahub does not load this file with the repository: no path under ${section} in .infrahub.yml covers it.`,
    fixes: () => registerPath(project, section, file.path),
  });
}

/** Rules and actions that an import leaves out although it loads other objects. */
function checkTriggers(file: ProjectFile, { project, report }: Context): void {
  const paths = pathsOf(project.readableConfig, 'objects').map(({ value }) => value);
  if (paths.length === 0 || isSidePath(file.path) || project.isIgnored(file.path)) return;
  const first = file.facts.documents?.find(
    ({ kind, items }) => kind && triggerKinds.includes(kind.value) && items.length > 0,
  );
  if (!first?.kind || paths.some((path) => leadsTo(project, path, file.path, 'fileOrFolder'))) return;
  report({
    at: placeOf(first.chunk, first.kind),
    message:
      'Infrahub does not load this file with the repository: no path under objects in .infrahub.yml covers it. ' +
      'Until somebody loads it, its rules and actions do not exist on the server.',
    fixes: () => registerPath(project, 'objects', file.path),
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
  return entriesOf(project.readableConfig, section).flatMap((entry) => entryText(entry, 'file_path')?.value ?? []);
}

/** An entry that `.infrahub.yml` lacks. */
interface NewEntry {
  readonly section: string;
  readonly paths: Readonly<Record<string, string>>;
  /** What it is called best, if not like its file. */
  readonly own?: string | undefined;
}

function lostFor(project: Project, { section, paths, own }: NewEntry): LostPath[] {
  const path = Object.values(paths)[0] ?? '';
  return lostPathsFor(project, section, { path, names: namesFor(path, own) });
}

/** The entry that was meant for the file, where there is one. */
function whyNot(project: Project, entry: NewEntry, otherwise: string): string {
  const lost = lostFor(project, entry).find(({ isCertain }) => isCertain);
  return lost ? lostPathWords(lost) : otherwise;
}

/** Mends the entry that was meant for the file, or adds one; a name is never written twice. */
function register(project: Project, entry: NewEntry): Fix[] {
  const { section, paths, own } = entry;
  const lost = lostFor(project, entry);
  const certain = lost.filter(({ isCertain }) => isCertain);
  const names = namesFor(Object.values(paths)[0] ?? '', own);
  const holder = entriesOf(project.config, section).find(({ name }) => name?.value === names[0]);
  // What has the name and leads nowhere is mended, not passed by.
  const isForIt = holder !== undefined && certain.some((each) => each.entry === holder);
  const isUnfinished = holder !== undefined && pathsIn(holder, paths).length === 0;
  const isSpelt = certain.some(({ wanted, problem }) => problem.meant === wanted);
  const added = isForIt || isSpelt || isUnfinished ? [] : addEntry(project, section, { names, paths });
  return [
    ...changeLostPaths(project, certain),
    ...added,
    ...changeLostPaths(
      project,
      lost.filter(({ isCertain }) => !isCertain),
    ),
  ];
}

function pathsIn(entry: ConfigEntry, paths: Readonly<Record<string, string>>): string[] {
  return Object.keys(paths).flatMap((key) => entryText(entry, key)?.value ?? []);
}

function registerPath(project: Project, section: string, path: string): Fix[] {
  const lost = lostPathsFor(project, section, { path, names: [] });
  const isSpelt = lost.some(({ isCertain }) => isCertain);
  return [...changeLostPaths(project, lost), ...(isSpelt ? [] : add(project, section, path))];
}

function registerClass(project: Project, section: string, path: string, className: string): Fix[] {
  const names: [string, ...string[]] = [stemOf(path), className];
  return addEntry(project, section, { names, paths: { file_path: path }, rest: { class_name: className } });
}

interface EntryParts {
  readonly names: readonly [string, ...string[]];
  readonly paths: Readonly<Record<string, string>>;
  readonly rest?: Readonly<Record<string, string>>;
}

/** An entry of a free name with everything it must have, filled in with what is named most like it. */
function addEntry(project: Project, section: string, { names, paths, rest = {} }: EntryParts): Fix[] {
  const config = project.config;
  const keys = project.configModel.rootKeys.find((each) => each.key === section);
  if (!config || !keys || keys.element === 'path') return [];
  const name = freeEntryName(project.config, section, names);
  const blank = { type: 'map' as const, range: { start: 0, end: 0 }, entries: [], flow: false };
  const entry = { section, chunk: config.chunk, node: blank, name: { value: name, range: blank.range } };
  const required = keys.element.keys.filter((key) => key.required && key.key !== 'name' && !(key.key in paths));
  const filled = likelyValues(project, entry, { keys: required, given: { ...paths, ...rest } });
  const fixes = add(project, section, { name, ...paths, ...filled, ...rest });
  return name === names[0] ? fixes : fixes.map((fix) => ({ ...fix, title: `${fix.title} as ${name}` }));
}

function add(project: Project, section: string, data: YamlData): Fix[] {
  const edit = project.config && addToSection(project.config, section, data);
  return edit ? [{ title: `Add to ${section} of .infrahub.yml`, safe: false, edits: [edit] }] : [];
}

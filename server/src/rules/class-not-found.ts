import { nearestNames } from '../base/nearest';
import { entryField, entryText, type ConfigEntry } from '../model/config/configFile';
import { entryTitle } from '../model/config/configWords';
import { placeOf } from '../model/named';
import { classOf, classSections, type EntryClass } from '../model/project/definitions';
import { baseIs } from './config/pythonBases';
import { classText } from './config/stubFiles';
import { defineRule, type Fix } from './rule';
import { insertKeys, replaceScalar } from '../edits/yamlEdits';
import { entryOf } from '../syntax/yaml/access';

export const rule = defineRule({
  id: 'class-not-found',
  catalogue: 'CFG09',
  title: 'The class that an entry names is not in its file, or is of the wrong kind',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `Without \`class_name\` the class is called \`Generator\`, \`Check\` or \`Transform\`. A name that the file does not have
stops the import of the repository and infrahubctl: \`The specified class D3 was not found within the module\` (facts 3).
A class that does not inherit from the SDK's class ends with \`The specified class MakeRack is not an Infrahub
Generator\`, a function with \`issubclass() arg 1 must be a class\` (recorded from the SDK).

Nothing is said about files with syntax errors or star imports, names that are assigned or imported, and base classes
of other files.`,
  appliesTo: 'configEntry',
  check(entry, { project, report }) {
    const wanted = classSections[entry.section];
    const found = wanted && classOf(project, entry);
    if (!found || found.facts.broken || !found.facts.complete) return;
    const { className, declared, facts, file } = found;
    const source = { facts, text: file.text };
    const label = entryTitle(entry);
    const written = entryText(entry, 'class_name');
    const at = placeOf(entry.chunk, written ?? entryText(entry, 'file_path') ?? entry.node);
    if (declared) {
      if (
        facts.classes.filter((each) => each.name === className).length > 1 ||
        baseIs(source, declared, wanted) !== 'no'
      )
        return;
      report({
        at,
        message: `${label} cannot run: class ${className} in ${file.path} does not inherit from ${wanted.base}.`,
        related: [
          { at: { part: { uri: file.uri, start: 0 }, range: declared.nameRange }, message: `class ${className}` },
        ],
        fixes: () => fixesFor(entry, found),
      });
      return;
    }
    if (facts.functions.some((each) => each.name === className)) {
      const message = `${label} cannot run: ${className} in ${file.path} is a function, not a class.`;
      report({ at, message, fixes: () => fixesFor(entry, found) });
      return;
    }
    if (mayBeBound(found)) return;
    const names = candidates(entry, found);
    const what = written ? `no class ${className}` : `no class ${className}, which is looked for without class_name`;
    const question = names[0] === undefined ? '' : ` Did you mean ${names[0]}?`;
    report({
      at,
      message: `${label} cannot run, and the import fails: ${file.path} has ${what}.${question}`,
      fixes: () => fixesFor(entry, found),
    });
  },
});

/** True when the name may come from an import, an assignment or something the text does not show. */
function mayBeBound({ facts, file, className }: EntryClass): boolean {
  if (facts.imports.some((each) => each.binds === '*' || each.binds === className)) return true;
  if (/\b(?:globals|setattr|exec)\s*\(|\b__getattr__\b/.test(file.text)) return true;
  const name = className.replaceAll(/\W/g, '');
  return new RegExp(String.raw`^[^#\n"']*\b${name}\b[^=\n]*=(?!=)`, 'm').test(file.text);
}

/** Classes of the file that fit, the one written nearly like the name first. */
function candidates(entry: ConfigEntry, { facts, file, className }: EntryClass): string[] {
  const source = { facts, text: file.text };
  const wanted = classSections[entry.section];
  const fitting = facts.classes.filter((each) => wanted && baseIs(source, each, wanted) !== 'no');
  const sure = fitting.filter((each) => wanted && baseIs(source, each, wanted) === 'yes').map((each) => each.name);
  const all = fitting.map((each) => each.name).filter((name) => name !== className);
  const near = nearestNames(className, all);
  return [...new Set([...near, ...sure, ...all])].filter((name) => name !== className).slice(0, 5);
}

function fixesFor(entry: ConfigEntry, found: EntryClass): Fix[] {
  const node = entryField(entry, 'class_name')?.node;
  const renames = candidates(entry, found).map((name): Fix => {
    const edit = node
      ? replaceScalar(entry.chunk, node, name)
      : insertKeys({
          chunk: entry.chunk,
          map: entry.node,
          after: entryOf(entry.node, 'file_path'),
          entries: { class_name: name },
        });
    return { title: node ? `Change to ${name}` : `Add class_name: ${name}`, safe: false, edits: [edit] };
  });
  return [...renames, ...addClass(entry, found)];
}

/** The class at the end of the file, when the file has nothing of that name. */
function addClass({ section }: ConfigEntry, { file, facts, className, declared }: EntryClass): Fix[] {
  if (declared || facts.functions.some((each) => each.name === className)) return [];
  if (!/^[A-Za-z_]\w*$/.test(className)) return [];
  const end = file.text.length;
  const gap = end === 0 ? '' : file.text.endsWith('\n') ? '\n\n' : '\n\n\n';
  const at = { part: { uri: file.uri, start: 0 }, range: { start: end, end } };
  const wanted = classSections[section];
  const imported = facts.imports.find(({ module, name }) => module === wanted?.module && name === wanted?.base);
  const edits = [{ at, newText: gap + classText(section, className, imported?.binds) }];
  return [{ title: `Add class ${className} to ${file.path}`, safe: false, edits }];
}

import { entriesOf, entryText, type ConfigFile } from '../../model/config/configFile';
import { classSections } from '../../model/project/definitions';
import { stemOf } from './edits';
import type { Fix } from '../rule';

/** A fix that makes the file a path names, with as much in it as the section needs; none for folders and patterns. */
export function stubFor(
  config: ConfigFile,
  { named, section }: { readonly named: { readonly value: string }; readonly section: string },
): Fix[] {
  const path = plain(named.value);
  const text = stubText(config, section, path);
  if (text === undefined || !/^[\w@+][^\\*?[\]{}]*\.\w+$/.test(path)) return [];
  return [{ title: `Create ${path}`, safe: false, edits: [{ createPath: path, text }] }];
}

/** The path without a leading `./`. */
function plain(path: string): string {
  return path.replace(/^(?:\.\/)+/, '');
}

function stubText(config: ConfigFile, section: string, path: string): string | undefined {
  if (/\.(?:gql|graphql)$/.test(path)) {
    const name = stemOf(path).replaceAll(/\W/g, '_');
    return section === 'graphql_fragments'
      ? `fragment ${name} on CoreNode {\n  id\n}\n`
      : `query ${name} {\n  __typename\n}\n`;
  }
  if (path.endsWith('.py')) return classStub(config, section, path);
  if (section === 'objects') return '---\napiVersion: infrahub.app/v1\nkind: Object\nspec:\n  kind: \n  data: []\n';
  if (section === 'menus') return '---\napiVersion: infrahub.app/v1\nkind: Menu\nspec:\n  data: []\n';
  if (section === 'schemas') return '---\nversion: "1.0"\nnodes: []\n';
  return section === 'jinja2_transforms' ? '' : undefined;
}

/** The class that the entry of this path names, with the method that the SDK calls; nothing for a file that is only watched. */
function classStub(config: ConfigFile, section: string, path: string): string | undefined {
  const wanted = classSections[section];
  if (!wanted) return undefined;
  const entry = entriesOf(config, section).find((each) => plain(entryText(each, 'file_path')?.value ?? '') === path);
  return entry ? classText(section, entryText(entry, 'class_name')?.value ?? wanted.defaultName) : '';
}

/**
 * A class for an entry of the section; empty for sections without classes. `imported`: what the file calls the class of the
 * SDK; without it the import stands in front.
 */
export function classText(section: string, className: string, imported?: string): string {
  const wanted = classSections[section];
  if (!wanted) return '';
  const statement = imported === undefined ? `from ${wanted.module} import ${wanted.base}\n\n\n` : '';
  const head = `${statement}class ${className}(${imported ?? wanted.base}):\n`;
  switch (section) {
    case 'generator_definitions':
      return `${head}    async def generate(self, data: dict) -> None:\n        raise NotImplementedError\n`;
    case 'check_definitions':
      return `${head}    query = ""\n\n    def validate(self, data: dict) -> None:\n        raise NotImplementedError\n`;
    default:
      return `${head}    query = ""\n\n    async def transform(self, data: dict) -> dict:\n        raise NotImplementedError\n`;
  }
}

import type { Edit } from '../edits/edit';
import { insertItem, insertKeys, replaceValue } from '../edits/yamlEdits';
import { blockEntries } from '../edits/yamlText';
import type { KindModel } from '../model/kinds/kindModel';
import type { Project } from '../model/project/project';
import { hasSyntaxProblems } from '../model/project/fileFacts';
import { asList, asMap, entryOf, isNull, textOf, valueOf } from '../syntax/yaml/access';
import type { YamlEntry, YamlMap } from '../syntax/yaml/nodes';
import { rootMap, type YamlChunk } from '../syntax/yaml/yamlFile';
import { newFilePath, newLoadedFile } from './loadedFiles';

/** The generic that gives its heirs a signal, and the attribute. */
export interface SignalGeneric {
  readonly generic: string;
  readonly attribute: string;
}

const guideGeneric: SignalGeneric = { generic: 'GeneratorTarget', attribute: 'checksum' };

/**
 * The generic whose heirs can be signalled: the guide's (step 1), or one of the repository with a text attribute
 * `checksum`; the guide's is still to be made when there is none. Undefined when its name is taken by something else.
 */
export function signalGeneric(kinds: KindModel): SignalGeneric | undefined {
  const { generic, attribute } = guideGeneric;
  const hasChecksum = (name: string): boolean => {
    const found = kinds.attribute(name, attribute);
    return found !== undefined && found.kind.startsWith('Text') && !found.readOnly && found.computedBy === undefined;
  };
  if (hasChecksum(generic)) return guideGeneric;
  const own = kinds.generics().find((each) => each.origin === 'schema' && hasChecksum(each.kind));
  if (own) return { generic: own.kind, attribute };
  return kinds.get(generic) ? undefined : guideGeneric;
}

/** Edits that make the guide's generic; none when the repository has the generic, undefined when it cannot be written. */
export function genericEdits(project: Project, { generic, attribute }: SignalGeneric): Edit[] | undefined {
  if (project.kinds.get(generic)) return [];
  const [namespace, name] = /^([A-Z][a-z]+)(.+)$/.exec(generic)?.slice(1) ?? [];
  if (!namespace || !name) return undefined;
  const attributes = [
    { name: attribute, kind: 'Text', optional: true, description: 'Written by the upstream generator, never by hand' },
  ];
  const text = blockEntries(
    {
      generics: [
        {
          name,
          namespace,
          description: 'Anything an upstream generator can signal',
          include_in_menu: false,
          generate_profile: false,
          attributes,
        },
      ],
    },
    0,
  );
  const path = newFilePath(project, 'schemas', namespace.toLowerCase());
  return newLoadedFile(project, 'schemas', path, `---\nversion: "1.0"\n${text}\n`);
}

/**
 * Edits that make a kind inherit from a generic; none when it does, undefined when no schema file that can be edited
 * declares the kind.
 */
export function inheritEdits(project: Project, kind: string, generic: string): Edit[] | undefined {
  if (project.kinds.isA(kind, generic)) return [];
  const found = declarationOf(project, kind);
  if (!found) return undefined;
  const { chunk, map } = found;
  const entry = map.entries.findLast((own) => own.key?.source === 'inherit_from');
  if (!entry) {
    return [insertKeys({ chunk, map, after: lastHeadEntry(map), entries: { inherit_from: [generic] } })];
  }
  const last = asList(entry.value)?.items.findLast((item) => item !== undefined);
  if (!last && !isNull(entry.value) && !asList(entry.value)) return undefined;
  const edit = last ? insertItem(chunk, last, generic) : replaceValue(chunk, map, entry, [generic]);
  return edit && [edit];
}

/** True when a schema file of the repository declares the kind and can be edited. */
export function isDeclaredHere(project: Project, kind: string): boolean {
  return declarationOf(project, kind) !== undefined;
}

function declarationOf(project: Project, kind: string): { chunk: YamlChunk; map: YamlMap } | undefined {
  for (const { facts } of project.allFiles()) {
    if (facts.role !== 'schema' || hasSyntaxProblems(facts)) continue;
    for (const document of facts.yaml?.documents ?? []) {
      for (const item of asList(valueOf(rootMap(document), 'nodes'))?.items ?? []) {
        // An alias stands for text elsewhere, which others may share.
        const map = item?.type === 'map' ? asMap(item) : undefined;
        const name = `${textOf(valueOf(map, 'namespace')) ?? ''}${textOf(valueOf(map, 'name')) ?? ''}`;
        if (map && name === kind) return { chunk: document.head, map };
      }
    }
  }
  return undefined;
}

/** The last of the entries that say what the kind is, which stand before its members. */
function lastHeadEntry(map: YamlMap): YamlEntry | undefined {
  const heads = ['name', 'namespace', 'label', 'description', 'icon', 'menu_placement', 'include_in_menu', 'branch'];
  const entries = heads.flatMap((key) => entryOf(map, key) ?? []);
  return map.entries.findLast((entry) => entries.includes(entry));
}

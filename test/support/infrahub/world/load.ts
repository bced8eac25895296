import {
  generatorDefinitions,
  normalPath,
  entriesOf,
  entryText,
  pathsOf,
} from '../../../../server/src/model/config/configFile';
import type { ObjectItem } from '../../../../server/src/model/objects/objectFile';
import { fields } from '../../../../server/src/model/objects/objectFile';
import type { Project } from '../../../../server/src/model/project/project';
import { isTriggerItem } from '../../../../server/src/model/triggers/triggers';
import { asList, asScalar } from '../../../../server/src/syntax/yaml/access';
import type { YamlNode } from '../../../../server/src/syntax/yaml/nodes';
import { createNode, updateNode } from './changes';
import { checkWrite, sameNode } from './checkWrite';
import { idOf } from './clock';
import { hfidOf, kindOf, nodesOf, valueOf, type Scope, type StoredNode } from './world';

/**
 * Imports a repository as the server does: its objects, queries and generators, and the triggers last. An import ends at the
 * first trigger that is refused; what came before stays (facts 2, 3).
 */
export function importRepository(scope: Scope, project: Project, name: string): void {
  const repository = createNode(
    scope,
    'CoreRepository',
    {
      values: {
        name,
        location: `/upstream/${name}`,
        commit: scope.branch.commit,
        operational_status: 'online',
        sync_status: 'in-sync',
      },
    },
    idOf('CoreRepository', name),
  );
  const items = objectItems(project);
  const plain = items.filter((item) => !isTriggerItem(item));
  const data = loadItems(scope, plain).ids;
  loadDefinitions(scope, project, repository.id);
  const { ids: deferred, refused } = loadItems(scope, items.filter(isTriggerItem), { endsWhereRefused: true });
  if (refused !== undefined) {
    console.warn(`The import ended: ${refused}`);
    updateNode(scope, repository, { values: { sync_status: 'error-import' } });
  }
  for (const [content, members] of [
    ['objects', data],
    ['objects-deferred', deferred],
  ] as const) {
    const group = `group-repo-object-${content === 'objects' ? '' : 'deferred-'}${repository.id}`;
    const peers = { repository: [repository.id], members };
    createNode(
      scope,
      'CoreRepositoryGroup',
      { values: { name: group, content }, peers },
      idOf('CoreRepositoryGroup', group),
    );
  }
}

/** The objects of the files that `.infrahub.yml` lists, in its order. */
function objectItems(project: Project): ObjectItem[] {
  const files = [...project.allFiles()].toSorted((one, other) => (one.path < other.path ? -1 : 1));
  return pathsOf(project.readableConfig, 'objects').flatMap(({ value }) => {
    const path = normalPath(value);
    const listed = files.filter((file) => file.path === path || file.path.startsWith(`${path}/`));
    return listed.flatMap(({ facts }) => facts.documents ?? []).flatMap(({ items }) => items);
  });
}

/** What has been loaded, so that nothing is searched among all objects twice. */
interface Loaded {
  readonly items: Map<ObjectItem, StoredNode>;
  /** By kind and name. */
  readonly names: Map<string, StoredNode>;
  /** Ids by kind and reference. */
  readonly references: Map<string, string>;
}

interface LoadedItems {
  readonly ids: readonly string[];
  /** Why the loading ended before the last one. */
  readonly refused: string | undefined;
}

function loadItems(scope: Scope, items: readonly ObjectItem[], { endsWhereRefused = false } = {}): LoadedItems {
  const all: Loaded = { items: new Map(), names: new Map(), references: new Map() };
  const { items: loaded } = all;
  const idsOf = (): string[] => [...new Set([...loaded.values()].map(({ id }) => id))];
  for (const item of items) {
    if (item.kind === undefined) continue;
    try {
      loaded.set(item, loadItem(scope, item, all));
    } catch (error) {
      if (!endsWhereRefused) throw error;
      return { ids: idsOf(), refused: error instanceof Error ? error.message : String(error) };
    }
  }
  return { ids: idsOf(), refused: undefined };
}

function loadItem(scope: Scope, item: ObjectItem, loaded: Loaded): StoredNode {
  const kind = scope.world.kinds.get(item.kind ?? '');
  if (!kind) throw new Error(`Unable to find the schema '${item.kind}'.`);
  const values: Record<string, unknown> = {};
  const peers: Record<string, string[]> = {};
  for (const { key, node } of fields(item)) {
    const relationship = kind.relationships.get(key);
    if (!relationship) values[key] = plainValue(node);
    else if (node?.type !== 'map') peers[key] = references(scope, node, relationship.peer, loaded);
  }
  const around = item.nestedIn && loaded.items.get(item.nestedIn.item);
  if (around && item.nestedIn) {
    const outer = kindOf(scope.world, around).relationships.get(item.nestedIn.field.key);
    const back = [...kind.relationships.values()].find(({ identifier }) => identifier === outer?.identifier);
    if (back) peers[back.name] = [around.id];
  }
  const owner = around ? [around.id] : [];
  const name = typeof values['name'] === 'string' ? values['name'] : JSON.stringify(values);
  const key = `${kind.kind} ${name}`;
  const data = { values, peers };
  const known = values['name'] === undefined ? sameNode(scope, kind, data) : loaded.names.get(key);
  checkWrite(scope, { kind, data, to: known });
  if (known) {
    updateNode(scope, known, data);
    return known;
  }
  const node = createNode(scope, kind.kind, data, idOf(kind.kind, name, ...owner));
  loaded.names.set(key, node);
  return node;
}

function loadDefinitions(scope: Scope, project: Project, repository: string): void {
  const config = project.readableConfig;
  for (const entry of entriesOf(config, 'queries')) {
    const name = entry.name?.value ?? '';
    const query = project.fileAt(normalPath(entryText(entry, 'file_path')?.value ?? ''))?.text ?? '';
    createNode(
      scope,
      'CoreGraphQLQuery',
      { values: { name, query }, peers: { repository: [repository] } },
      idOf('CoreGraphQLQuery', name),
    );
  }
  for (const definition of generatorDefinitions(config)) {
    const name = definition.name?.value ?? '';
    const values = {
      name,
      file_path: definition.filePath?.value ?? '',
      class_name: definition.className,
      parameters: Object.fromEntries(definition.parameters.map(({ variable, path }) => [variable.value, path?.value])),
      convert_query_response: definition.convertQueryResponse,
      execute_in_proposed_change: definition.executeInProposedChange,
      execute_after_merge: definition.executeAfterMerge,
    };
    const peers = {
      repository: [repository],
      query: [findNode(scope, 'CoreGraphQLQuery', definition.query?.value ?? '')],
      targets: [findNode(scope, 'CoreGroup', definition.targets?.value ?? '')],
    };
    createNode(scope, 'CoreGeneratorDefinition', { values, peers }, idOf('CoreGeneratorDefinition', name));
  }
}

/** The id of an object by its human-friendly id, its name, or its id. */
export function findNode(scope: Pick<Scope, 'world' | 'branch'>, kind: string, reference: string): string {
  const found = nodesOf(scope, kind).find(
    (node) =>
      node.id === reference || hfidOf(scope, node)?.join(' ') === reference || valueOf(node, 'name') === reference,
  );
  if (!found) throw new Error(`Unable to find the node ${reference} / ${kind} in the database.`);
  return found.id;
}

/** A name, or a list: of the parts of one id for a single object, else of several objects. */
function references(scope: Scope, node: YamlNode | undefined, peer: string, loaded: Loaded): string[] {
  const list = asList(node);
  const texts = (list ? list.items : [node]).flatMap((each) => {
    const parts = asList(each)?.items ?? [each];
    return each && parts.every((part) => asScalar(part))
      ? [parts.map((part) => String(plainValue(part))).join(' ')]
      : [];
  });
  return texts.map((text) => {
    const key = `${peer} ${text}`;
    const id = loaded.references.get(key) ?? findNode(scope, peer, text);
    loaded.references.set(key, id);
    return id;
  });
}

function plainValue(node: YamlNode | undefined): unknown {
  const list = asList(node);
  if (list) return list.items.map(plainValue);
  const value = asScalar(node)?.value;
  return value ?? null;
}

import type { GeneratorDefinition } from '../../../../server/src/infrahub/operations/generatorDefinitions';
import type { TargetSelection } from '../../../../server/src/infrahub/operations/targets';
import type { ServerRule } from '../../../../server/src/infrahub/operations/triggerRules';
import type { ServerTriggers } from '../../../../server/src/infrahub/readTriggers';
import type { FileLayer } from '../../../../server/src/protocol/layers';
import type { BranchInUse } from '../../connection/branchChoice';
import { factsByName, type FileFacts } from './fileFacts';
import { changingWith, heardBy, type Heard } from './hearing';

/** A generator with what is known of it on both sides. */
export interface CascadeLayer {
  readonly name: string;
  /** Its definition on the branch; missing: only files have it. */
  readonly definition?: GeneratorDefinition;
  readonly file?: FileFacts;
  /** Attributes of its targets that start it, by rules of the server or of the files. */
  readonly watched: readonly WatchedAttribute[];
  /** Those of them that the generator above writes: their times tell how far the cascade has come. */
  readonly signals: readonly SignalAttribute[];
  /** There are rules that start it, and none of those of the server does on this branch. */
  readonly isDeaf: boolean;
  /** Ids of the generators that signal its targets, as far as the files tell. */
  readonly above: readonly string[];
  /** The rules of the server were read. */
  readonly areRulesKnown: boolean;
  /** Rules of the server start it on something else than a change of attributes. */
  readonly hasOtherRules: boolean;
  /** What of its targets the active rules of the server see on this branch; missing where rules were not read. */
  readonly heard?: readonly Heard[];
}

export interface KindAttribute {
  readonly kind: string;
  readonly attribute: string;
}

export interface SignalAttribute extends KindAttribute {
  /** No generator is known to write one of its kind: it is what rules watch. */
  readonly isStandIn?: true;
}

/** Attributes and the names of the rules that watch them. */
export interface WatchedAttribute extends KindAttribute {
  readonly rules: readonly string[];
}

export interface LayerSources {
  readonly files: readonly FileLayer[];
  readonly definitions: readonly GeneratorDefinition[];
  /** Undefined where the server does not give its rules. */
  readonly triggers: ServerTriggers | undefined;
  readonly branch: BranchInUse;
  /** Kinds of the default branch, where they are known: the kind of a rule is looked up there (facts 2). */
  readonly kinds?: ReadonlySet<string> | undefined;
}

/** The generators of server and files by name, in the order in which they run. */
export function joinLayers({ files, definitions, triggers, branch, kinds }: LayerSources): CascadeLayer[] {
  const ofFiles = factsByName(files);
  const ofServer = new Map(definitions.map((definition) => [definition.name, definition]));
  const written = new Set(files.flatMap(({ writes }) => writes.map(keyOf)));
  const names = [...ofFiles.keys(), ...[...ofServer.keys()].filter((name) => !ofFiles.has(name))];
  return names.map((name): CascadeLayer => {
    const [file, definition] = [ofFiles.get(name), ofServer.get(name)];
    const rules = definition && triggers ? rulesStarting(definition, triggers) : [];
    const watched = watchedBy(rules, file);
    return {
      name,
      ...(definition && { definition }),
      ...(file && { file }),
      watched,
      signals: signalsOf(watched, written),
      isDeaf: triggers !== undefined && watched.length > 0 && !rules.some((rule) => coversBranch(rule, branch)),
      above: file?.upstream.flatMap((above) => ofServer.get(above)?.id ?? []) ?? [],
      areRulesKnown: triggers !== undefined,
      hasOtherRules: rules.some((rule) => attributesOf(rule).length === 0),
      ...(triggers && { heard: heardByAll(rules, { triggers, branch, kinds }) }),
    };
  });
}

/** What has to be read of the targets of a layer to tell their states; by their parents it is known who are siblings. */
export function selectionsOf({ signals, file, watched, heard = [] }: CascadeLayer): TargetSelection[] {
  const kinds = [...new Set([...(file?.kinds ?? []), ...watched.map(({ kind }) => kind)])];
  const refused = file?.exclusions.map(({ attribute }) => attribute) ?? [];
  return kinds.map((kind) => {
    const own = signals.filter((signal) => signal.kind === kind).map(({ attribute }) => attribute);
    const parent = file?.parents.find((each) => each.kind === kind)?.relationship;
    return {
      kind,
      attributes: [...new Set([...own, ...refused, ...changingWith(own, kind, heard)])],
      ...(parent !== undefined && { parent }),
    };
  });
}

/** True when rules would start it, and none of them can be configured yet: what they name is on other branches alone. */
export function isUnmerged({ heard }: Pick<CascadeLayer, 'heard'>): boolean {
  return heard !== undefined && heard.length > 0 && heard.every(({ isMerged }) => !isMerged);
}

/** True when a rule fires on the branch. */
export function coversBranch({ fields }: Pick<ServerRule, 'fields'>, { isDefault }: BranchInUse): boolean {
  const scope = fields['branch_scope'] ?? 'default_branch';
  return scope === 'all_branches' || (scope === 'default_branch') === isDefault;
}

/** The active rules whose action runs the generator, those of groups too. */
function rulesStarting({ id, name }: GeneratorDefinition, { rules, actions }: ServerTriggers): ServerRule[] {
  const starting = new Set(
    actions
      .filter(({ ids, fields }) => (ids['generator'] ? ids['generator'] === id : fields['generator'] === name))
      .map((action) => action.id),
  );
  return rules.filter(({ fields, ids }) => fields['active'] !== 'false' && starting.has(ids['action'] ?? ''));
}

function watchedBy(rules: readonly ServerRule[], file: FileFacts | undefined): WatchedAttribute[] {
  const ofServer = rules.flatMap((rule) => attributesOf(rule).map((watched) => ({ ...watched, rule: rule.name })));
  const found = new Map<string, KindAttribute & { readonly rules: Set<string> }>();
  for (const { rule, ...watched } of [...ofServer, ...(file?.watched ?? [])]) {
    const known = found.get(keyOf(watched)) ?? { ...watched, rules: new Set() };
    known.rules.add(rule);
    found.set(keyOf(watched), known);
  }
  return [...found.values()].map((watched) => ({ ...watched, rules: [...watched.rules] }));
}

function heardByAll(
  rules: readonly ServerRule[],
  { triggers, branch, kinds }: Pick<LayerSources, 'branch' | 'kinds'> & { readonly triggers: ServerTriggers },
): Heard[] {
  const unmerged = new Set(triggers.actions.flatMap(({ id, unmerged = [] }) => (unmerged.length > 0 ? [id] : [])));
  return rules
    .filter((rule) => coversBranch(rule, branch))
    .flatMap((rule): Heard[] => {
      const isKnown = kinds?.has(rule.fields['node_kind'] ?? '') ?? true;
      const isMerged = isKnown && (rule.unmerged ?? []).length === 0 && !unmerged.has(rule.ids['action'] ?? '');
      const heard = heardBy(rule, isMerged);
      return heard ? [heard] : [];
    });
}

/** The attributes whose change a rule waits for; none for a rule of something else. */
function attributesOf({ kind: type, fields, matches }: ServerRule): KindAttribute[] {
  const kind = fields['node_kind'];
  if (type !== 'CoreNodeTriggerRule' || fields['mutation_action'] !== 'updated' || kind === undefined) return [];
  return matches
    .filter((match) => match.kind === 'CoreNodeTriggerAttributeMatch')
    .map(({ member }) => ({ kind, attribute: member }));
}

/** Of each kind what generators write; where the files show none of it, what bears such a name; else everything that is watched. */
function signalsOf(watched: readonly WatchedAttribute[], written: ReadonlySet<string>): SignalAttribute[] {
  return [...new Set(watched.map(({ kind }) => kind))].flatMap((wanted) => {
    const own = watched.filter(({ kind }) => kind === wanted);
    const choices = [
      own.filter((each) => written.has(keyOf(each))),
      own.filter(({ attribute }) => /checksum|digest|fingerprint|signal/.test(attribute)),
      own,
    ];
    const chosen = choices.find(({ length }) => length > 0) ?? [];
    const isStandIn = chosen === own;
    return chosen.map(({ kind, attribute }) => ({ kind, attribute, ...(isStandIn && { isStandIn }) }));
  });
}

function keyOf({ kind, attribute }: KindAttribute): string {
  return JSON.stringify([kind, attribute]);
}

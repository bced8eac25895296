import { isOwnKind, type Attribute, type Kind } from '../../model/kinds/kind';
import type { NodeFetch } from '../../model/generators/facts';
import { mayFind } from '../../model/generators/mayFind';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import { plural, snakeCase } from '../python/pythonText';
import { targetOf } from './generateScope';

/** What a generator can wait for: as many objects around its target as an attribute says (guide, step 3). */
export interface UpstreamChoice {
  /** Kind of the objects that have to be there. */
  readonly kind: string;
  /** Their relationship to the owner, by which they are found. */
  readonly relationship: string;
  /** The relationship of the target that leads to the owner; undefined when the target is the owner. */
  readonly through: string | undefined;
  readonly ownerKind: string;
  /** Only objects with this choice; undefined: all of them. */
  readonly role: { readonly attribute: string; readonly value: string } | undefined;
  /** The attribute of the owner that says how many. */
  readonly count: string;
  /** The generator for the owner makes these objects, and the attribute is named after them. */
  readonly isLikely: boolean;
}

/** More are not offered: nobody reads them. */
const maxChoices = 60;

/** The choices for a generator, likely ones first; none that its code asks for already. */
export function upstreamChoices(project: Project, generator: Generator): UpstreamChoice[] {
  return allChoices(project, generator)
    .filter((choice) => !(generator.code?.fetches ?? []).some((fetch) => asksFor(fetch, choice)))
    .slice(0, maxChoices);
}

/** The choices that count what a call of the generator's code fetches already, likely ones first. */
export function choicesOf(project: Project, generator: Generator, fetch: NodeFetch): UpstreamChoice[] {
  return allChoices(project, generator).filter((choice) => asksFor(fetch, choice));
}

function allChoices(project: Project, generator: Generator): UpstreamChoice[] {
  const target = targetOf(project, generator);
  const kind = target && project.kinds.get(target.kind);
  if (!target || !kind) return [];
  const owners: { owner: Kind; through: string | undefined }[] = [{ owner: kind, through: undefined }];
  for (const { name, peer, cardinality } of kind.relationships.values()) {
    const owner = project.kinds.get(peer);
    if (cardinality === 'one' && owner && isOwnKind(owner) && !owner.isGeneric) owners.push({ owner, through: name });
  }
  const found = owners.flatMap(({ owner, through }) =>
    countsOf(owner).flatMap((count) =>
      madeAbove(project, generator, owner).flatMap(({ made, constants, byOwner }) =>
        relationshipsTo(project, made, owner).flatMap((relationship) =>
          rolesOf(made, constants).map(({ role, isGiven }): UpstreamChoice => {
            const named = isNamedAfter(count, role?.value ?? made.name) || (isGiven && countsOf(owner).length === 1);
            const isLikely = named && byOwner && through !== undefined && (isGiven || role === undefined);
            return { kind: made.kind, relationship, through, ownerKind: owner.kind, role, count, isLikely };
          }),
        ),
      ),
    ),
  );
  return found
    .filter((choice) => !isOwnOutput(choice, project, generator))
    .toSorted((one, other) => Number(other.isLikely) - Number(one.isLikely));
}

/**
 * The generator makes such objects itself: none are there before its first run. What belongs to the target itself is its
 * own by the kind alone.
 */
function isOwnOutput({ kind, role, relationship, through }: UpstreamChoice, project: Project, { code }: Generator) {
  if (!code) return false;
  const byRole = role ? [{ name: `${role.attribute}__value`, constants: [role.value] }] : [];
  const byPlace = !role && through !== undefined ? [{ name: `${relationship}__ids` }] : [];
  return mayFind({ kind, filters: [...byRole, ...byPlace] }, { code, kinds: project.kinds });
}

/** The attributes of a kind of the repository or the server that may say how many. */
export function countsOf(kind: Kind): string[] {
  if (!isOwnKind(kind)) return [];
  return [...kind.attributes.values()].filter(({ kind }) => kind === 'Number').map(({ name }) => name);
}

interface Made {
  readonly made: Kind;
  /** Constants that the objects are made with, by attribute. */
  readonly constants: ReadonlyMap<string, ReadonlySet<string>>;
  /** Made by a generator that runs for the owner. */
  readonly byOwner: boolean;
}

/** The kinds that other generators make. */
function madeAbove(project: Project, generator: Generator, owner: Kind): Made[] {
  const all = new Map<string, { made: Kind; constants: Map<string, Set<string>>; byOwner: boolean }>();
  for (const other of project.generators) {
    if (other === generator) continue;
    const byOwner = targetOf(project, other)?.kind === owner.kind;
    for (const { kind, attributes } of other.code?.creates ?? []) {
      const made = kind === undefined ? undefined : project.kinds.get(kind);
      if (!made) continue;
      const known = all.get(made.kind) ?? { made, constants: new Map<string, Set<string>>(), byOwner: false };
      all.set(made.kind, known);
      known.byOwner ||= byOwner;
      if (!byOwner) continue;
      for (const { name, constant } of attributes) {
        if (typeof constant !== 'string') continue;
        known.constants.set(name, (known.constants.get(name) ?? new Set()).add(constant));
      }
    }
  }
  return [...all.values()];
}

/** The relationships of a kind by which its objects belong to an owner. */
export function relationshipsTo(project: Project, made: Kind, owner: Kind): string[] {
  return [...made.relationships.values()]
    .filter(
      ({ peer, kind }) => project.kinds.isA(owner.kind, peer) && ['Parent', 'Attribute', 'Generic'].includes(kind),
    )
    .map(({ name }) => name);
}

/** Every choice of the made kind as a filter, and none; `isGiven`: the generator above makes objects with it. */
function rolesOf(made: Kind, constants: Made['constants']) {
  const listed = [...made.attributes.values()].flatMap((attribute) =>
    valuesOf(attribute, constants).map((value) => ({
      role: { attribute: attribute.name, value },
      isGiven: constants.get(attribute.name)?.has(value) === true,
    })),
  );
  const isAnyGiven = listed.some(({ isGiven }) => isGiven);
  return [...listed, { role: undefined, isGiven: !isAnyGiven }];
}

function valuesOf({ name, kind, choices = [] }: Attribute, constants: Made['constants']): string[] {
  if (kind === 'Dropdown') return choices.map((choice) => choice.name);
  return name === 'role' || name === 'type' ? [...(constants.get(name) ?? [])] : [];
}

/** `amount_of_spines` counts what has the role `spine`, or is a `Spine`. */
export function isNamedAfter(count: string, what: string): boolean {
  const counted = count
    .replace(/^(?:amount|number|count|num|expected)_(?:of_)?/, '')
    .replace(/_(?:count|amount|number)$/, '');
  const word = snakeCase(what);
  return counted === word || counted === plural(word);
}

function asksFor(fetch: NodeFetch, { kind, relationship, role }: UpstreamChoice): boolean {
  const names = fetch.filters.map(({ name }) => name);
  if (fetch.kind !== kind || !names.includes(`${relationship}__ids`)) return false;
  if (!role) return !names.some((name) => name.endsWith('__value'));
  return fetch.filters.some(({ name, constant }) => name === `${role.attribute}__value` && constant === role.value);
}

// Turns one facts file `core-<server>.json` into the shape that `coreKinds()` gives.

/** Leaves out what is undefined. */
const known = (record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** A flag of the facts: only `true` is written. */
const flag = (value) => (value === true ? true : undefined);

/** @param {Record<string, any>} attribute */
function attributeFact(attribute) {
  return known({
    name: attribute.name,
    kind: attribute.kind,
    optional: attribute.optional,
    unique: flag(attribute.unique),
    readOnly: flag(attribute.read_only),
    inherited: flag(attribute.inherited),
    default: attribute.default,
    label: attribute.label,
    description: attribute.description,
    branch: attribute.branch,
    enum: attribute.enum,
    choices: attribute.choices?.map((name) =>
      known({
        name,
        label: attribute.choice_labels?.[name],
        description: attribute.choice_descriptions?.[name],
      }),
    ),
  });
}

/** @param {Record<string, any>} relationship */
function relationshipFact(relationship) {
  return known({
    name: relationship.name,
    peer: relationship.peer,
    kind: relationship.kind,
    cardinality: relationship.cardinality,
    optional: relationship.optional,
    identifier: relationship.identifier,
    direction: relationship.direction,
    inherited: flag(relationship.inherited),
    readOnly: flag(relationship.read_only),
    label: relationship.label,
    description: relationship.description,
  });
}

/**
 * @param {Record<string, any>} kind one entry of `kinds` in the facts file
 * @returns {Record<string, any>} a CoreKind
 */
export function kindFact(kind) {
  return known({
    kind: kind.kind,
    namespace: kind.namespace,
    name: kind.name,
    isGeneric: kind.generic,
    label: kind.label,
    description: kind.description,
    branch: kind.branch,
    humanFriendlyId: kind.human_friendly_id,
    defaultFilter: kind.default_filter,
    displayLabel: kind.display_label,
    uniquenessConstraints: kind.uniqueness_constraints,
    hierarchical: flag(kind.hierarchical),
    hierarchy: kind.hierarchy,
    generateProfile: kind.generate_profile === true,
    generateTemplate: kind.generate_template === true,
    restrictedNamespaces: kind.restricted_namespaces,
    inheritFrom: kind.inherit_from ?? [],
    usedBy: kind.used_by ?? [],
    attributes: kind.attributes.map(attributeFact),
    relationships: kind.relationships.map(relationshipFact),
  });
}

/** How the fields of a CoreKind are merged over versions, see mergeRecord. */
export const kindShape = {
  key: 'kind',
  lists: {
    inheritFrom: {},
    usedBy: {},
    attributes: { key: 'name', lists: { enum: {}, choices: { key: 'name' } } },
    relationships: { key: 'name' },
  },
};

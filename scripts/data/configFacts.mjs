// Turns one facts file `infrahub-yml-sdk-<sdk>.json` (a JSON Schema) into the shape that `configModel()` gives.

/** Lists whose elements must have different names (facts/versions/infrahub-yml-diff.md, "Shape"). */
const uniqueNames = new Set([
  'check_definitions',
  'jinja2_transforms',
  'artifact_definitions',
  'python_transforms',
  'generator_definitions',
  'queries',
  'graphql_fragments',
]);

const known = (record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const definitionName = (ref) => ref.slice('#/$defs/'.length);

/** Type of a key: the schema's own type, null aside. */
function keyType(schema, where) {
  const variants = (schema.anyOf ?? [schema]).filter((variant) => variant.type !== 'null');
  if (variants.length !== 1) throw new Error(`${where}: more than one type`);
  const [variant] = variants;
  if (variant.$ref !== undefined) {
    if (definitionName(variant.$ref) !== 'InfrahubWatchConfig') throw new Error(`${where}: unknown ${variant.$ref}`);
    return 'watch';
  }
  if (variant.type === 'boolean') return 'boolean';
  if (variant.type === 'object') return 'mapping';
  if (variant.type === 'string') return variant.format === 'path' ? 'path' : 'string';
  if (variant.type === 'array' && variant.items.type === 'string') return 'pathList';
  throw new Error(`${where}: unknown type ${JSON.stringify(variant)}`);
}

/** @returns {object[]} the ConfigKeys of one definition */
function elementKeys(definition) {
  if (definition.additionalProperties !== false) throw new Error(`${definition.title}: open element`);
  const advised = (definition.allOf ?? []).flatMap((part) => part.required);
  return Object.entries(definition.properties).map(([key, schema]) => {
    const nullable = (schema.anyOf ?? []).some((variant) => variant.type === 'null');
    return known({
      key,
      type: keyType(schema, `${definition.title}.${key}`),
      required: (definition.required ?? []).includes(key),
      nullable: nullable ? true : undefined,
      advised: advised.includes(key) ? true : undefined,
      default: schema.default ?? undefined,
      description: schema.description,
    });
  });
}

/**
 * @param {Record<string, any>} schema the JSON Schema of `.infrahub.yml`
 * @returns {object} a ConfigModel without `since`
 */
export function configFact(schema) {
  if (schema.additionalProperties !== false) throw new Error('open root');
  const watch = schema.$defs.InfrahubWatchConfig;
  return {
    rootKeys: Object.entries(schema.properties).map(([key, section]) =>
      known({
        key,
        description: section.description,
        uniqueNames: uniqueNames.has(key),
        ...(section.items.$ref === undefined
          ? {}
          : { keys: elementKeys(schema.$defs[definitionName(section.items.$ref)]) }),
      }),
    ),
    watchKeys: watch === undefined ? [] : elementKeys(watch),
  };
}

/** How the fields of a ConfigModel are merged over versions, see mergeRecord. */
export const configShape = {
  lists: {
    rootKeys: { key: 'key', lists: { keys: { key: 'key' } } },
    watchKeys: { key: 'key' },
  },
};

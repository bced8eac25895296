// What a server gives in its SDL that does not follow from its kinds (facts/versions/graphql-derivation.md): tasks, events,
// branches, accounts, the wrappers of attributes and their inputs. The rest follows from the schema of a repository.
import { Kind, parse, print, visit } from 'graphql';

/** Fields of Query and Mutation that are kept. */
const roots = {
  Query: [
    'AccountProfile',
    'Branch',
    'InfrahubAccountToken',
    'InfrahubBranch',
    'InfrahubEvent',
    'InfrahubInfo',
    'InfrahubPermissions',
    'InfrahubStatus',
    'InfrahubTask',
    'InfrahubTaskBranchStatus',
  ],
  Mutation: [
    'BranchCreate',
    'BranchDelete',
    'BranchRebase',
    'CoreGeneratorDefinitionRun',
    'InfrahubAccountTokenCreate',
    'InfrahubAccountTokenDelete',
    'RelationshipAdd',
    'RelationshipRemove',
  ],
};

/** Types that those of kinds are made of. */
const parts = [
  /^\w+Attribute(?:Create|Update)?$/,
  /^(?:Dropdown|IPHost|IPNetwork|IPAddress|MacAddress)$/,
  /^(?:Related\w*NodeInput|DeleteInput|ContextInput|OrderInput)$/,
  /^(?:RelationshipProperty|InfrahubNodeMetadata|InfrahubRelationshipMetadata)$/,
  /^(?:NodeMutatedEvent|GroupEvent|StandardEvent|TaskNode)$/,
];

/**
 * The definitions that are kept, as text, in the order of the SDL and without descriptions.
 * @param {string} sdl of `GET /schema.graphql`
 */
export function trimSdl(sdl) {
  const { definitions } = parse(sdl);
  const byName = new Map(definitions.flatMap((each) => (each.name ? [[each.name.value, each]] : [])));
  const kinds = (byName.get('Query')?.fields ?? [])
    .map(({ name }) => name.value)
    .filter((name) => byName.has(`Paginated${name}`));
  const derived = new Set(kinds.flatMap(derivedNames));
  const kept = new Map();
  const keep = (name) => {
    const definition = byName.get(name);
    if (!definition || kept.has(name) || derived.has(name)) return;
    const whole =
      name in roots
        ? { ...definition, fields: definition.fields.filter((field) => roots[name].includes(field.name.value)) }
        : definition;
    const plain = visit(whole, {
      enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
      Directive: () => null,
    });
    kept.set(name, plain);
    visit(plain, { NamedType: (node) => keep(node.name.value) });
  };
  for (const name of byName.keys()) if (name in roots || parts.some((part) => part.test(name))) keep(name);
  const directives = definitions.filter(
    ({ kind, name }) => kind === Kind.DIRECTIVE_DEFINITION && name.value === 'expand',
  );
  const texts = [...directives.map(print), ...[...byName.keys()].flatMap((name) => kept.get(name) ?? []).map(print)];
  return `${texts.join('\n\n')}\n`;
}

function derivedNames(kind) {
  return [
    kind,
    ...['Edged', 'Paginated', 'NestedEdged', 'NestedPaginated'].map((prefix) => prefix + kind),
    ...['Create', 'Update', 'Upsert', 'Delete', 'CreateInput', 'UpdateInput', 'UpsertInput'].map(
      (suffix) => kind + suffix,
    ),
  ];
}

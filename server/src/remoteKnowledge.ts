import * as z from 'zod';

/**
 * What is known of a server, or of a server as it was: what the client pushes to the language server, and what a
 * snapshot holds. A list that is missing is not known; one that is there is whole. It never holds addresses, tokens or
 * objects.
 */
export interface RemoteKnowledge {
  /** As the server says it, such as `1.11.9`. */
  readonly version: string;
  readonly defaultBranch?: string;
  /** The branch that everything below is of; rules and actions are the same on all (facts 2). */
  readonly branch?: string;
  /** Every node and generic, core ones included; profile and template kinds follow from them. */
  readonly kinds?: readonly RemoteKind[];
  readonly definitions?: readonly RemoteDefinition[];
  /** All but those that Infrahub makes for itself, such as tracking groups. */
  readonly groups?: readonly RemoteGroup[];
  readonly rules?: readonly RemoteTriggerRule[];
  readonly actions?: readonly RemoteTriggerObject[];
  /** Names on the default branch, when `branch` is another one: rules are configured from there (facts 2 and 11). */
  readonly onDefault?: RemoteNames;
}

/** Names; a list that is missing is not known. */
export interface RemoteNames {
  /** Nodes, no generics. */
  readonly kinds?: readonly string[];
  readonly definitions?: readonly string[];
  readonly groups?: readonly string[];
}

/** A kind as the server has processed it: inherited members are there and marked. */
export interface RemoteKind {
  /** Namespace and name in one. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly isGeneric: boolean;
  readonly inheritFrom: readonly string[];
  readonly label?: string;
  readonly description?: string;
  readonly branch: RemoteBranchSupport;
  readonly humanFriendlyId?: readonly string[];
  readonly defaultFilter?: string;
  readonly displayLabel?: string;
  readonly uniquenessConstraints?: readonly (readonly string[])[];
  readonly hierarchical?: boolean;
  readonly hierarchy?: string;
  readonly generateProfile: boolean;
  readonly generateTemplate: boolean;
  readonly restrictedNamespaces?: readonly string[];
  readonly attributes: readonly RemoteAttribute[];
  readonly relationships: readonly RemoteRelationship[];
}

export type RemoteBranchSupport = 'aware' | 'agnostic' | 'local';

export interface RemoteAttribute {
  readonly name: string;
  readonly kind: string;
  readonly optional: boolean;
  readonly unique?: boolean;
  readonly readOnly?: boolean;
  readonly inherited?: boolean;
  /** The default, when it is a scalar and no secret. */
  readonly default?: string | number | boolean;
  /** There is a default that is not given. */
  readonly hasDefault?: boolean;
  readonly enum?: readonly (string | number)[];
  readonly choices?: readonly RemoteChoice[];
  readonly computedBy?: 'Jinja2' | 'TransformPython' | 'User';
  readonly label?: string;
  readonly description?: string;
  readonly branch?: RemoteBranchSupport;
}

export interface RemoteChoice {
  readonly name: string;
  readonly label?: string;
  readonly description?: string;
}

export interface RemoteRelationship {
  readonly name: string;
  readonly peer: string;
  readonly kind: string;
  readonly cardinality: 'one' | 'many';
  readonly optional: boolean;
  readonly readOnly?: boolean;
  readonly inherited?: boolean;
  readonly identifier?: string;
  /** Left out when bidirectional. */
  readonly direction?: 'inbound' | 'outbound';
  readonly label?: string;
  readonly description?: string;
}

/** A generator definition. */
export interface RemoteDefinition {
  readonly name: string;
  readonly className?: string;
  readonly filePath?: string;
  /** Name of the group of its targets. */
  readonly targets?: string;
}

export interface RemoteGroup {
  readonly name: string;
  readonly kind: string;
}

/** An action, or what it has in common with a rule: values by the names that files use. */
export interface RemoteTriggerObject {
  readonly kind: string;
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface RemoteTriggerRule extends RemoteTriggerObject {
  readonly matches: readonly RemoteMatch[];
}

export interface RemoteMatch {
  readonly kind: string;
  /** The attribute or relationship it watches. */
  readonly member: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a snapshot file says of itself, beside the knowledge. */
export const snapshotFormat = 1;

/** Where a snapshot is written when nobody says otherwise, beside `.infrahub.yml`. */
export const snapshotFileName = '.infrahub-cascade.snapshot.json';

/** Bounds: far above what is real, so that a file or a server cannot fill the memory. */
const maxKinds = 5_000;
const maxMembers = 2_000;
const maxNames = 50_000;

const text = z.string().max(10_000);
const name = z.string().min(1).max(500);
/** Kinds and their members, as the schema of a server allows them. */
const word = z.string().max(500).regex(/^\w+$/);
const names = z.array(name).max(maxNames);
const paths = z.array(text).max(maxMembers);
const branchSupport = z.enum(['aware', 'agnostic', 'local']);
const fields = z.record(name, text);

const attribute: z.ZodType<RemoteAttribute> = z.object({
  name: word,
  kind: word,
  optional: z.boolean(),
  unique: z.boolean().optional(),
  readOnly: z.boolean().optional(),
  inherited: z.boolean().optional(),
  default: z.union([text, z.number(), z.boolean()]).optional(),
  hasDefault: z.boolean().optional(),
  enum: z
    .array(z.union([text, z.number()]))
    .max(maxMembers)
    .optional(),
  choices: z
    .array(z.object({ name, label: text.optional(), description: text.optional() }))
    .max(maxMembers)
    .optional(),
  computedBy: z.enum(['Jinja2', 'TransformPython', 'User']).optional(),
  label: text.optional(),
  description: text.optional(),
  branch: branchSupport.optional(),
});

const relationship: z.ZodType<RemoteRelationship> = z.object({
  name: word,
  peer: word,
  kind: word,
  cardinality: z.enum(['one', 'many']),
  optional: z.boolean(),
  readOnly: z.boolean().optional(),
  inherited: z.boolean().optional(),
  identifier: text.optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  label: text.optional(),
  description: text.optional(),
});

const kind: z.ZodType<RemoteKind> = z.object({
  kind: word,
  namespace: word,
  name: word,
  isGeneric: z.boolean(),
  inheritFrom: paths,
  label: text.optional(),
  description: text.optional(),
  branch: branchSupport,
  humanFriendlyId: paths.optional(),
  defaultFilter: text.optional(),
  displayLabel: text.optional(),
  uniquenessConstraints: z.array(paths).max(maxMembers).optional(),
  hierarchical: z.boolean().optional(),
  hierarchy: text.optional(),
  generateProfile: z.boolean(),
  generateTemplate: z.boolean(),
  restrictedNamespaces: paths.optional(),
  attributes: z.array(attribute).max(maxMembers),
  relationships: z.array(relationship).max(maxMembers),
});

const triggerObject = { kind: name, name, fields };

/** Knowledge as it comes from outside: keys that are not known are left out, everything is bounded. */
export const remoteKnowledgeSchema: z.ZodType<RemoteKnowledge> = z.object({
  version: z.string().max(100),
  defaultBranch: name.optional(),
  branch: name.optional(),
  kinds: z.array(kind).max(maxKinds).optional(),
  definitions: z
    .array(z.object({ name, className: text.optional(), filePath: text.optional(), targets: text.optional() }))
    .max(maxNames)
    .optional(),
  groups: z
    .array(z.object({ name, kind: name }))
    .max(maxNames)
    .optional(),
  rules: z
    .array(
      z.object({
        ...triggerObject,
        matches: z.array(z.object({ kind: name, member: name, fields })).max(maxMembers),
      }),
    )
    .max(maxNames)
    .optional(),
  actions: z.array(z.object(triggerObject)).max(maxNames).optional(),
  onDefault: z.object({ kinds: names.optional(), definitions: names.optional(), groups: names.optional() }).optional(),
});

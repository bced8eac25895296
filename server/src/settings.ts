import * as z from 'zod';

/** Severities a user can give a rule; `off` silences it. */
export const ruleLevels = ['off', 'error', 'warning', 'information', 'hint'] as const;
export type RuleLevel = (typeof ruleLevels)[number];

export const profiles = ['recommended', 'all'] as const;
export type Profile = (typeof profiles)[number];

const ruleLevelMap = z.record(z.string(), z.enum(ruleLevels));
/** One wrong level takes nothing from the others. */
const lenientRuleLevels = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((levels) => {
    const valid = Object.entries(levels).flatMap(([id, level]): [string, RuleLevel][] => {
      const parsed = z.enum(ruleLevels).safeParse(level);
      return parsed.success ? [[id, parsed.data]] : [];
    });
    return Object.fromEntries(valid);
  });

/** The settings below `infrahubCascade.`; a value of the wrong type falls back to its default. */
export const settingsSchema = z.object({
  profile: z.enum(profiles).catch('recommended'),
  rules: lenientRuleLevels,
  serverVersion: z.string().catch(''),
  diagnostics: z.object({ scope: z.enum(['project', 'openFiles']).catch('project') }).catch({ scope: 'project' }),
  maxFileSizeKb: z.number().positive().catch(2048),
  exclude: z.array(z.string()).catch([]),
  codeLens: z.object({ enabled: z.boolean().catch(true) }).catch({ enabled: true }),
  inlayHints: z.object({ enabled: z.boolean().catch(true) }).catch({ enabled: true }),
  /** Read by the client alone, entry by entry: `serverSettingSchema`. */
  servers: z.array(z.unknown()).catch([]),
  /** Read by the client alone: how infrahubctl is started. */
  infrahubctlPath: z.array(z.string()).catch([]),
  /** Read by the client alone: glob of a branch of git → branch of the server. */
  branches: z.record(z.string(), z.string()).catch({}),
});
export type Settings = z.infer<typeof settingsSchema>;

/** An entry of `infrahubCascade.servers`: an Infrahub to talk to. It never holds a token. */
export const serverSettingSchema = z.object({
  name: z.string(),
  address: z.string(),
  webAddress: z.string().optional(),
  caFile: z.string().optional(),
  insecure: z.boolean().optional(),
});

/** Settings from what a client sent; anything unusable gives the defaults. */
export function parseSettings(value: unknown): Settings {
  return settingsSchema.parse(typeof value === 'object' && value !== null ? value : {});
}

/** The name of the project file, beside `.infrahub.yml` (design: shared with CI). */
export const projectSettingsFileName = '.infrahub-cascade.yml';

const quotedVersion = 'A version needs quotes: without them 1.10 is the number 1.1';

/** `.infrahub-cascade.yml`: closed, every key optional; never addresses or commands. */
export const projectSettingsSchema = z.strictObject({
  profile: z
    .enum(profiles)
    .optional()
    .describe('Which findings are reported: `recommended` (errors and proven warnings) or `all`.'),
  rules: ruleLevelMap.optional().describe('Severity by rule id: off, error, warning, information or hint.'),
  server_version: z
    .string({ error: quotedVersion })
    .optional()
    .describe('The Infrahub version to check against, such as `1.11`.'),
  sdk_version: z
    .string({ error: quotedVersion })
    .optional()
    .describe('The infrahub-sdk version to check against, such as `1.23.2`.'),
  ignore: z.array(z.string()).optional().describe('Globs of files that are not read, relative to this file.'),
  instance: z.string().optional().describe('A name shared by the repositories of one Infrahub.'),
  snapshot: z
    .string()
    .optional()
    .describe('Path of an instance snapshot, relative to this file: it counts as if its server were connected.'),
});
export type ProjectSettings = z.infer<typeof projectSettingsSchema>;

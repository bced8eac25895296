import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkUsage } from '../../server/src/cli/checkOptions';
import { untrackUsage } from '../../server/src/cli/untrackOptions';
import { homepage } from '../../server/src/homepage';
import { rules } from '../../server/src/rules/index';
import { projectSettingsSchema, ruleLevels, settingsSchema } from '../../server/src/settings';

interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly enum?: readonly string[];
}

const root = resolve(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json'));
const settings: Record<string, Setting> = manifest.contributes.configuration.properties;
const commands: { command: string; title: string }[] = manifest.contributes.commands;
const texts: Record<string, string> = JSON.parse(read('package.nls.json'));
const readme = read('README.md');

const prefix = 'infrahubCascade.';
/** Read by the protocol library in the client, not by the server. */
const ofTheClient = 'infrahubCascade.trace.server';

/** The settings that the server reads, by their full names, with their defaults. */
function defaults(value: unknown, name: string): [string, unknown][] {
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  return isGroup ? Object.entries(value).flatMap(([key, each]) => defaults(each, `${name}.${key}`)) : [[name, value]];
}

describe('settings of the manifest', () => {
  it('are those that the server reads, with the same defaults', () => {
    const declared = Object.entries(settings).map(([name, setting]) => [name, setting.default]);
    const known = defaults(settingsSchema.parse({}), 'infrahubCascade');
    expect(Object.fromEntries(declared)).toEqual({ ...Object.fromEntries(known), [ofTheClient]: 'off' });
  });

  it('offer the values that the server knows', () => {
    const { properties } = z.toJSONSchema(settingsSchema, { io: 'input' }) as never as { properties: JsonSchemas };
    for (const [name, setting] of Object.entries(settings).filter(([each]) => each !== ofTheClient)) {
      const schema = name
        .slice(prefix.length)
        .split('.')
        .reduce<JsonSchema>((outer, key) => outer.properties?.[key] ?? {}, { properties });
      expect([name, setting.type, setting.enum]).toEqual([name, schema.type, schema.enum]);
    }
  });

  it('name every rule with its levels, so that editors mark others', () => {
    const setting = manifest.contributes.configuration.properties['infrahubCascade.rules'];
    expect(Object.keys(setting.properties)).toEqual(rules.map(({ id }) => id).toSorted((a, b) => a.localeCompare(b)));
    expect([setting.additionalProperties, setting.patternProperties]).toEqual([false, undefined]);
    for (const { id, recommended, severity } of rules) {
      expect(setting.properties[id]).toMatchObject({ enum: ruleLevels, default: recommended ? severity : 'off' });
    }
  });

  it('are described', () => {
    for (const setting of Object.values(settings) as (Setting & { markdownDescription?: string })[]) {
      expect(texts[setting.markdownDescription?.replaceAll('%', '') ?? '']).toMatch(/\.$/);
    }
  });
});

interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: JsonSchemas;
}
type JsonSchemas = Readonly<Record<string, JsonSchema>>;

const { menus, views, viewsWelcome, viewsContainers }: Views = manifest.contributes;

interface Views {
  readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
  readonly views: Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>>;
  readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
  readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
}

describe('views of the manifest', () => {
  const ids = Object.values(views).flatMap((list) => list.map(({ id }) => id));
  const known = commands.map(({ command }) => command);

  it('have names of their own, below our container', () => {
    expect(viewsContainers.activitybar.map(({ id }) => id)).toEqual(Object.keys(views));
    for (const id of [...ids, ...Object.keys(views)]) expect(id).toMatch(/^infrahubCascade(\.|$)/);
    for (const { icon } of viewsContainers.activitybar) expect(read(icon)).toContain('currentColor');
  });

  it('have menus with our commands only', () => {
    for (const { command, when } of Object.values(menus).flat()) {
      expect(known).toContain(command);
      const view = /view == (\S+)/.exec(when)?.[1];
      if (view !== undefined) expect(ids).toContain(view);
    }
  });

  it('greet in every state that has nothing to show, with a next step', () => {
    const states = ['noRepository', 'untrusted', 'noServer', 'signedOut', 'unreachable', 'unauthorized', 'unusable'];
    const conditions = ids.flatMap((id) => {
      // Rules are the same on every branch.
      const own = id === 'infrahubCascade.triggers' ? [...states, 'empty'] : [...states, 'noBranch', 'empty'];
      // Nothing is read of the files, nor of a server, as long as the language server does not run.
      const isDown = `${id}.state == loading && infrahubCascade.languageServer == failed`;
      return [...own.map((state) => `${id}.state == ${state}`), isDown];
    });
    expect(viewsWelcome.map(({ when }) => when).toSorted()).toEqual(conditions.toSorted());
    for (const { view, contents } of viewsWelcome) {
      expect(ids).toContain(view);
      const text = texts[contents.replaceAll('%', '')] ?? '';
      const steps = [...text.matchAll(/^\[[^\]]+\]\(command:([\w.]+)/gm)].map((match) => match[1] ?? '');
      expect(steps).not.toEqual([]);
      const ours = steps.filter((command) => command.startsWith(prefix));
      expect(ours.filter((command) => !known.includes(command))).toEqual([]);
    }
  });
});

describe('the manifest', () => {
  it('declares the commands that the client registers, but not the one of code lenses', () => {
    const code = globSync('client/src/commands/**/*.ts', { cwd: root }).map(read).join('\n');
    const registered = [...code.matchAll(/registerCommand\(\s*'([^']+)'/g)].map((match) => match[1] ?? '');
    expect(registered.toSorted()).toEqual(commands.map(({ command }) => command).toSorted());
  });

  it('hides no command: each says itself what is missing', () => {
    expect(Object.keys(menus)).not.toContain('commandPalette');
    expect(commands.filter((command) => 'enablement' in command)).toEqual([]);
  });

  it('takes no servers from a workspace that is not trusted', () => {
    expect(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations).toContain(`${prefix}servers`);
  });

  it('knows the homepage', () => {
    expect(manifest.homepage).toBe(`${homepage}#readme`);
    expect(manifest.repository.url).toBe(`git+${homepage}.git`);
    expect(manifest.bugs.url).toBe(`${homepage}/issues`);
  });
});

describe('the README', () => {
  it.each(Object.entries(settings))('lists the setting %s with its default', (name, setting) => {
    const text = typeof setting.default === 'string' ? setting.default : JSON.stringify(setting.default);
    const value = text === '' ? 'empty' : `\`${text}\``;
    expect(readme).toContain(`| \`${name}\` | ${value} |`);
  });

  it.each(commands)('lists the command $command', ({ title }) => {
    expect(readme).toContain(`*Cascade for Infrahub: ${texts[title.replaceAll('%', '')]}*`);
  });

  it.each(Object.keys(projectSettingsSchema.shape))('lists %s of .infrahub-cascade.yml', (key) => {
    expect(readme).toContain(`| \`${key}\` |`);
  });

  it.each([...`${checkUsage}${untrackUsage}`.matchAll(/^ {2}(--[a-z-]+)/gm)].map((match) => match[1] ?? ''))(
    'lists %s',
    (option) => {
      expect(readme).toContain(`| \`${option}`);
    },
  );
});

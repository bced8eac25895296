import { expect, test } from 'vitest';
import { applyEdits, checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { openRepository } from '../../support/repository';

const rule = 'invalid-project-settings';

test('settings that cannot be used', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub-cascade.yml
    {ignore: [], profil: all, server_version: 1.10, sdk_version: 1}
    #            ^^^^^^ warning invalid-project-settings: There is no setting 'profil'
    #                                         ^^^^ warning invalid-project-settings: server_version cannot be used
    #                                                            ^ warning invalid-project-settings: sdk_version cannot be used
    `,
  );
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub-cascade.yml
    profile: everything
    #        ^^^^^^^^^^ warning invalid-project-settings: profile cannot be used
    rules:
      unused-query: 'off'
      unused-action: warn
    #                ^^^^ warning invalid-project-settings: rules.unused-action cannot be used
      unused-actions: warning
    # ^^^^^^^^^^^^^^ warning invalid-project-settings: There is no rule 'unused-actions'
    server_version: '0.9'
    #               ^^^^^ warning invalid-project-settings: Infrahub '0.9' is not known here
    `,
  );
});

test('a list at the top, and what is fine', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub-cascade.yml
      [profile, all]
    # ^^^^^^^^^^^^^^ warning invalid-project-settings: None of this file counts
    `,
  );
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub-cascade.yml
    # nothing yet
    `,
  );
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub-cascade.yml
    profile: all
    rules: {unused-query: hint}
    server_version: '1.10'
    ignore: ['**/old']
    `,
  );
});

test('the fixes', async () => {
  const fix = (before: string, after: string, title?: string): Promise<void> =>
    checkFix(rule, `\n#- /.infrahub-cascade.yml\n${before}\n`, `\n#- /.infrahub-cascade.yml\n${after}\n`, title);
  await fix('profil: all', 'profile: all');
  await fix('profile: al', 'profile: all');
  await fix('server_version: 1.10', "server_version: '1.10'");
  await fix('rules:\n  unused-querry: hint', 'rules:\n  unused-query: hint');
  await fix('nothing: 1\nprofile: all', 'profile: all');
});

test('what is expected instead is said in words for people', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub-cascade.yml
    profile: most
    #        ^^^^ warning invalid-project-settings: The setting profile cannot be used and is left out. It can be recommended or all.
    rules: [unused-query]
    #      ^^^^^^^^^^^^^^ warning invalid-project-settings: The setting rules cannot be used and is left out. It must be a mapping.
    ignore: old
    #       ^^^ warning invalid-project-settings: The setting ignore cannot be used and is left out. It must be a list.
    instance: 1
    #         ^ warning invalid-project-settings: The setting instance cannot be used and is left out. It must be a text.
    `,
  );
  expect(await fixTitles(rule, '#- /.infrahub-cascade.yml\nrules: [unused-query]\n')).toEqual(['Remove rules']);
});

test('nothing is said while a syntax error hides what is meant', async () => {
  await checkDiagnostics(rule, '#- /.infrahub-cascade.yml\nrules: [\n');
  await checkDiagnostics(rule, '#- /.infrahub-cascade.yml\nprofile: all\nruls\nserver_version: "1.11\n');
});

test('only the first document counts', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub-cascade.yml
    # about this file
    ---
    profile: all
    ---
      rules: {unused-query: off}
    # ^^^^^ warning invalid-project-settings: Only the first document of this file counts
    ---
    profile: all
    `,
  );
  await checkDiagnostics(rule, '#- /.infrahub-cascade.yml\n---\nprofile: all\n---\n# nothing\n');
  await checkDiagnostics(rule, '#- /.infrahub-cascade.yml\nprofile: all\n...\n');
});

test('what somebody wrote is removed, or guessed, only when asked', async () => {
  const path = '/.infrahub-cascade.yml';
  const fixed = async (text: string): Promise<string | undefined> => {
    const repository = await openRepository([[path, text]]);
    const uri = repository.uri(path);
    const found = repository.service.diagnostics(uri);
    expect(found.map(({ finding }) => finding.rule.id)).toContain(rule);
    return applyEdits(repository, repository.service.safeFixes(uri, found)).get(path);
  };
  for (const text of [
    'ignore: objects\nrules:\n  - unused-query\n',
    'instance: 1\nnothing: 1\n',
    'snapshot: missing.json\nrules:\n  no-such-thing-at-all: hint\n',
    'rules:\n  unused-query: 5\n',
    'profile: 5\n',
    "server_version: '0.9'\n",
    // There is one already, and the last one would count.
    'profile: all\nprofil: recommended\n',
    'rules:\n  unused-query: hint\n  unused-querry: off\n',
  ])
    expect(await fixed(text)).toBe(text);
  expect(await fixed('profile: al\nrules:\n  unused-querry: hnt\n')).toBe(
    'profile: all\nrules:\n  unused-query: hint\n',
  );
});

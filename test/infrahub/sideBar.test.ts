import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadArguments } from '../../client/src/commands/triggers/loadArguments';
import { infrahubctlEnvironment } from '../../client/src/runs/infrahubctlEnvironment';
import { readRuleState } from '../../server/src/infrahub/readRuleState';
import { readTriggers } from '../../server/src/infrahub/readTriggers';
import { PASSWORD } from '../../scripts/infrahub/access.mjs';
import { transportTo, type Ground } from '../support/contract/ground';
import {
  expectAccount,
  expectCascade,
  expectDefinitionsAndRules,
  expectDeletedByName,
  expectDoneStates,
  expectEmptyStates,
  expectFailedAndRepeated,
  expectQueryGroups,
  expectTargetsByGroup,
  expectTokenForPassword,
} from '../support/contract/sideBar';
import { expectActivation, expectDeletion, ruleOf } from '../support/contract/triggerWrites';
import { openCase, type Case } from './support/case';
import { fabricFiles, signals, withRules } from './support/fabric';
import { graphql } from './support/graphql';
import { guideFiles } from './support/guide';
import { runningServer } from './support/server';
import { waitUntilIdle } from './support/tasks';

// The same assertions as test/infrahubApi/contract.test.ts makes on the demo server.

let safe: Case;
let guide: Case;

beforeAll(async () => {
  safe = await openCase('sidebar', withRules(fabricFiles(), [...signals, 'pod-generator-spine-switch-template']));
});

afterAll(async () => {
  await safe?.close();
  await guide?.close();
});

test('the account is told', () => expectAccount(groundOf(safe)));

test('a token is given for a password', () =>
  expectTokenForPassword(groundOf(safe), { user: 'admin', password: PASSWORD }));

test('generators and rules are told', () =>
  expectDefinitionsAndRules(
    groundOf(safe),
    signals.map((name) => `trigger-${name}`),
  ));

test('targets are told by their groups', () => expectTargetsByGroup(groundOf(safe)));

test('who made a rule is told', async () => {
  expect(await ownerOf(groundOf(safe), 'trigger-rack-generator-checksum')).toBe(safe.tag);
});

test('targets are empty at first', () => expectEmptyStates(groundOf(safe)));

test('a cascade can be traced to the last rack', () => expectCascade(groundOf(safe)));

test('what runs read is kept in groups', () => expectQueryGroups(groundOf(safe)));

test('targets are done then', async () => {
  await waitUntilIdle();
  await expectDoneStates(groundOf(safe));
});

test('a layer fails, and is repeated', async () => {
  await expectFailedAndRepeated(groundOf(safe));
  await waitUntilIdle();
});

test('a rule is made inactive and active', () => expectActivation(groundOf(safe), 'trigger-rack-generator-checksum'));

test('a rule is deleted, but no action in use', async () => {
  await expectDeletion(groundOf(safe), 'trigger-rack-generator-checksum');
});

test('infrahubctl brings the rule back with its match', async () => {
  const ground = groundOf(safe);
  await loadTriggers(ground);
  const rule = await ruleOf(ground, 'trigger-rack-generator-checksum');
  expect(rule?.matches.map(({ member }) => member)).toEqual(['checksum']);
  expect(rule?.fields).toMatchObject({ active: 'true', branch_scope: 'other_branches' });
  expect(await ownerOf(ground, 'trigger-rack-generator-checksum')).toBeUndefined();
});

test('what the form of the guide deletes is named', async () => {
  guide = await openCase('sidebarguide', withRules(guideFiles(), signals));
  await expectDeletedByName(groundOf(guide));
});

/** The repository whose import made a rule; undefined when it came another way. */
async function ownerOf(ground: Ground, name: string): Promise<string | undefined> {
  const transport = transportTo(ground);
  const triggers = await readTriggers(transport, {});
  const { owners } = await readRuleState(transport, triggers, {});
  expect(owners?.isWhole).toBe(true);
  const rule = triggers.rules.find((each) => each.name === ground.name(name));
  return owners?.importedBy[rule?.id ?? ''];
}

/** Loads the trigger file of the repository as the view Triggers does it. */
async function loadTriggers(ground: Ground): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cascade-load-'));
  try {
    const file = join(folder, 'triggers.yml');
    writeFileSync(file, safe.files.get('/objects/90_triggers.yml') ?? '');
    const server = { name: 'server', address: transportTo(ground).address, insecure: false, source: 'user' } as const;
    const env = infrahubctlEnvironment({ server, token: ground.token, noFile: join(folder, 'none.toml') });
    const args = loadArguments({ tool: { args: [] }, branch: ground.branch, file });
    await promisify(execFile)(runningServer().infrahubctl, args, { cwd: folder, env: { ...process.env, ...env } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function groundOf(opened: Case): Ground {
  const { address, token } = runningServer();
  return {
    address,
    token,
    branch: opened.branch,
    files: opened.files,
    kind: (name) => opened.kind(name),
    name: (name) => opened.name(name),
    every: 1000,
    patience: 400,
    async update(kind, id, data) {
      const document = `mutation ($data: ${kind}UpdateInput!) { ${kind}Update(data: $data) { ok } }`;
      await graphql(document, { branch: opened.branch, variables: { data: { id, ...data } } });
    },
  };
}

import { afterAll, beforeAll, test } from 'vitest';
import { PASSWORD } from '../../scripts/infrahub/access.mjs';
import type { Ground } from '../support/contract/ground';
import {
  expectAccount,
  expectCascade,
  expectDefinitionsAndRules,
  expectDeletedByName,
  expectDoneStates,
  expectEmptyStates,
  expectFailedAndRepeated,
  expectQueryGroups,
  expectTokenForPassword,
} from '../support/contract/sideBar';
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

test('what the form of the guide deletes is named', async () => {
  guide = await openCase('sidebarguide', withRules(guideFiles(), signals));
  await expectDeletedByName(groundOf(guide));
});

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

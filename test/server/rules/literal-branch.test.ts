import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { fixedBody, withBody } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'literal-branch';

test('reads are hints, writes informations', async () => {
  const read = withBody('pods = await self.client.all(kind="NetworkPod", branch="main")');
  await checkDiagnostics(rule, marked(read, '', 'branch="main"', `hint ${rule}: reads branch main`));
  for (const call of [
    'create(kind="NetworkDevice", name="d", branch="main")',
    'delete(kind="NetworkPod", id="x", branch="main")',
    'clone(branch="main")',
  ]) {
    const write = withBody(`found = await self.client.${call}`);
    await checkDiagnostics(rule, marked(write, '', 'branch="main"', `information ${rule}: goes to branch main`));
  }
  const graphql = withBody('await self.client.execute_graphql(query="mutation { x }", branch_name="main")');
  await checkDiagnostics(rule, marked(graphql, '', 'branch_name="main"', `information ${rule}: goes to branch main`));
});

test('the fix', async () => {
  const call = (branch: string): string => `pods = await self.client.all(kind="NetworkPod", branch=${branch})`;
  await checkFix(rule, withBody(call('"main"')), fixedBody(call('self.branch_name')));
});

test.each([
  'pods = await self.client.all(kind="NetworkPod")',
  'pods = await self.client.all(kind="NetworkPod", branch=self.branch_name)',
  'pods = await self.client.all(kind="NetworkPod", branch=data["branch"])',
  'git.clone(branch="main")',
  'await self.client.branch.create(branch_name="next")',
])('silent: %s', async (body) => {
  await checkDiagnostics(rule, withBody(body));
});

import { expect, test } from 'vitest';
import { serve } from '../infrahubApi/httpServer';
import { recording } from '../infrahubApi/recordings';
import { sendJson } from '../infrahubApi/startServer';
import { useCommandLine } from './commandLine';

const { run, folderWith } = useCommandLine();
const untrack = ['untrack', '--branch', 'nope', '--dry-run'];

/** No variable of whoever runs the tests counts. */
const env = { INFRAHUB_ADDRESS: '', INFRAHUB_API_TOKEN: '', INFRAHUBCTL_CONFIG: '' };

/** A server that takes log-ins and knows the recorded branches; what it was sent. */
async function setUp() {
  const authorizations: (string | undefined)[] = [];
  const { address, received } = await serve(({ url, body }, response, { headers }) => {
    authorizations.push(headers.authorization);
    if (url === '/api/auth/login') {
      const isRight = body.includes('right');
      sendJson(response, isRight ? { access_token: 'jwt' } : { errors: [{ message: 'no' }] }, isRight ? 200 : 401);
    } else if (url.endsWith('/api/info')) sendJson(response, recording('api_info').response);
    else if (body.includes('CascadeAccount')) sendJson(response, recording('permission_self').response);
    else sendJson(response, recording('branches_list').response);
  });
  return { address, received, authorizations };
}

test('infrahubctl.toml names server and token where nothing else does', async () => {
  const { address, received } = await setUp();
  const text = `server_address = "${address}"\napi_token = "of-the-file"\n`;
  const cwd = folderWith({ 'infrahubctl.toml': text, 'sub/other.toml': text.replace('file', 'other') });
  const { stderr } = await run(untrack, { cwd, env });
  expect(stderr).toContain("The server has no branch 'nope'.");
  expect(received.every(({ token }) => token === 'of-the-file')).toBe(true);
  await run(untrack, { cwd, env: { ...env, INFRAHUBCTL_CONFIG: 'sub/other.toml' } });
  expect(received.at(-1)?.token).toBe('of-the-other');
});

test('a file gets no token from elsewhere, and its token goes nowhere else', async () => {
  const [home, other] = [await setUp(), await setUp()];
  const cwd = folderWith({ 'infrahubctl.toml': `server_address = "${home.address}"\n` });
  const own = await run(untrack, { cwd, env: { ...env, INFRAHUB_API_TOKEN: 'mine' } });
  expect(own.stderr).toContain('INFRAHUB_API_TOKEN is not sent to the server that infrahubctl.toml names.');
  const named = await run([...untrack, '--token-env', 'MINE'], { cwd, env: { ...env, MINE: 'mine' } });
  expect(named.stderr).toContain('MINE is not sent to the server that infrahubctl.toml names.');
  expect([own.code, named.code, home.received.length]).toEqual([2, 2, 0]);
  const withToken = folderWith({ 'infrahubctl.toml': `server_address = "${home.address}"\napi_token = "file"\n` });
  await run([...untrack, '--server', other.address], { cwd: withToken, env });
  await run(untrack, { cwd: withToken, env: { ...env, INFRAHUB_ADDRESS: other.address } });
  expect(other.received.length).toBeGreaterThan(0);
  expect(other.received.every(({ token }) => token === undefined)).toBe(true);
});

test('a file that is none is said, without what is in it', async () => {
  const cwd = folderWith({ 'infrahubctl.toml': 'api_token = "secret' });
  const { code, stderr } = await run(untrack, { cwd, env });
  expect(stderr).toContain('infrahubctl.toml cannot be read.');
  expect([code, stderr.includes('secret')]).toEqual([2, false]);
});

test('user name and password of the environment log in to its server', async () => {
  const { address, authorizations } = await setUp();
  const password = { INFRAHUB_ADDRESS: address, INFRAHUB_USERNAME: 'ada', INFRAHUB_PASSWORD: 'right-one' };
  const { stderr } = await run(untrack, { env: { ...env, ...password } });
  expect(stderr).toContain("The server has no branch 'nope'.");
  expect(authorizations).toEqual([undefined, 'Bearer jwt', 'Bearer jwt', 'Bearer jwt']);
  const wrong = await run(untrack, { env: { ...env, ...password, INFRAHUB_PASSWORD: 'pa55' } });
  expect(wrong.stderr).toContain('the user name or the password is not accepted.');
  expect([wrong.code, wrong.stderr.includes('pa55')]).toEqual([2, false]);
});

test('a proxy of the environment is asked', async () => {
  const { address, received } = await setUp();
  const proxied = { INFRAHUB_ADDRESS: 'http://infrahub.invalid', INFRAHUB_PROXY: address };
  const { stderr } = await run(untrack, { env: { ...env, ...proxied } });
  expect(stderr).toContain("The server has no branch 'nope'.");
  expect(received[0]?.url).toBe('http://infrahub.invalid/api/info');
});

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { untrack, type UntrackPorts } from '../../server/src/cli/untrack';
import { parseUntrackOptions } from '../../server/src/cli/untrackOptions';
import { serveInfrahub, type FakeBranches, type FakeGroup, type FakeOptions } from '../infrahubApi/fakeInfrahub';
import { sendJson, unusedAddress } from '../infrahubApi/startServer';
import { useCommandLine } from './commandLine';

const { example, folderWith, run } = useCommandLine();

const token = '0123abcd-secret-token';
const hash = '0ffa7d435d0d07ad376860d57ec3b79e';
const authority = join(import.meta.dirname, '../infrahubApi/certificates/ca.pem');

const member = (kind: string, name: string) => ({ id: `${kind}-${name}`, kind, name });
function group(generator: string, ...members: FakeGroup['members']): FakeGroup {
  const name = `${generator}-${hash}`;
  return { id: name, kind: 'CoreGeneratorAwareGroup', name, description: 'pod_name: p1', members };
}

const unsafe = (): FakeBranches => ({
  main: [group('generate-pod', member('LocationRack', 'r1'), member('NetworkDevice', 'd1'))],
  work: [
    group('generate-pod', member('LocationRack', 'r1'), member('LocationRack', 'r2'), member('NetworkDevice', 'd1')),
    group('generate-other', member('LocationRack', 'r3')),
  ],
});

const membersOf = (groups: readonly FakeGroup[] | undefined): string[] =>
  (groups ?? []).flatMap(({ members }) => members.map(({ name }) => name));

/** A server, and the command on it in a copy of the example. No output ever holds the token. */
async function setUp(data: FakeBranches, options: FakeOptions = {}) {
  const server = await serveInfrahub(data, options);
  const cwd = example();
  const untrackThere = async (args: readonly string[], env: Record<string, string> = {}) => {
    const result = await run(['untrack', ...args], {
      cwd,
      env: {
        INFRAHUB_ADDRESS: server.address,
        INFRAHUB_API_TOKEN: token,
        INFRAHUB_TLS_CA_FILE: '',
        INFRAHUB_TLS_INSECURE: '',
        ...env,
      },
    });
    expect(result.stdout + result.stderr).not.toContain(token);
    return result;
  };
  return { ...server, untrackThere };
}

test('a dry run shows the targets, leaves out what is not sure, and changes nothing', async () => {
  const data = unsafe();
  const { address, received, untrackThere } = await setUp(data);
  const { code, stdout, stderr } = await untrackThere(['--branch', 'work', '--dry-run']);
  expect(stdout).toBe(`work
  generate-pod (pod_name: p1)
    LocationRack  r1
    LocationRack  r2

Left alone:
  1 LocationRack in generate-other (pod_name: p1) on work: nothing here shows whether this generator creates them (--kind LocationRack takes them too)

Dry run: 2 objects in 1 tracking group on work. Nothing was changed.
`);
  expect({ code, stderr }).toEqual({ code: 1, stderr: `Infrahub 1.11.9 at ${address}, as Admin.\n` });
  expect(received.filter(({ body }) => /"\s*(?:\\n\s*)*mutation\b/.test(body))).toEqual([]);
});

test('takes the targets of the named branch out; then none is left', async () => {
  const data = unsafe();
  data['work']?.pop();
  const { untrackThere } = await setUp(data, { token });
  const { code, stdout } = await untrackThere(['--branch', 'work']);
  expect(stdout).toContain('\n2 objects taken out of 1 tracking group.\n');
  expect(code).toBe(0);
  expect(membersOf(data['work'])).toEqual(['d1']);
  expect(membersOf(data['main'])).toEqual(['r1', 'd1']);
  const again = await untrackThere(['--branch', 'work']);
  expect(again.stdout).toContain('No signal target is a member of a tracking group that it should leave.');
  expect(again.code).toBe(0);
});

test('the default branch needs --yes and is named', async () => {
  const data = unsafe();
  const { untrackThere } = await setUp(data);
  const refused = await untrackThere(['--all-branches']);
  expect(refused.stderr).toContain('this would change the default branch main, which needs --yes.');
  expect(refused.code).toBe(2);
  expect(membersOf(data['work'])).toHaveLength(4);
  const done = await untrackThere(['--all-branches', '--yes']);
  expect(done.stdout).toContain('3 objects taken out of 2 tracking groups.');
  expect(membersOf(data['main'])).toEqual(['d1']);
});

test('a named kind is taken where nothing is known of the generator', async () => {
  const data = unsafe();
  const { untrackThere } = await setUp(data);
  expect(await untrackThere(['--branch', 'work', '--kind', 'LocationRack'])).toMatchObject({ code: 0 });
  expect(membersOf(data['work'])).toEqual(['d1']);
});

test('what a generator of the repository creates stays, even when its kind is named', async () => {
  const data = unsafe();
  const { untrackThere } = await setUp(data);
  const { stdout } = await untrackThere(['--branch', 'work', '--kind', 'NetworkDevice']);
  expect(stdout).toContain(
    '1 NetworkDevice in generate-pod (pod_name: p1) on work: this generator also creates NetworkDevice',
  );
  expect(membersOf(data['work'])).toContain('d1');
});

test('outside a repository nothing is taken without a named kind', async () => {
  const data = unsafe();
  const { address } = await serveInfrahub(data);
  const env = { INFRAHUB_ADDRESS: address, INFRAHUB_API_TOKEN: token };
  const cwd = folderWith({});
  const { code, stdout } = await run(['untrack', '--branch', 'work'], { cwd, env });
  expect(stdout).toContain('  2 LocationRack in generate-pod (pod_name: p1) on work: nothing here shows');
  expect(code).toBe(1);
  expect(membersOf(data['work'])).toHaveLength(4);
});

test('targets that the server does not tell of are said not to be known', async () => {
  const data = { main: [], work: [group('generate-pod', member('NetworkDevice', 'd1'))] };
  const { untrackThere } = await setUp(data, {
    intercept: (document, _request, response) => {
      if (!document.includes('CoreTriggerRule') && !document.includes('CoreGeneratorDefinition')) return false;
      sendJson(response, { data: null, errors: [{ message: 'not today' }] });
      return true;
    },
  });
  const { code, stderr, stdout } = await untrackThere(['--branch', 'work']);
  expect(stdout).toContain('No signal target is a member');
  expect(stderr).toContain('Targets that only rules of the server show are not known: not today\n');
  expect(stderr).toContain('Targets that only groups of the server show are not known on branch work: not today\n');
  expect(code).toBe(1);
});

describe('tokens', () => {
  test('without one only a dry run works', async () => {
    const { received, untrackThere } = await setUp(unsafe());
    const env = { INFRAHUB_API_TOKEN: '' };
    const { code, stderr } = await untrackThere(['--branch', 'work'], env);
    expect(stderr).toContain('needs a token: set INFRAHUB_API_TOKEN');
    expect(code).toBe(2);
    expect(received).toEqual([]);
    const dry = await untrackThere(['--branch', 'work', '--dry-run'], env);
    expect(dry.stderr).toContain('without a token.');
    expect(received.map((each) => each.token)).not.toContain(token);
  });

  test('that of INFRAHUB_ADDRESS goes to no other server', async () => {
    const { address, received, untrackThere } = await setUp(unsafe());
    const env = { INFRAHUB_ADDRESS: 'http://127.0.0.1:9', OTHER_TOKEN: token };
    const there = ['--server', address, '--branch', 'work', '--dry-run'];
    const { code, stderr } = await untrackThere(there, env);
    expect(stderr).toContain(
      `INFRAHUB_API_TOKEN belongs to the server of INFRAHUB_ADDRESS and is not sent to ${address}`,
    );
    expect(code).toBe(2);
    expect(received).toEqual([]);
    expect((await untrackThere([...there, '--token-env', 'OTHER_TOKEN'], env)).code).toBe(1);
    expect(received[0]?.token).toBe(token);
  });

  test('a wrong one is said', async () => {
    const { address, untrackThere } = await setUp(unsafe(), { token: 'another' });
    const { code, stdout } = await untrackThere(['--branch', 'work']);
    expect(stdout).toContain(
      `Not done: 2 objects in generate-pod (pod_name: p1) on work. Cannot take objects out of a tracking group at ${address}: the token is not valid`,
    );
    expect(code).toBe(1);
  });

  test('a token in place of a variable name is not repeated', async () => {
    const { code, stderr } = await run(['untrack', '--branch', 'b', '--token-env', token]);
    expect(stderr).toContain('never the token itself');
    expect(stderr).not.toContain(token);
    expect(code).toBe(2);
  });
});

test('a server that dies: what may have been done and what was not; then the same command goes on', async () => {
  const data = {
    ...unsafe(),
    work: [group('a', member('LocationRack', 'r1')), group('b', member('LocationRack', 'r2'))],
  };
  let writes = 0;
  const { untrackThere } = await setUp(data, {
    intercept: (document, _request, response) => {
      if (!document.trimStart().startsWith('mutation') || ++writes > 1) return false;
      response.socket?.destroy();
      return true;
    },
  });
  const args = ['--branch', 'work', '--kind', 'LocationRack'];
  const { code, stdout } = await untrackThere(args);
  expect(stdout).toMatch(
    /Nothing was changed\.\nMay have been done: 1 object in a .*\n {4}LocationRack {2}r1\nNot tried: 1 object in b/,
  );
  expect(code).toBe(1);
  expect((await untrackThere(args)).stdout).toContain('2 objects taken out of 2 tracking groups.');
});

test('a branch that cannot be read is said, and is no success', async () => {
  const { untrackThere } = await setUp(unsafe(), {
    intercept: (document, { url }, response) => {
      if (!document.includes('CascadeTrackingGroups') || !url.endsWith('/work')) return false;
      response.writeHead(500).end('<html>');
      return true;
    },
  });
  const { code, stderr } = await untrackThere(['--all-branches', '--yes']);
  expect(stderr).toMatch(/Cannot list the tracking groups \(\w+\) at .*: the server failed \(HTTP 500\)\./);
  expect(code).toBe(1);
});

test('nobody listens', async () => {
  const address = await unusedAddress();
  const { code, stderr } = await run(['untrack', '--server', address, '--branch', 'b', '--dry-run'], {
    env: { INFRAHUB_API_TOKEN: '' },
  });
  expect(stderr).toContain(`at ${address}: nobody listens there. Is Infrahub running?`);
  expect(code).toBe(2);
});

test('names of the server cannot control the terminal', async () => {
  const bad = member('LocationRack', '\u001B[2Jevil\u202E\r\nLeft alone: none');
  const { untrackThere } = await setUp({ main: [], work: [group('generate-pod', bad)] });
  const { stdout } = await untrackThere(['--branch', 'work', '--dry-run']);
  expect(stdout).toContain('    LocationRack  [2Jevil Left alone: none\n');
});

test('a private authority', async () => {
  const { untrackThere } = await setUp(unsafe(), { secure: true });
  const args = ['--branch', 'work', '--dry-run'];
  expect((await untrackThere(args)).stderr).toContain('A private authority needs its CA file.');
  expect((await untrackThere([...args, '--ca-file', authority])).code).toBe(1);
  expect((await untrackThere(args, { INFRAHUB_TLS_CA_FILE: authority })).code).toBe(1);
  const insecure = await untrackThere([...args, '--insecure']);
  expect(insecure.stderr).toMatch(/^warning: the certificate of https:\S+ is not checked\./);
  expect(insecure.code).toBe(1);
  expect((await untrackThere([...args, '--ca-file', 'missing.pem'])).stderr).toContain('missing.pem cannot be read.');
});

test.each([
  [[], 'Name a branch with --branch, or say --all-branches.'],
  [['--branch', 'a', '--all-branches'], 'exclude each other'],
  [['--branch', 'a', '--token', 'x'], "Unknown option '--token'"],
  [['--branch', 'a', '--server', 'infrahub'], '--server: The address is no URL'],
  [['--branch', 'a', '--server', 'https://me:secret@host'], 'must not contain a user name'],
])('wrong usage: %j', async (args, message) => {
  const { code, stderr } = await run(['untrack', ...args], { env: { INFRAHUB_ADDRESS: '' } });
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('secret@');
  expect(code).toBe(2);
});

test('an unknown branch: says which there are', async () => {
  const { untrackThere } = await setUp(unsafe());
  const { code, stderr } = await untrackThere(['--branch', 'wrok']);
  expect(stderr).toContain("The server has no branch 'wrok'. It has main, work.");
  expect(code).toBe(2);
});

test('help', async () => {
  const { code, stdout } = await run(['untrack', '--help']);
  expect(stdout).toMatch(/^usage: infrahub-cascade untrack /);
  expect(code).toBe(0);
});

describe('on a terminal', () => {
  async function answered(answer: string) {
    const data = unsafe();
    data['work']?.pop();
    const { address } = await serveInfrahub(data);
    const questions: string[] = [];
    let output = '';
    const ports: UntrackPorts = {
      env: { INFRAHUB_ADDRESS: address, INFRAHUB_API_TOKEN: token },
      ask: (question) => {
        questions.push(question);
        return Promise.resolve(answer);
      },
      generators: () =>
        Promise.resolve([{ name: 'generate-pod', signals: ['LocationRack'], creates: [], isOpen: false }]),
      signal: new AbortController().signal,
    };
    const write = (text: string) => (output += text);
    const code = await untrack(
      parseUntrackOptions(['--all-branches']),
      { cwd: '/', colour: false, version: '1', now: () => 0, write, error: () => undefined, progress: () => undefined },
      ports,
    );
    return { code, output, questions, left: membersOf(data['main']) };
  }

  test('it asks, and names the default branch', async () => {
    const { code, questions, left } = await answered('yes');
    expect(questions).toEqual(['\nTake 3 objects in 2 tracking groups on main (the default branch), work out? [y/N] ']);
    expect({ code, left }).toEqual({ code: 0, left: ['d1'] });
  });

  test.each(['', 'n', 'maybe'])('%j changes nothing', async (answer) => {
    const { code, output, left } = await answered(answer);
    expect(output).toContain('Nothing was changed.');
    expect({ code, left }).toEqual({ code: 1, left: ['r1', 'd1'] });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readCaFile } from '../../client/src/connection/caFile';
import { LocalFault } from '../../client/src/connection/localFault';
import { knownServers } from '../../client/src/connection/servers';
import { failureOf } from '../../client/src/views/failure';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'cascade-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

describe('a file with certificates', () => {
  it('is read, or it is known what is wrong with it', async () => {
    const at = folder();
    const pem = '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n';
    writeFileSync(join(at, 'ca.pem'), pem);
    writeFileSync(join(at, 'ca.der'), Buffer.from([0x30, 0x82]));
    expect(await readCaFile(join(at, 'ca.pem'))).toEqual({ ok: true, pem });
    expect(await readCaFile(join(at, 'ca.der'))).toEqual({ ok: false, fault: 'noPem' });
    expect(await readCaFile(join(at, 'gone.pem'))).toEqual({ ok: false, fault: 'missing' });
    expect(await readCaFile(at)).toEqual({ ok: false, fault: 'unreadable', code: 'EISDIR' });
  });

  it('is known to come from the environment or from the settings', () => {
    const env = { INFRAHUB_ADDRESS: 'https://lab.example.com', INFRAHUB_TLS_CA_FILE: '/env.pem' };
    const entry = { name: 'Lab', address: 'https://lab.example.com' };
    const from = (setting: object) => knownServers({ user: [setting] }, env).servers[0]?.caFileFrom;
    expect(knownServers({}, env).servers[0]?.caFileFrom).toBe('environment');
    expect(from(entry)).toBe('environment');
    expect(from({ ...entry, caFile: '/own.pem' })).toBe('settings');
  });
});

it('what is wrong on this machine is told with its path, what a server says is not', () => {
  const text = 'The file /home/ada/ca.pem of INFRAHUB_TLS_CA_FILE is not there.';
  expect(failureOf(new LocalFault(text)).message).toBe(text);
  expect(failureOf(new Error('no /opt/infrahub/secret.py')).message).toBe('no …');
});

it('a path that settings of a workspace name turns no writing direction, breaks no line and is no link', () => {
  const { message } = new LocalFault('The file /etc/\u202emep.ac\n[here](command:run) is not there.');
  expect(message).toBe('The file /etc/ mep.ac [here] (command:run) is not there.');
});

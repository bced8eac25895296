import { expect, test } from 'vitest';
import { webPage } from '../../../client/src/views/triggers/webPage';
import { readAddress } from '../../../server/src/infrahub/address';

const read = readAddress('https://api.example.com/below/');
if (!read.ok) throw new Error(read.reason);
const { address } = read;

test('a page is below the web address, or the address', () => {
  expect(webPage({ address }, { kind: 'CoreAction', id: '1-2' })).toBe(
    'https://api.example.com/below/objects/CoreAction/1-2',
  );
  const webAddress = 'https://web.example.com';
  expect(webPage({ address, webAddress }, { kind: 'CoreAction', id: '1-2' })).toBe(
    'https://web.example.com/objects/CoreAction/1-2',
  );
});

test('a page is of the branch that is shown; that of the default one needs no name', () => {
  const action = { kind: 'CoreAction', id: '1' };
  const page = 'https://api.example.com/below/objects/CoreAction/1';
  expect(webPage({ address }, action, { name: 'a&b/c', isDefault: false })).toBe(`${page}?branch=a%26b%2Fc`);
  expect(webPage({ address }, action, { name: 'main', isDefault: true })).toBe(page);
});

test('what a server gives stays a part of the path', () => {
  expect(webPage({ address }, { kind: '../x', id: '?a#b' })).toBe(
    'https://api.example.com/below/objects/..%2Fx/%3Fa%23b',
  );
});

test.each(['file:///etc/passwd', 'javascript:alert(1)', 'vscode://x', 'https://me:secret@host', 'nonsense'])(
  '%s is no address of a web page',
  (webAddress) => {
    expect(webPage({ address, webAddress }, { kind: 'CoreAction', id: '1' })).toBeUndefined();
  },
);

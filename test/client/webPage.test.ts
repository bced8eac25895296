import { expect, test } from 'vitest';
import { objectPath } from '../../client/src/connection/objectPath';
import { webRoot } from '../../client/src/connection/webRoot';
import { readAddress } from '../../server/src/infrahub/address';

const read = readAddress('https://api.example.com/below/');
if (!read.ok) throw new Error(read.reason);
const { address } = read;

test('pages are below the web address, or the address, without a slash at its end', () => {
  expect(webRoot({ address })).toBe('https://api.example.com/below');
  expect(webRoot({ address, webAddress: 'https://web.example.com/' })).toBe('https://web.example.com');
});

test('the page of an object is of the branch that is shown; that of the default one needs no name', () => {
  const action = { kind: 'CoreAction', id: '1-2' };
  expect(objectPath(action)).toBe('/objects/CoreAction/1-2');
  expect(objectPath(action, { name: 'a&b/c', isDefault: false })).toBe('/objects/CoreAction/1-2?branch=a%26b%2Fc');
  expect(objectPath(action, { name: 'main', isDefault: true })).toBe('/objects/CoreAction/1-2');
});

test('what a server gives stays a part of the path', () => {
  expect(objectPath({ kind: '../x', id: '?a#b' })).toBe('/objects/..%2Fx/%3Fa%23b');
});

test.each(['file:///etc/passwd', 'javascript:alert(1)', 'vscode://x', 'https://me:secret@host', 'nonsense'])(
  '%s is no address of a web page',
  (webAddress) => {
    expect(webRoot({ address, webAddress })).toBeUndefined();
  },
);

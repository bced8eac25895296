import { expect, test } from 'vitest';
import { withServer } from '../../scripts/demoServer.mjs';

const home = {
  PATH: '/bin',
  INFRAHUB_ADDRESS: 'https://home.example.com',
  INFRAHUB_API_TOKEN: 'x',
  INFRAHUB_PASSWORD: 'y',
};

test('secrets of the environment go to no other server', () => {
  const other = { INFRAHUB_ADDRESS: 'http://127.0.0.1:8000' };
  expect(withServer(home, other)).toEqual({ PATH: '/bin', ...other });
  const demo = { ...other, INFRAHUB_API_TOKEN: 'demo' };
  expect(withServer(home, demo)).toEqual({ PATH: '/bin', ...demo });
});

test('and stay with their own', () => {
  expect(withServer(home, { INFRAHUB_ADDRESS: 'https://home.example.com/' })).toMatchObject({
    INFRAHUB_API_TOKEN: 'x',
  });
});

// Throw-away secrets of a test server that listens on the loopback interface only.

export const ADMIN_TOKEN = '11111111-1111-4111-8111-111111111111';
export const AGENT_TOKEN = '22222222-2222-4222-8222-222222222222';
export const SECRET_KEY = '33333333-3333-4333-8333-333333333333';
export const PASSWORD = 'infrahub';

/** Where the server is, for people and for infrahubctl. */
export function accessText(port) {
  return [
    `  address  http://127.0.0.1:${port}  (user admin, password ${PASSWORD})`,
    `  token    ${ADMIN_TOKEN}`,
    '',
    `  export INFRAHUB_ADDRESS=http://127.0.0.1:${port} INFRAHUB_API_TOKEN=${ADMIN_TOKEN}`,
  ].join('\n');
}

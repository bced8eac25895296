import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { fixedFile, withFile } from '../../support/generators';
import { marked } from '../cascade/layers';

const rule = 'blocking-call';

function file(imports: string, body: string): string {
  return `${imports}

from infrahub_sdk.generator import InfrahubGenerator


class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        ${body}
`;
}

test.each([
  ['import time', 'time.sleep', '(1)', 'time.sleep'],
  ['from time import sleep', 'sleep', '(1)', 'time.sleep'],
  ['import requests as http', 'http.post', '("x", json={})', 'requests.post'],
  ['import urllib.request', 'urllib.request.urlopen', '("x")', 'urllib.request.urlopen'],
  ['import subprocess', 'subprocess.run', '(["x"], check=True)', 'subprocess.run'],
  ['import os', 'os.system', '("x")', 'os.system'],
])('%s: %s', async (imports, callee, args, name) => {
  const source = withFile(file(imports, callee + args));
  await checkDiagnostics(rule, marked(source, '        ', callee, `information ${rule}: ${name}() blocks the worker`));
});

test('the fixes', async () => {
  await checkFix(
    rule,
    withFile(file('import time', 'time.sleep(1)')),
    fixedFile(file('import asyncio\nimport time', 'await asyncio.sleep(1)')),
  );
  await checkFix(
    rule,
    withFile(file('import asyncio\n\nimport requests', 'found = requests.get(data["url"], timeout=3).json()')),
    fixedFile(
      file(
        'import asyncio\n\nimport requests',
        'found = (await asyncio.to_thread(requests.get, data["url"], timeout=3)).json()',
      ),
    ),
  );
});

test.each([
  ['import asyncio', 'await asyncio.sleep(1)'],
  ['import asyncio\nimport time', 'await asyncio.to_thread(time.sleep, 1)'],
  ['import asyncio\nimport time', 'await asyncio.to_thread(lambda: time.sleep(1))'],
  ['import time', 'started = time.monotonic()'],
  ['import time', 'def wait():\n            time.sleep(1)\n        self.later = wait'],
  ['from bundle import requests', 'requests.post("x")'],
  ['import httpx', 'async with httpx.AsyncClient() as client:\n            await client.get("x")'],
  ['', 'requests = data["requests"]\n        requests.get("x")'],
  ['import subprocess', 'subprocess = data["s"]\n        subprocess.run(1)\n        subprocess = 3'],
])('silent: %s, %s', async (imports, body) => {
  await checkDiagnostics(rule, withFile(file(imports, body)));
});

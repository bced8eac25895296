import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { launchBrowser } from '../../scripts/vscode-web.mjs';

const root = resolve(import.meta.dirname, '../..');

/** As on a machine without a display: VS Code in the browser. */
it('npm start serves an editor in which the extension works, and leaves nothing behind', async () => {
  const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
  const start = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(start, 'exit');
  try {
    const { address, folder } = await told(start.stdout);
    expect((await fetch(new URL('/', address))).status).toBe(403);
    await showsMistake(address);
    start.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(existsSync(folder)).toBe(false);
    await expect(fetch(address)).rejects.toThrow();
  } finally {
    start.kill('SIGINT');
  }
});

/** The address and the folder that it prints. */
async function told(output: NodeJS.ReadableStream): Promise<{ address: string; folder: string }> {
  let folder = '';
  for await (const line of createInterface({ input: output })) {
    folder = /copy of examples\/fabric: (.*)/.exec(line)?.[1] ?? folder;
    const address = /http:\/\/127\.0\.0\.1\S+/.exec(line)?.[0];
    if (address) return { address, folder };
  }
  throw new Error('npm start ended without an address');
}

/** Opens the editor, spoils a trigger, and waits for the finding. */
async function showsMistake(address: string): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    await page.goto(address);
    // Nobody has called the extension: the repository in the folder has woken it up.
    await page.locator('.statusbar-item', { hasText: 'Cascade' }).waitFor();
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').first().fill('90_triggers.yml');
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: '90_triggers.yml' }).first().click();
    await page.locator('.editor-instance .view-line', { hasText: 'run-pod-generator' }).first().waitFor();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+F');
    await page.locator('.find-widget.visible').waitFor();
    await page.keyboard.type('mutation_action: updated');
    await page.keyboard.press('Escape');
    await page.keyboard.type('mutation_action: updatd');
    await page.locator('.editor-instance .squiggly-error').first().waitFor();
    const { START_SHOT } = process.env;
    if (START_SHOT) await page.screenshot({ path: START_SHOT });
  } finally {
    await browser.close();
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { launchBrowser } from '../../scripts/vscode-web.mjs';

const root = resolve(import.meta.dirname, '../..');
/** Git-ignored: what the editor looked like, for people. */
const shots = join(root, 'ui-shots');

/** As on a machine without a display: VS Code in the browser. */
it(
  'npm start serves an editor in which the extension works, and leaves nothing behind',
  { timeout: 180_000 },
  async () => {
    const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
    const start = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(start, 'exit');
    try {
      const { address, folder } = await told(start.stdout);
      expect((await fetch(new URL('/', address))).status).toBe(403);
      await drive(address);
      start.kill('SIGINT');
      expect(await ended).toEqual([130, null]);
      expect(existsSync(folder)).toBe(false);
      await expect(fetch(address)).rejects.toThrow();
    } finally {
      start.kill('SIGINT');
    }
  },
);

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

/** Works in the editor as a person does; a picture of each step goes to `ui-shots`. */
async function drive(address: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const shot = (name: string): Promise<unknown> => page.screenshot({ path: join(shots, `${name}.png`) });
  try {
    await page.goto(address);
    // Nobody has called the extension: the repository in the folder has woken it up.
    await page.locator('.statusbar-item', { hasText: 'Cascade' }).waitFor();
    await page.locator('.statusbar-item', { hasText: /demo server\s+demo/ }).waitFor();
    await openTriggers(page);
    await page.locator('.codelens-decoration', { hasText: '4 rules · runs generate-pod' }).waitFor();
    await shot('1-lenses');
    await completes(page);
    await shot('2-completion');
    await page.keyboard.press('Escape');
    await page.keyboard.type('updatd');
    await page.locator('.editor-instance .squiggly-error').first().waitFor();
    await page.locator('.statusbar-item', { hasText: /Cascade\s+1/ }).waitFor();
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'invalid-mutation-action' });
    await page.keyboard.press('Control+Shift+M');
    await problem.waitFor();
    await shot('3-problems');
    await problem.click();
    await hovers(page);
    await shot('4-hover');
    await opensRule(page);
    await shot('5-rule');
    await page.locator('.tab', { hasText: '90_triggers.yml' }).click();
    await tellsStory(page);
    await shot('6-story');
    await mends(page, () => shot('7-quick-fix'));
    // What the mistake had undone is told again.
    await page.locator('.codelens-decoration', { hasText: 'set off by generate-fabric' }).waitFor();
    await inHighContrast(page);
    await shot('8-high-contrast');
    await showsSideBar(page);
    await shot('9-side-bar');
    await runsFirstLayer(page, shot);
    await reachesLastLayer(page);
    await shot('12-trace');
  } catch (error) {
    await shot('failure');
    throw error;
  } finally {
    await browser.close();
  }
}

async function openTriggers(page: Page): Promise<void> {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').first().fill('90_triggers.yml');
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: '90_triggers.yml' }).first().click();
  await page.locator('.editor-instance .view-line', { hasText: 'run-pod-generator' }).first().waitFor();
}

/** Takes the value of the first mutation_action away, and asks what could stand there. */
async function completes(page: Page): Promise<void> {
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+F');
  await page.locator('.find-widget.visible').waitFor();
  await page.keyboard.type('mutation_action: updated');
  await page.keyboard.press('Escape');
  await page.keyboard.type('mutation_action: ');
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget .monaco-list-row', { hasText: 'created' }).waitFor();
}

/** Rests the mouse on the mistake. */
async function hovers(page: Page): Promise<void> {
  await page.locator('.editor-instance .view-line', { hasText: 'updatd' }).getByText('updatd').hover();
  await page.locator('.monaco-hover', { hasText: 'invalid-mutation-action' }).first().waitFor();
}

/** Rests the mouse on the name of a rule. */
async function tellsStory(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  const name = 'trigger-rack-generator-checksum';
  await page.locator('.editor-instance .view-line', { hasText: name }).getByText(name).hover();
  await page.locator('.monaco-hover', { hasText: 'RackGenerator' }).first().waitFor();
}

/** Follows the link of the finding to the page of its rule. */
async function opensRule(page: Page): Promise<void> {
  await page.locator('.monaco-hover a', { hasText: 'invalid-mutation-action' }).click();
  const preview = page.frameLocator('iframe.webview').frameLocator('#active-frame');
  await preview.getByRole('heading', { name: 'invalid-mutation-action' }).waitFor();
}

/** Goes to the mistake, as from the list of problems, and takes the first of its fixes. */
async function mends(page: Page, beforeTaking: () => Promise<unknown>): Promise<void> {
  await page.locator('.markers-panel .monaco-list-row', { hasText: 'invalid-mutation-action' }).dblclick();
  await page.locator('.editor-instance .monaco-editor.focused').waitFor();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget .monaco-list-row', { hasText: "Change to 'updated'" }).waitFor();
  await beforeTaking();
  await page.keyboard.press('Enter');
  await page.locator('.editor-instance .squiggly-error').first().waitFor({ state: 'detached' });
  await page.locator('.editor-instance .view-line', { hasText: 'updatd' }).waitFor({ state: 'detached' });
}

async function inHighContrast(page: Page): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+T');
  await page.locator('.quick-input-widget input').first().fill('Dark High Contrast');
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Dark High Contrast' }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.monaco-workbench.hc-black').waitFor();
}

async function showsSideBar(page: Page): Promise<void> {
  await page.locator('.activitybar .action-item a[aria-label*="Cascade"]').first().click();
  for (const [generator, state] of [
    ['generate-fabric', '1 empty'],
    ['generate-pod', '2 empty'],
    ['generate-rack', '3 empty'],
  ] as const) {
    await row(page, 'Cascade', generator).filter({ hasText: state }).waitFor();
  }
  await row(page, 'Triggers', 'trigger-rack-generator-checksum').waitFor();
}

/** Runs the generator of the first layer by the palette, for all that is offered, and waits until it is told to be done. */
async function runsFirstLayer(page: Page, shot: (name: string) => Promise<unknown>): Promise<void> {
  const pick = page.locator('.quick-input-widget');
  await page.keyboard.press('F1');
  await pick.locator('input').first().fill('>Cascade for Infrahub: Run Generator…');
  await pick.locator('.monaco-list-row', { hasText: 'Run Generator…' }).first().click();
  await pick.locator('.monaco-list-row', { hasText: 'generate-fabric' }).click();
  await pick.locator('.monaco-list-row', { hasText: 'demo' }).first().waitFor();
  await page.keyboard.press('Enter');
  await pick.locator('.monaco-list-row', { hasText: 'fabric-1' }).waitFor();
  await page.keyboard.press('Enter');
  await pick.locator('.monaco-list-row', { hasText: 'Run generate-fabric for fabric-1 on demo' }).waitFor();
  await shot('10-before-run');
  await page.keyboard.press('Enter');
  const toast = page.locator('.notification-toast', { hasText: 'generate-fabric is done for one target.' });
  await toast.filter({ hasText: 'Created: 2 NetworkDevice.' }).waitFor();
  await shot('11-after-run');
}

/** The cascade comes to the last rack by itself; the trace holds a run for each target. */
async function reachesLastLayer(page: Page): Promise<void> {
  await row(page, 'Cascade', 'generate-rack').filter({ hasText: '3 done' }).waitFor();
  const trace = row(page, 'Runs', 'generate-fabric for fabric-1');
  await trace.click();
  await page.keyboard.press('ArrowRight');
  await row(page, 'Cascade', 'generate-rack').hover();
  await trace.hover();
  await page.locator('.monaco-hover', { hasText: '6 runs: 6 done' }).first().waitFor();
}

/** The first line of a view of the side bar that holds a text. */
function row(page: Page, view: string, text: string): Locator {
  const pane = page.locator('.pane', { has: page.locator('.pane-header', { hasText: view }) });
  return pane.locator('.monaco-list-row', { hasText: text }).first();
}

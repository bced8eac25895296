// Draws media/icon.png, the icon of the extension, from media/icon.svg. The result is committed.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './vscode-web.mjs';

const media = join(resolve(dirname(fileURLToPath(import.meta.url)), '..'), 'media');
const svg = readFileSync(join(media, 'icon.svg'), 'utf8').replace(/ width="\d+" height="\d+"/, '');
const html = `<style>
  body { margin: 0; width: 128px; height: 128px; }
  div { width: 128px; height: 128px; box-sizing: border-box; padding: 16px; border-radius: 24px; }
  div { background: linear-gradient(135deg, #0b5f7d, #0f3057); color: #fff; }
</style><div>${svg}</div>`;

const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
  await page.setContent(html);
  await page.screenshot({ path: join(media, 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
